import type { TokenCounter } from "@tokenpak/core";
import type { Column } from "./columns/column.ts";
import { writeColumns } from "./columns/write-columns.ts";
import { type CsvRecord, type CsvTable, cellText, columnNames, isQuoted } from "./csv-table.ts";
import { type Quoting, quotedCell } from "./quoting.ts";

/**
 * Writes delimited records in columns, byte for byte:
 *
 *     rows=1000 sep=; crlf quoted=2            what the text is written like, where that is not plain CSV
 *     id={1..1000},status[f=failed,...],...    the columns, as `writeColumns` says
 *     f,12.5                                   a row a line
 *     @# a comment                             a record that is no ordinary row, as it stands
 *
 * `undefined` where hardly any row is ordinary.
 */
export function encodeCsv(
  { text, table }: { readonly text: string; readonly table: CsvTable },
  counter: TokenCounter,
): string | undefined {
  const { records, header } = table;
  const quoting = quotingOf(table);
  const isFit = records.map((record, index) => index > header && fits(record, quoting, table));
  const fitting = records.filter((_, index) => isFit[index]);
  if (fitting.length < 3 || fitting.length * 2 < records.length) return undefined;
  const columns = columnsOf(table, fitting);
  const written = writeColumns(columns, counter);
  const names = header < 0 ? undefined : headerQuoting(table);
  const before = names === "raw" ? header + 1 : Math.max(0, header);
  const words = [
    `rows=${fitting.length}`,
    ...dialectWords(table),
    ...(written.separator === "," ? [] : [`cells=${WORDS.get(written.separator)}`]),
    ...headerWords(names, before),
    ...listWord("quoted", quoting, "always"),
    ...listWord("filled", quoting, "filled"),
    ...(isInOrder(written.order) ? [] : [`order=${written.order.map((at) => at + 1).join(",")}`]),
  ];
  const lines = [words.join(" ")];
  for (const record of records.slice(0, before)) lines.push(rawLine(text, record));
  lines.push(written.header);
  const rest = records.length - Math.max(header + 1, 0);
  if (!written.hasLines && fitting.length === rest) return lines.join("\n");
  let row = 0;
  for (let index = header + 1; index < records.length; index++) {
    lines.push(isFit[index] ? written.line(row++) : rawLine(text, records[index] as CsvRecord));
  }
  return lines.join("\n");
}

/** Words for separators in the first line. */
const WORDS: ReadonlyMap<string, string> = new Map([
  [",", ","],
  ["\t", "tab"],
  [";", ";"],
  ["|", "|"],
  [" ", "space"],
]);

function dialectWords(table: CsvTable): string[] {
  const { dialect, lineEnd, hasBom, isTerminated } = table;
  const words: string[] = [];
  if (dialect.separator !== ",") words.push(`sep=${WORDS.get(dialect.separator)}`);
  if (dialect.isLiteral) words.push("literal");
  if (lineEnd === "\r\n") words.push("crlf");
  if (hasBom) words.push("bom");
  if (!isTerminated) words.push("unterminated");
  return words;
}

function headerWords(names: string | undefined, before: number): string[] {
  const words: string[] = names === undefined ? ["noheader"] : [];
  if (before > 0) words.push(`before=${before}`);
  if (names !== undefined && names !== "needed") words.push(`names=${names}`);
  return words;
}

function listWord(word: string, quoting: readonly Quoting[], wanted: Quoting): string[] {
  const columns = [...quoting.keys()].filter((at) => quoting[at] === wanted);
  if (columns.length === 0) return [];
  const isAll = columns.length === quoting.length;
  return [`${word}=${isAll ? "all" : columns.map((at) => at + 1).join(",")}`];
}

function isInOrder(order: readonly number[]): boolean {
  return order.every((at, index) => at === index);
}

/** A record as it stands, behind `@`; in JSON quotes behind `@@` where it would not stay on its line. */
function rawLine(text: string, { from, to }: CsvRecord): string {
  const raw = text.slice(from, to);
  return raw.includes("\n") || raw.startsWith("@") ? `@@${JSON.stringify(raw)}` : `@${raw}`;
}

/** For each column the quoting that most cells agree with. */
function quotingOf({ records, header, width, dialect }: CsvTable): Quoting[] {
  if (dialect.isLiteral) return new Array<Quoting>(width).fill("never");
  const tallies = Array.from({ length: width }, () => ({ blank: 0, bare: 0, needless: 0 }));
  for (const [index, { cells }] of records.entries()) {
    if (cells === undefined || cells.length > width || index === header) continue;
    for (const [at, cell] of cells.entries()) {
      count(tallies[at] as QuotingTally, cell, dialect.separator);
    }
  }
  return tallies.map(quotingBy);
}

function count(tally: QuotingTally, cell: string, separator: string): void {
  if (cell === "") tally.blank += 1;
  else if (!isQuoted(cell)) tally.bare += 1;
  else if (quotedCell(cellText(cell), "needed", separator) !== cell) tally.needless += 1;
}

interface QuotingTally {
  /** Empty cells without quotes. */
  blank: number;
  /** Other cells without quotes. */
  bare: number;
  /** Cells in quotes that need none. */
  needless: number;
}

function quotingBy({ blank, bare, needless }: QuotingTally): Quoting {
  if (needless <= bare) return "needed";
  return blank === 0 ? "always" : "filled";
}

function fits({ cells }: CsvRecord, quoting: readonly Quoting[], table: CsvTable): boolean {
  const { width, dialect } = table;
  if (cells === undefined || cells.length > width || cells.length * 2 < width) return false;
  if (dialect.isLiteral) return !cells.some((cell) => cell.includes("\r"));
  return cells.every((cell, at) => {
    const own = quoting[at] as Quoting;
    if (own === "needed" && !isQuoted(cell)) return !cell.includes("\r");
    return quotedCell(cellText(cell), own, dialect.separator) === cell;
  });
}

function columnsOf(table: CsvTable, fitting: readonly CsvRecord[]): Column[] {
  const { isLiteral } = table.dialect;
  return columnNames(table).map((name, at) => ({
    name,
    cells: fitting.map(({ cells }) => {
      const cell = cells?.[at];
      return isLiteral || cell === undefined ? cell : cellText(cell);
    }),
  }));
}

/** How the header's own cells are quoted; `raw` where that is irregular, and its line is then kept as it stands. */
function headerQuoting({ records, header, dialect }: CsvTable): "needed" | "always" | "raw" {
  const cells = records[header]?.cells ?? [];
  if (dialect.isLiteral) return "needed";
  for (const quoting of ["needed", "always"] as const) {
    if (cells.every((cell) => quotedCell(cellText(cell), quoting, dialect.separator) === cell)) {
      return quoting;
    }
  }
  return "raw";
}
