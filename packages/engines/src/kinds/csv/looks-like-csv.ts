import type { TextSample } from "../../detect/text-sample.ts";
import { type CsvTable, cellText } from "./csv-table.ts";
import { readCsv } from "./read-csv.ts";

/** Fewest records of a text that is taken for delimited records by its looks, by separator: commas are everywhere. */
const LEAST_RECORDS = 4;
/** Share of the records that must have exactly as many cells as most. */
const LEAST_EVEN = 0.97;
const LONGEST_CELL = 200;
/** Words a cell may have on average before it is prose. */
const MOST_WORDS = 4;

/**
 * How sure one can be that a text holds delimited records: equally many cells in nearly every line, none of them sentences,
 * code, markup or Markdown, and a header or columns of numbers.
 */
export function looksLikeCsv({ head, text }: TextSample): number {
  const sample = head.length < text.length ? head.slice(0, head.lastIndexOf("\n") + 1) : head;
  if (MARKUP.test(sample.slice(0, 4000))) return 0;
  const table = readCsv(sample);
  if (table === undefined) return 0;
  const rows = table.records.filter(({ cells }) => cells !== undefined);
  const even = rows.filter(({ cells }) => cells?.length === table.width).length;
  if (rows.length < LEAST_RECORDS || even < table.records.length * LEAST_EVEN) return 0;
  const cells = rows.flatMap((row) => row.cells ?? []).map(cellText);
  if (cells.some((cell) => cell.length > LONGEST_CELL * 5) || !isOfCells(cells)) return 0;
  return confidenceOf(
    rows.map((row) => row.cells ?? []),
    table,
  );
}

/** How telling the separator, the header and the columns of numbers are together. */
function confidenceOf(
  rows: readonly (readonly string[])[],
  { dialect, header, width }: CsvTable,
): number {
  const { separator } = dialect;
  const isMarkdown = separator === "|" && rows.every(([first]) => first?.trim() === "");
  const isLog = header < 0 && rows.every(([first]) => MOMENT.test(first ?? ""));
  if (isMarkdown || isLog) return 0;
  const typed = typedColumns(rows, { header, width });
  const needsTyped = header < 0 || (separator !== "\t" && width === 2);
  if (needsTyped && typed < 1) return 0;
  return header >= 0 && typed > 0 ? 0.9 : 0.7;
}

/** Lines that begin Markdown, code, logs, configuration. */
const MARKUP =
  /^(?:```|~~~|#{1,6} |\|.*\|\s*$|<[!?a-zA-Z/]|[[{]|@@|diff --git|(?:import|export|const|let|var|def|class|function|public|private|package|using|return|if|for) |\s*(?:\/\/|\/\*|\* )|(?:[\w-]+: )+\S|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[,.]\d+ )|[;{]\s*$|\)\s*=>/m;
const SENTENCE = /[a-z]{2,} [a-z]+ [a-z]+ [a-z]+.*[.!?]$/;
/** What a line of a log begins with. */
const MOMENT = /^\W?\d{2,8}[-/: T].{0,20}\d{2}:\d{2}/;
const DATUM = /^[+-]?(?:\d[\d.,:/\-T Z%]*|true|false|null|NULL|NA|)$/i;

function isOfCells(cells: readonly string[]): boolean {
  let words = 0;
  let sentences = 0;
  let padded = 0;
  for (const cell of cells) {
    if (cell.length > LONGEST_CELL) sentences += 1;
    else if (SENTENCE.test(cell)) sentences += 1;
    if (cell.startsWith(" ")) padded += 1;
    words += 1 + (cell.match(/ \S/g)?.length ?? 0);
  }
  if (padded * 5 > cells.length) return false;
  return words <= cells.length * MOST_WORDS && sentences * 10 <= cells.length;
}

/** Columns that hold nothing but numbers, dates, flags and empty cells below the header. */
function typedColumns(
  rows: readonly (readonly string[])[],
  { header, width }: { readonly header: number; readonly width: number },
): number {
  const body = header < 0 ? rows : rows.slice(1);
  let typed = 0;
  for (let at = 0; at < width; at++) {
    const cells = body.map((row) => cellText(row[at] ?? ""));
    if (cells.every((cell) => DATUM.test(cell)) && cells.some((cell) => cell !== "")) typed += 1;
  }
  return typed;
}
