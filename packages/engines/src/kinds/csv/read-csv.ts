import { type CsvDialect, type CsvRecord, type CsvTable, cellText } from "./csv-table.ts";
import { readRecords } from "./read-records.ts";

/** Reads a text of delimited records; `undefined` where it is none, or too uneven to be told as columns. */
export function readCsv(text: string): CsvTable | undefined {
  const dialect = dialectOf(text);
  if (dialect === undefined) return undefined;
  const hasBom = text.charCodeAt(0) === 0xfeff;
  const records = readRecords(text, hasBom ? 1 : 0, dialect);
  const width = records === undefined ? 0 : widthOf(records);
  if (records === undefined || width < 2 || width > MAX_COLUMNS) return undefined;
  const rows = records.filter(({ cells }) => cells !== undefined);
  const even = rows.filter((row) => evennessOf(row, width) > 0).length;
  const oddities = records.filter((record) => isOdd(text, record)).length;
  if (even < LEAST_ROWS || even < (rows.length + oddities) * LEAST_EVEN) return undefined;
  const lastTo = (records.at(-1) as CsvRecord).to;
  const lineEnd = endsInCrLf(text, records) ? "\r\n" : "\n";
  return {
    dialect,
    records: lineEnd === "\n" ? withReturns(text, records) : records,
    lineEnd,
    hasBom,
    isTerminated: lastTo < text.length,
    header: headerOf(records, width, dialect),
    width,
  };
}

/**
 * The separator that cuts most of a sample's lines into equally many cells, more cells being better; `undefined` where none
 * does.
 */
export function dialectOf(text: string): CsvDialect | undefined {
  const sample = text.slice(text.charCodeAt(0) === 0xfeff ? 1 : 0, SAMPLE_CHARACTERS);
  let best: CsvDialect | undefined;
  let highest = 0;
  for (const separator of SEPARATORS) {
    if (!sample.includes(separator)) continue;
    for (const isLiteral of [false, true]) {
      const score = evenness(sample, { separator, isLiteral });
      if (score > highest + (isLiteral ? LITERAL_LEAD : 0)) {
        highest = score;
        best = { separator, isLiteral };
      }
    }
  }
  return best;
}

const SEPARATORS = [",", "\t", ";", "|"];
const SAMPLE_CHARACTERS = 30_000;
const SAMPLE_RECORDS = 150;
const MAX_COLUMNS = 400;
const LEAST_ROWS = 3;
/** Share of the records that must have as many cells as most. */
const LEAST_EVEN = 0.8;
/** How much better a text must fit when quotes have no meaning. */
const LITERAL_LEAD = 0.15;

/** Share of a sample's records with the common number of cells, and a little for more cells; 0 for a bad fit. */
function evenness(sample: string, dialect: CsvDialect): number {
  const read = readRecords(sample, 0, { ...dialect, most: SAMPLE_RECORDS });
  if (read === undefined) return 0;
  const torn = read.length > 3 && read.length < SAMPLE_RECORDS;
  const records = torn ? read.slice(0, -1) : read;
  const width = widthOf(records);
  if (width < 2) return 0;
  let even = 0;
  let all = 0;
  for (const { cells, from, to } of records) {
    if (cells === undefined && (to === from || sample.charCodeAt(from) === 35)) continue;
    all += 1;
    even += evennessOf({ cells }, width);
  }
  const share = even / all;
  return share < LEAST_EVEN ? 0 : share + Math.min(width, 40) / 100;
}

/** Whether a record is neither a row nor a comment nor blank. */
function isOdd(text: string, { from, to, cells }: CsvRecord): boolean {
  return cells === undefined && to > from && text.charCodeAt(from) !== 35;
}

/** The most frequent number of cells, or that of the first row where it is greater: rows may leave cells out at their end. */
function widthOf(records: readonly CsvRecord[]): number {
  const first = records.find(({ cells }) => cells !== undefined)?.cells?.length ?? 0;
  return Math.max(first, commonWidth(records));
}

/** 1 for a row of a width, less for one that leaves out up to half of its cells, 0 for any other. */
function evennessOf({ cells }: Pick<CsvRecord, "cells">, width: number): number {
  if (cells === undefined || cells.length > width || cells.length * 2 < width) return 0;
  if (cells.length === width) return 1;
  return cells.length >= 2 ? 0.85 : 0;
}

/** The most frequent number of cells. */
function commonWidth(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (const { cells } of records) {
    if (cells === undefined) continue;
    const count = (counts.get(cells.length) ?? 0) + 1;
    counts.set(cells.length, count);
    if (count > (counts.get(best) ?? 0)) best = cells.length;
  }
  return best;
}

function endsInCrLf(text: string, records: readonly CsvRecord[]): boolean {
  return records.every(
    ({ to }, index) =>
      text.startsWith("\r\n", to) || (index === records.length - 1 && to === text.length),
  );
}

/** Where line ends are mixed, a carriage return belongs to what stands before it; such records are no rows. */
function withReturns(text: string, records: readonly CsvRecord[]): readonly CsvRecord[] {
  return records.map((record) =>
    text.charCodeAt(record.to) === 13 ? { ...record, to: record.to + 1, cells: undefined } : record,
  );
}

const DATUM = /^[+-]?[0-9.,:/\-T Z%$€£]*$/;
const LONGEST_NAME = 80;

/** Index of the first row where its cells are names: distinct, short, no numbers, and unlike those below. */
function headerOf(records: readonly CsvRecord[], width: number, dialect: CsvDialect): number {
  const index = records.findIndex(({ cells }) => cells !== undefined);
  const cells = records[index]?.cells ?? [];
  if (cells.length !== width) return -1;
  const names = cells.map((cell) => (dialect.isLiteral ? cell : cellText(cell)));
  const isName = (name: string): boolean =>
    name !== "" && name.length <= LONGEST_NAME && !DATUM.test(name) && !name.includes("\n");
  if (!names.every(isName) || new Set(names).size !== width) return -1;
  const below = records
    .slice(index + 1, index + 200)
    .filter((record) => record.cells !== undefined);
  const recurs = names.some((name, at) =>
    below.some(({ cells: own }) => own !== undefined && cellText(own[at] ?? "") === name),
  );
  return recurs ? -1 : index;
}
