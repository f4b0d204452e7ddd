/** A value of a chart. */
export interface ChartValue {
  readonly label: string;
  readonly value: number;
}

const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const HEIGHT = 5;

/**
 * Columns as lines of text, the largest value on the left beside the top, the first and last label below. Every value that is not 0 shows
 * at least an eighth of a line. Nothing for fewer than two values, or where all are 0.
 */
export function columnChart(
  values: readonly ChartValue[],
  { width, format }: { readonly width: number; readonly format: (value: number) => string },
): readonly string[] {
  const largest = values.reduce((most, { value }) => Math.max(most, value), 0);
  if (values.length < 2 || largest <= 0) return [];
  const axis = format(largest);
  const room = Math.max(1, width - axis.length - 2);
  const shown = values.slice(-room);
  const columnWidth = Math.max(1, Math.min(4, Math.floor(room / shown.length)));
  const lines: string[] = [];
  for (let row = HEIGHT - 1; row >= 0; row--) {
    const columns = shown.map(({ value }) =>
      columnOf(eighthsOf(value, largest) - 8 * row, columnWidth),
    );
    const left = row === HEIGHT - 1 ? axis : "".padStart(axis.length);
    lines.push(`${left} ┤${columns.join("")}`.trimEnd());
  }
  const first = shown[0]?.label ?? "";
  const last = shown.at(-1)?.label ?? "";
  const span = shown.length * columnWidth;
  const gap = " ".repeat(Math.max(1, span - first.length - last.length));
  lines.push(`${"".padStart(axis.length + 2)}${first}${gap}${last}`);
  return lines;
}

function eighthsOf(value: number, largest: number): number {
  if (value <= 0) return 0;
  return Math.max(1, Math.round((value / largest) * HEIGHT * 8));
}

function columnOf(eighths: number, width: number): string {
  const block = EIGHTHS[Math.max(0, Math.min(8, eighths))] ?? " ";
  return width === 1 ? block : `${block.repeat(width - 1)} `;
}
