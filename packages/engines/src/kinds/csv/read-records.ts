import type { CsvDialect, CsvRecord } from "./csv-table.ts";

/** What {@link readRecords} may be told. */
export interface RecordOptions extends CsvDialect {
  /** Stop behind so many records. Default: none. */
  readonly most?: number;
}

/** Longest record that may go over several lines. */
const LONGEST_RECORD = 200_000;

/**
 * The records of a text, from an offset on. Lines that begin with `#` and blank ones are no rows, nor is what has a quote in an
 * odd place. `undefined` where a quote never ends.
 */
export function readRecords(
  text: string,
  from: number,
  options: RecordOptions,
): CsvRecord[] | undefined {
  const { separator, isLiteral, most = Number.POSITIVE_INFINITY } = options;
  const records: CsvRecord[] = [];
  let at = from;
  let nextQuote = isLiteral ? -1 : text.indexOf('"', at);
  while (at < text.length && records.length < most) {
    const end = lineEnd(text, at);
    if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf('"', at);
    if (nextQuote < 0 || nextQuote >= end) {
      records.push(plainRecord(text, [at, end], separator));
      at = end + 1;
      continue;
    }
    const record = quotedRecord(text, at, separator);
    if (record === "unterminated") return undefined;
    const found = record ?? { from: at, to: trimmedEnd(text, at, end), cells: undefined };
    records.push(found);
    at = lineEnd(text, found.to) + 1;
  }
  return records;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Before a carriage return at the end of a line. */
function trimmedEnd(text: string, from: number, end: number): number {
  return end > from && end < text.length && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function plainRecord(
  text: string,
  [from, end]: readonly [number, number],
  separator: string,
): CsvRecord {
  const to = trimmedEnd(text, from, end);
  const line = text.slice(from, to);
  if (line.charCodeAt(0) === 35 || line.trim() === "") return { from, to, cells: undefined };
  return { from, to, cells: line.split(separator) };
}

/** A record with quotes, which may hold line breaks; `undefined` where a quote is in an odd place. */
function quotedRecord(
  text: string,
  from: number,
  separator: string,
): CsvRecord | "unterminated" | undefined {
  const cells: string[] = [];
  if (text.charCodeAt(from) === 35) return undefined;
  for (let at = from; ; at++) {
    const end = cellEnd(text, at, separator);
    if (end < 0) return end === UNTERMINATED ? "unterminated" : undefined;
    cells.push(text.slice(at, end));
    if (isRecordEnd(text, end)) return { from, to: end, cells };
    if (text[end] !== separator) return undefined;
    at = end;
  }
}

/** Behind a cell, or why it has no end. */
function cellEnd(text: string, from: number, separator: string): number {
  if (text.charCodeAt(from) === 34) return closingQuote(text, from);
  for (let at = from; at < text.length; at++) {
    if (text[at] === separator || isRecordEnd(text, at)) return at;
    if (text.charCodeAt(at) === 34) return ODD;
  }
  return text.length;
}

const UNTERMINATED = -1;
/** A quote in an odd place, or so long a cell that it is one. */
const ODD = -2;

/** Behind the quote that closes the one at `from`. */
function closingQuote(text: string, from: number): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return UNTERMINATED;
    if (at - from > LONGEST_RECORD) return ODD;
    if (text.charCodeAt(at + 1) !== 34) return at + 1;
  }
}

function isRecordEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
}
