import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { ComputedDraft } from "../../../ladder/draft.ts";
import type { Column } from "../columns/column.ts";
import { type CsvRecord, type CsvTable, cellText, columnNames, dataRows } from "../csv-table.ts";
import { chooseRecords, type RecordChoice } from "./choose-records.ts";
import { describeCells } from "./describe-cells.ts";
import { idColumns } from "./id-names.ts";

/** What a summary is written of. */
export interface CsvFacts {
  readonly source: string;
  readonly table: CsvTable;
  readonly rows: readonly (readonly [from: number, to: number])[];
  readonly comments: readonly string[];
  readonly columns: readonly Column[];
  /** What is said of each column. */
  readonly descriptions: readonly string[];
}

/** Comment lines beyond this many, or rows wider than the header: no summary, since each would have to be shown. */
const MOST_COMMENTS = 20;

/**
 * A reader of a table's facts for when they are needed, or `undefined` where it has records that no figure could cover or too
 * few to need a summary.
 */
export function csvFacts(source: string, table: CsvTable): (() => CsvFacts) | undefined {
  const { records, width } = table;
  const comments: string[] = [];
  for (const { from, to, cells } of records) {
    if (cells !== undefined && cells.length > width) return undefined;
    if (cells !== undefined || source.slice(from, to).trim() === "") continue;
    if (source.charCodeAt(from) !== 35) return undefined;
    comments.push(source.slice(from, to));
  }
  const indexes = dataRows(table);
  if (comments.length > MOST_COMMENTS || indexes.length < LEAST_ROWS) return undefined;
  const rows = indexes.map((index) => records[index] as CsvRecord);
  let facts: CsvFacts | undefined;
  return () => {
    facts ??= readFacts({ source, table, comments }, rows);
    return facts;
  };
}

/** Fewer rows are read faster than a summary of them. */
const LEAST_ROWS = 6;

function readFacts(
  base: Pick<CsvFacts, "source" | "table" | "comments">,
  rows: readonly CsvRecord[],
): CsvFacts {
  const { isLiteral } = base.table.dialect;
  const columns = columnNames(base.table).map((name, at): Column => {
    const cells = rows.map(({ cells: own }) => {
      const cell = own?.[at];
      return cell === undefined || isLiteral ? cell : cellText(cell);
    });
    return { name, cells };
  });
  const ids = idColumns(columns.map(({ name }) => name));
  return {
    ...base,
    rows: rows.map(({ from, to }) => [from, to]),
    columns,
    descriptions: columns.map(({ cells }, at) => describeCells(cells, ids.has(at))),
  };
}

/**
 * A line for each column, comment lines, and rows that matter as they stand, markers for the rest:
 *
 *     summary: 1000 rows, 3 columns, separator ;
 *     id: numbers min 1 max 1000 sum 500500 ids {1..1000}
 *     status: text distinct 2: "ok" 997, "failed" 3
 *     row 1: 1;ok;...
 *     ... rows 2-999
 *     row 1000: 1000;ok;...
 */
export function writeCsvSummary(
  facts: CsvFacts,
  choice: RecordChoice,
  style: MarkerStyle,
): ReturnType<ComputedDraft["render"]> {
  const { source, table, rows, comments, columns, descriptions } = facts;
  const lines = [headline(facts, table)];
  for (const comment of comments) lines.push(`comment: ${comment}`);
  for (const [at, { name }] of columns.entries()) {
    lines.push(`${summaryName(name)}: ${descriptions[at]}`);
  }
  const markers: (Marker & { readonly source: string })[] = [];
  let next = 1;
  for (const row of [
    ...chooseRecords({ source, places: rows, columns }, choice),
    rows.length + 1,
  ]) {
    if (row > next) {
      const marker = { unit: "row", from: next, to: row - 1, count: row - next } as const;
      const from = rows[next - 1]?.[0] ?? 0;
      const to = rows[row - 2]?.[1] ?? 0;
      lines.push(formatMarker(marker, style));
      markers.push({ ...marker, source: source.slice(from, to) });
    }
    const place = rows[row - 1];
    if (place === undefined) break;
    lines.push(`row ${row}: ${oneLine(source.slice(place[0], place[1]))}`);
    next = row + 1;
  }
  return { body: lines.join("\n"), markers };
}

function headline({ rows, columns }: CsvFacts, { dialect, header }: CsvTable): string {
  const { separator, isLiteral } = dialect;
  const parts = [`summary: ${rows.length} rows, ${columns.length} columns`];
  if (separator !== ",") parts.push(`separator ${separator === "\t" ? "tab" : separator}`);
  if (isLiteral) parts.push("literal quotes");
  if (header < 0) parts.push("no header");
  return parts.join(", ");
}

const UNSAFE = /[":]|\p{Control}|\p{Surrogate}/u;

function summaryName(name: string): string {
  return name !== "" && !UNSAFE.test(name) && name.trim() === name && !RESERVED.test(name)
    ? name
    : JSON.stringify(name);
}

const RESERVED = /^(?:comment|summary|row [0-9]+)$|^\.\.\./;

function oneLine(raw: string): string {
  return raw.includes("\n") ? JSON.stringify(raw) : raw;
}
