/** A value of a chart. */
export interface ChartValue {
  readonly label: string;
  readonly value: number;
}

const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const HEIGHT = 5;

/** How to draw a chart. */
export interface ChartOptions {
  /** In characters. */
  readonly width: number;
  readonly format: (value: number) => string;
  /** What a value is of, in the plural: `days`. */
  readonly unit: string;
}

/**
 * Columns as lines of text, the largest value on the left beside the top, the first and last label below. Every value that is not 0 shows
 * at least an eighth of a line. Of more values than there is room for, a column is the sum of several, and says so. Nothing for fewer than
 * two values, or where all are 0.
 */
export function columnChart(
  values: readonly ChartValue[],
  { width, format, unit }: ChartOptions,
): readonly string[] {
  if (values.length < 2 || !values.some(({ value }) => value > 0)) return [];
  const total = values.reduce((sum, { value }) => sum + value, 0);
  // No column is more than all together, so that its figure is no wider, but for a digit after the point.
  const perColumn = Math.ceil(values.length / Math.max(1, width - format(total).length - 4));
  const shown = sumsOf(values, perColumn);
  const largest = shown.reduce((most, { value }) => Math.max(most, value), 0);
  const axis = format(largest);
  const room = Math.max(1, width - axis.length - 2);
  const columnWidth = Math.max(1, Math.min(4, Math.floor(room / shown.length)));
  const lines: string[] = [];
  for (let row = HEIGHT - 1; row >= 0; row--) {
    const columns = shown.map(({ value }) =>
      columnOf(eighthsOf(value, largest) - 8 * row, columnWidth),
    );
    const left = row === HEIGHT - 1 ? axis : "".padStart(axis.length);
    lines.push(`${left} ┤${columns.join("")}`.trimEnd());
  }
  const first = values[0]?.label ?? "";
  const last = values.at(-1)?.label ?? "";
  const span = shown.length * columnWidth;
  const note = perColumn > 1 ? `${perColumn} ${unit} a column` : "";
  const gap = Math.max(note.length + 2, span - first.length - last.length);
  const left = Math.floor((gap - note.length) / 2);
  const middle = `${" ".repeat(left)}${note}`.padEnd(gap);
  lines.push(`${"".padStart(axis.length + 2)}${first}${middle}${last}`);
  return lines;
}

/** Sums of so many values after one another; the first column may be of fewer, the last is whole. */
function sumsOf(values: readonly ChartValue[], perColumn: number): readonly ChartValue[] {
  if (perColumn === 1) return values;
  const sums: { label: string; value: number }[] = [];
  const missing = (perColumn - (values.length % perColumn)) % perColumn;
  for (const [index, { label, value }] of values.entries()) {
    const column = Math.floor((index + missing) / perColumn);
    const sum = sums[column];
    if (sum === undefined) sums.push({ label, value });
    else sum.value += value;
  }
  return sums;
}

function eighthsOf(value: number, largest: number): number {
  if (value <= 0) return 0;
  return Math.max(1, Math.round((value / largest) * HEIGHT * 8));
}

function columnOf(eighths: number, width: number): string {
  const block = EIGHTHS[Math.max(0, Math.min(8, eighths))] ?? " ";
  return width === 1 ? block : `${block.repeat(width - 1)} `;
}
