import type { Cell, CellSeparator } from "./columns/column.ts";
import { unquoted } from "./columns/column-text.ts";
import { malformedColumns } from "./columns/malformed-columns.ts";
import { type ColumnsReader, readColumns } from "./columns/read-columns.ts";
import { MOST_WITHOUT_LINES } from "./columns/write-columns.ts";
import { type Quoting, quotedCell } from "./quoting.ts";

/** Reads a body of codec csv1 back, byte for byte. Throws `NOT_REVERSIBLE` on a body that no encoder of it wrote. */
export function decodeCsv(body: string): string {
  const lines = body.split("\n");
  const notation = readNotation(lines[0] ?? "");
  const out: string[] = [];
  let at = 1;
  for (; at <= notation.before; at++) out.push(rawText(lines[at] ?? ""));
  const reader = readColumns(lines[at] ?? "", notation.cells);
  const write = rowWriter(reader, notation);
  if (notation.names !== "raw" && !notation.isHeadless) {
    out.push(write(reader.names, headerQuoting(notation, reader.names.length)));
  }
  const quoting = quotingOf(notation, reader.names.length);
  const rest = lines.slice(at + 1);
  const rows = rest.length > 0 ? rest : generated(notation.rows, reader);
  for (const text of readRows(rows, reader, (cells) => write(cells, quoting))) out.push(text);
  const readCount = rows.filter(isRowLine).length;
  if (readCount !== notation.rows) throw malformedColumns("the number of rows");
  const text = out.join(notation.lineEnd) + (notation.isTerminated ? notation.lineEnd : "");
  return notation.hasBom ? `\ufeff${text}` : text;
}

function isRowLine(line: string): boolean {
  const first = line.charCodeAt(0);
  return first !== 64 && first !== 94;
}

function* readRows(
  lines: readonly string[],
  reader: ColumnsReader,
  write: (cells: readonly Cell[]) => string,
): Generator<string> {
  for (const line of lines) {
    if (isRowLine(line)) yield write(reader.record(line));
    else if (line.startsWith("@")) yield rawText(line);
    else reader.section(line);
  }
}

interface Notation {
  readonly rows: number;
  readonly separator: string;
  readonly cells: CellSeparator;
  readonly lineEnd: string;
  readonly isLiteral: boolean;
  readonly hasBom: boolean;
  readonly isTerminated: boolean;
  readonly isHeadless: boolean;
  readonly before: number;
  readonly names: string;
  readonly quoted: string;
  readonly filled: string;
  readonly order: readonly number[] | undefined;
}

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  [",", ","],
  ["tab", "\t"],
  [";", ";"],
  ["|", "|"],
  ["space", " "],
]);

function readNotation(line: string): Notation {
  const words = new Map(
    line.split(" ").map((word): [string, string] => {
      const equals = word.indexOf("=");
      return equals < 0 ? [word, ""] : [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
  const rows = Number(words.get("rows"));
  const before = Number(words.get("before") ?? "0");
  if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(before)) {
    throw malformedColumns("the first line");
  }
  return {
    rows,
    before,
    separator: separatorOf(words.get("sep")),
    cells: separatorOf(words.get("cells")) as CellSeparator,
    lineEnd: words.has("crlf") ? "\r\n" : "\n",
    isLiteral: words.has("literal"),
    hasBom: words.has("bom"),
    isTerminated: !words.has("unterminated"),
    isHeadless: words.has("noheader"),
    names: words.get("names") ?? "needed",
    quoted: words.get("quoted") ?? "",
    filled: words.get("filled") ?? "",
    order: words
      .get("order")
      ?.split(",")
      .map((place) => Number(place) - 1),
  };
}

function separatorOf(word: string | undefined): string {
  const separator = SEPARATORS.get(word ?? ",");
  if (separator === undefined) throw malformedColumns("the first line");
  return separator;
}

function rawText(line: string): string {
  if (!line.startsWith("@")) throw malformedColumns("a line as it stood");
  return line.startsWith("@@") ? unquoted(line.slice(2)) : line.slice(1);
}

function generated(rows: number, { isComplete }: ColumnsReader): string[] {
  if (!isComplete || rows > MOST_WITHOUT_LINES) throw malformedColumns("the number of rows");
  return new Array<string>(rows).fill("");
}

function quotingOf({ quoted, filled, isLiteral }: Notation, width: number): Quoting[] {
  const own = new Array<Quoting>(width).fill(isLiteral ? "never" : "needed");
  for (const [list, quoting] of [
    [quoted, "always"],
    [filled, "filled"],
  ] as const) {
    if (list === "all") own.fill(quoting);
    else if (list !== "") for (const place of list.split(",")) own[Number(place) - 1] = quoting;
  }
  return own;
}

function headerQuoting({ names, isLiteral }: Notation, width: number): Quoting[] {
  const quoting = names === "always" ? "always" : "needed";
  return new Array<Quoting>(width).fill(isLiteral ? "never" : quoting);
}

type RowText = (cells: readonly Cell[], quoting: readonly Quoting[]) => string;

/** Writes rows whose cells come in the order of the header's line. */
function rowWriter({ names }: ColumnsReader, { order, separator }: Notation): RowText {
  const places = names.map((_, at) => order?.[at] ?? at);
  const isOrder = new Set(places).size === names.length && places.every((at) => names.length > at);
  if (!isOrder) throw malformedColumns("the order of columns");
  return (cells, quoting) => {
    const texts = new Array<string | undefined>(cells.length).fill(undefined);
    let width = 0;
    let filled = 0;
    for (const [at, place] of places.entries()) {
      const cell = cells[at];
      if (cell === undefined) continue;
      texts[place] = quotedCell(cell, quoting[place] as Quoting, separator);
      width = Math.max(width, place + 1);
      filled += 1;
    }
    if (filled !== width) throw malformedColumns("a row");
    texts.length = width;
    return texts.join(separator);
  };
}
