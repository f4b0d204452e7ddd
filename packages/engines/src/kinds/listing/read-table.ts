import type { SaidLine, Table, TableRow, TableSection } from "./table.ts";

/** Rows of commands that print no head line, and what their manuals call the columns. */
const SHAPES: readonly (readonly [columns: readonly string[], row: RegExp])[] = [
  [
    ["mode", "links", "owner", "group", "size", "date", "name"],
    /^([-dlbcpsDC][-rwxsStT]{9}[@.+]?) +(\d+) +(\S+) +(\S+) +(\d+(?:\.\d+)?[KMGTP]?|\d+, +\d+) +(\d{4}-\d\d-\d\d \d\d:\d\d(?::[\d.]+ [+-]\d{4})?|[A-Z][a-z]{2} +\d{1,2} +(?:\d{1,2}:\d\d(?::\d\d(?: \d{4})?)?|\d{4})|\d{1,2} [A-Z][a-z]{2} +(?:\d\d:\d\d|\d{4})) (\S.*)$/,
  ],
  [
    ["inode", "blocks", "mode", "links", "owner", "group", "size", "date", "name"],
    /^ *(\d+) +(\d+) ([-dlbcps][-rwxsStT]{9}) +(\d+) +(\S+) +(\S+) +(\d+) ([A-Z][a-z]{2} +\d{1,2} +(?:\d\d:\d\d|\d{4})) (\S.*)$/,
  ],
  [["status", "path"], /^([ MADRCUT?!][MADRCUT?!]|[MADRCUT][ MADRCUT]) (\S.*)$/],
  [["size", "path"], /^ *(\d+(?:\.\d+)?[BKMGTP]?)[\t ]+(\S.*)$/],
  [
    ["date", "time", "size", "name"],
    /^(\d{2}[./]\d{2}[./]\d{4}) +(\d{2}:\d{2}(?: [AP]M)?) +(<(?:DIR|JUNCTION|SYMLINKD?)>|[\d.,]+) +(\S.*)$/,
  ],
];

/** Of the lines that say something, how many must be rows. */
const LEAST_SHARE = 0.7;
const LEAST_ROWS = 3;

/** White space that parts columns to one reader and belongs to a value to another, a byte order mark among it. */
const ODD_SPACE = /[^\S \t\r\n]/;

/** Reads lines as a table; `undefined` where they are none, or where white space leaves open what a value is. */
export function readTable(lines: readonly string[]): Table | undefined {
  if (lines.some((line) => ODD_SPACE.test(line))) return undefined;
  for (const [columns, shape] of SHAPES) {
    const isNear = lines.slice(0, 12).some((line) => shape.test(line));
    const table = isNear
      ? tableOf(lines, columns, (line) => shape.exec(line)?.slice(1))
      : undefined;
    if (table !== undefined) return table;
  }
  return headedTable(lines);
}

function tableOf(
  lines: readonly string[],
  columns: readonly string[],
  split: (line: string) => readonly string[] | undefined,
): Table | undefined {
  const reading = new SectionReader();
  let said = 0;
  for (const [index, text] of lines.entries()) {
    if (text === "") continue;
    const fields = split(text);
    if (fields !== undefined) {
      reading.row({ fields, line: index + 1 });
      continue;
    }
    said++;
    reading.say({ text, line: index + 1 });
  }
  const sections = reading.end();
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0);
  // A section has a name and a total.
  const isTable = rows >= LEAST_ROWS && rows >= (rows + said - 2 * sections.length) * LEAST_SHARE;
  return isTable ? { columns, sections } : undefined;
}

/** Collects lines into sections: a line that ends in a colon and has rows below it begins one. */
class SectionReader {
  readonly #sections: {
    readonly name: string;
    readonly rows: TableRow[];
    readonly said: SaidLine[];
  }[] = [{ name: "", rows: [], said: [] }];
  /** A line that may be a name, and what came after it. */
  #pending: SaidLine[] = [];

  row(row: TableRow): void {
    const [name, ...said] = this.#pending;
    if (name !== undefined) {
      this.#sections.push({ name: name.text.slice(0, -1), rows: [], said });
      this.#pending = [];
    }
    this.#sections.at(-1)?.rows.push(row);
  }

  say(line: SaidLine): void {
    const isName = /^\S.*:$/.test(line.text);
    if (isName) this.#settle();
    if (isName || this.#pending.length > 0) this.#pending.push(line);
    else this.#sections.at(-1)?.said.push(line);
  }

  end(): readonly TableSection[] {
    this.#settle();
    return this.#sections;
  }

  /** What was taken for a name has no rows: it is a line like others. */
  #settle(): void {
    this.#sections.at(-1)?.said.push(...this.#pending);
    this.#pending = [];
  }
}

const HEAD_WORD = /^(?:[A-Z%#][A-Z0-9%#/_().:-]*|[A-Z][a-z]+(?:[-%][A-Za-z]*)?)$/;

/** A table below a head line: names of columns in capitals, as ps, docker, kubectl and lsof print them. */
function headedTable(lines: readonly string[]): Table | undefined {
  for (const [at, line] of lines.slice(0, 3).entries()) {
    const words = line.trim().split(/\s+/);
    if (words.length < 2 || !words.every((word) => HEAD_WORD.test(word))) continue;
    const below = lines.slice(at + 1);
    const head = [wideNames(line), words]
      .flatMap((names) => (names === undefined ? [] : [headOf(line, names)]))
      .find((each) => fitShare(below, each) >= LEAST_SHARE);
    if (head === undefined || new Set(head.names).size < head.names.length) continue;
    return tableOf(lines, head.names, (own) => (own === line ? undefined : cells(own, head)));
  }
  return undefined;
}

/** A head line: what columns are called, and where their names stand. */
interface Head {
  readonly names: readonly string[];
  /** First and last offset of each name. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Cells are set apart by two spaces, and hold single ones. */
  readonly isWide: boolean;
}

function headOf(line: string, names: readonly string[]): Head {
  let at = 0;
  const spans = names.map((name) => {
    const from = line.indexOf(name, at);
    at = from + name.length;
    return [from, at - 1] as const;
  });
  return { names, spans, isWide: names.some((name) => name.includes(" ")) };
}

/** Names of columns that hold a space; all others are single words. */
const TWO_WORDS =
  /^(?:CONTAINER ID|IMAGE ID|VOLUME NAME|LAST SEEN|NOMINATED NODE|READINESS GATES|Mounted on|Local Address(?::Port)?|Foreign Address|Peer Address(?::Port)?|PID\/Program name)$/;

/** Names of columns that are set apart by two spaces; `undefined` where one of them can only be several names. */
function wideNames(line: string): readonly string[] | undefined {
  const names = line.trim().split(/ {2,}|\t+/);
  const spaced = names.filter((name) => name.includes(" "));
  return spaced.length > 0 && spaced.every((name) => TWO_WORDS.test(name)) ? names : undefined;
}

function fitShare(lines: readonly string[], head: Head): number {
  const said = lines.filter((line) => line !== "").slice(0, 200);
  const fits = said.filter((line) => cells(line, head) !== undefined).length;
  return said.length < LEAST_ROWS ? 0 : fits / said.length;
}

/**
 * Cells of a row, the last taking the rest of the line. `undefined` where one does not stand below its name: in a row with an
 * empty cell the others would be taken for their neighbours.
 */
function cells(line: string, { names, spans, isWide }: Head): readonly string[] | undefined {
  const found: string[] = [];
  const text = line.trimEnd();
  // A gap of blanks and tabs is one to one reader and two to another.
  if (isWide && / \t|\t /.test(text)) return undefined;
  let from = text.search(/\S/);
  for (const [nameFrom, to] of spans) {
    if (from < 0 || from >= text.length) return undefined;
    const end = cellEnd(text, from, isWide);
    if (from > to || end <= nameFrom) return undefined;
    const isLast = found.length === names.length - 1;
    found.push(text.slice(from, isLast && !isWide ? text.length : end));
    from = nextCell(text, end);
    if (isLast && isWide && from < text.length) return undefined;
  }
  return found;
}

function cellEnd(text: string, from: number, isWide: boolean): number {
  let end = from;
  while (end < text.length && !isGap(text, end, isWide)) end++;
  return end;
}

function isGap(text: string, at: number, isWide: boolean): boolean {
  const isSpace = (offset: number): boolean => /\s/.test(text.charAt(offset));
  return isSpace(at) && (!isWide || text[at] === "\t" || isSpace(at + 1));
}

function nextCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}
