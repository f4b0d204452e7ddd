import { formatMarker, type MarkerStyle } from "@tokenpak/core";
import type { Source } from "../../ladder/source.ts";
import { firstOfEquals } from "../../select/first-of-equals.ts";
import { plainLine } from "../../terminal/plain-line.ts";
import type { Table, TableRow, TableSection } from "./table.ts";
import { endingCounts, omittedLines, type WrittenListing } from "./write-folders.ts";

/** What of a table is shown. */
export interface TableView {
  readonly shown: ReadonlySet<TableRow>;
  readonly style: MarkerStyle;
}

/**
 * Writes a table's figures, and the shown rows as they stand:
 *
 *     = 85 rows, 2 shown; columns USER | PID | %CPU | COMMAND
 *     = USER: root 80, ada 5
 *     = PID: 1 to 8123, sum 70112
 *     |USER   PID %CPU COMMAND
 *     root     1  0.3 /sbin/init
 *     ... 83 lines, 3-86
 *
 * Below the first line: of each column with numbers alone the least, the greatest and the sum; of each with few different
 * values how often each stands; what names end in. Where rows stand in sections (`ls -R`), each has a line with its name, its
 * rows and the sum of their sizes, and its shown rows below it. What is no row stands behind `|`.
 */
export function writeTable(
  source: Source,
  table: Table,
  { shown: chosen, style }: TableView,
): WrittenListing {
  const { columns, sections } = table;
  const rows = rowsOf(table);
  const shown = new Set(
    sections.flatMap((section) => [
      ...firstOfEquals(
        section.rows,
        new Set(section.rows.filter((row) => chosen.has(row))),
        ({ line }) => plainLine(source.line(line)),
      ),
    ]),
  );
  const out = [
    `= ${rows.length} rows, ${shown.size} shown; columns ${columns.join(" | ")}`,
    ...columns.flatMap((name, at) =>
      columnLine(
        name,
        rows.map(({ fields }) => fields[at] as string),
      ),
    ),
  ];
  for (const [index, section] of sections.entries()) {
    if (index > 0) out.push(sectionLine(columns, section));
    out.push(...section.said.map(({ text }) => `|${text}`));
    for (const row of section.rows) {
      if (shown.has(row)) out.push(plainLine(source.line(row.line)));
    }
  }
  const marker = omittedLines(
    source,
    rows.filter((row) => !shown.has(row)).map(({ line }) => line),
  );
  if (marker !== undefined) out.push(formatMarker(marker, style));
  return { body: out.join("\n"), markers: marker === undefined ? [] : [marker] };
}

/** All rows of a table, in order. */
export function rowsOf({ sections }: Table): TableRow[] {
  return sections.flatMap(({ rows }) => rows);
}

/** The figures of a column; none where its values are many and no numbers. */
function columnLine(name: string, values: readonly string[]): string[] {
  const figures = figuresOf(values);
  if (figures !== undefined) return [`= ${name}: ${figures}`];
  const counts = countsOf(values);
  if (counts !== undefined) return [`= ${name}: ${counts}`];
  return name === "name" || name === "path" ? [`= ${name} ends: ${endingCounts(values)}`] : [];
}

const NUMBER = /^\d{1,15}(?:\.\d{1,4})?$/;
/** Decimals that sums are kept in. */
const SCALE = 10_000n;

function figuresOf(values: readonly string[]): string | undefined {
  let least: string | undefined;
  let greatest: string | undefined;
  let sum = 0n;
  for (const value of values) {
    if (!NUMBER.test(value)) return undefined;
    if (least === undefined || Number(value) < Number(least)) least = value;
    if (greatest === undefined || Number(value) > Number(greatest)) greatest = value;
    sum += scaled(value);
  }
  return least === greatest
    ? `all ${least}, sum ${decimal(sum)}`
    : `${least} to ${greatest}, sum ${decimal(sum)}`;
}

function scaled(value: string): bigint {
  const [whole = "", part = ""] = value.split(".");
  return BigInt(whole) * SCALE + BigInt(part.padEnd(4, "0"));
}

function decimal(sum: bigint): string {
  const part = String(sum % SCALE)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${sum / SCALE}${part === "" ? "" : `.${part}`}`;
}

/** Different values that are counted one by one. */
const MOST_VALUES = 10;

function countsOf(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > MOST_VALUES) return undefined;
  }
  if (counts.size * 2 > values.length) return undefined;
  return [...counts]
    .sort((left, right) => right[1] - left[1])
    .map(([value, count]) => `${/[\s,"]|^$/.test(value) ? JSON.stringify(value) : value} ${count}`)
    .join(", ");
}

function sectionLine(columns: readonly string[], { name, rows }: TableSection): string {
  const size = columns.indexOf("size");
  const values = rows.map(({ fields }) => fields[size] ?? "");
  if (!values.every((value) => NUMBER.test(value))) return `= ${name}: ${rows.length} rows`;
  const sum = values.reduce((total, value) => total + scaled(value), 0n);
  return `= ${name}: ${rows.length} rows, size ${decimal(sum)}`;
}
