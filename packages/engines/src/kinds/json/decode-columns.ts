import type { CellSeparator } from "./bare-text.ts";
import { bareValue, expandNames, parseString, stringEnd, valueToJson } from "./decode-value.ts";
import { MAX_ROWS_WITHOUT_CELLS, MAX_SHARED_TEXT } from "./format-limits.ts";
import { type LineFeed, looksLikeBlock, readBlock } from "./literal-block.ts";
import { malformed } from "./malformed.ts";
import { parseHeader } from "./parse-header.ts";
import { createRowReader, type RowForm, type RowReader } from "./read-rows.ts";
import { unfold } from "./unfold.ts";

/**
 * Reads a body of codec json1 back into JSON, minified. A body that is JSON itself comes back as it is. Throws
 * `NOT_REVERSIBLE` on a body that no encoder of this codec wrote.
 */
export function decodeColumns(body: string): string {
  if (/^[[{]/.test(body) && !ROOT_TABLE.test(body)) return body;
  const reader = readerOf(body);
  const first = reader.lines[reader.at] ?? "";
  const json = ROOT_TABLE.test(first)
    ? readNamed(reader, { rest: first, indent: 0 })
    : readObject(reader, 0);
  finish(reader);
  return json;
}

/** Reads the items of a body that `encodeRows` wrote, each as JSON. Throws as {@link decodeColumns} does. */
export function decodeRows(body: string): readonly string[] {
  const reader = readerOf(body);
  const rows = readArray(reader, { rest: reader.lines[reader.at] ?? "", indent: 0 });
  finish(reader);
  return rows;
}

function readerOf(body: string): Reader {
  const reader: Reader = {
    lines: body.split("\n"),
    at: 0,
    shared: new Map(),
    shapes: new Map(),
    feed: {
      next() {
        const line = reader.lines[reader.at];
        if (line === undefined) throw malformed("the end");
        reader.at += 1;
        return line;
      },
      tree: (indent) => readTree(reader, indent),
    },
  };
  readLegend(reader);
  readShapes(reader);
  return reader;
}

function finish({ at, lines }: Reader): void {
  if (at !== lines.length) throw malformed(`line ${at + 1}`);
}

interface Reader {
  readonly lines: readonly string[];
  /** The next line. */
  at: number;
  readonly shared: Map<string, string>;
  readonly shapes: Map<string, RowReader>;
  /** The same lines, for what takes its own from them. */
  readonly feed: LineFeed;
}

const ROOT_TABLE = /^(?:\[[0-9]+[ |\t]?\](?:\[\])?|\{[0-9]+[ |\t]?\}):/;
const SHAPE = /^%([a-z][0-9]*)([ |\t]?):(.*)$/s;
const SHAPED = /^:%([a-z][0-9]*) /;
const MAP_HEAD = /^\{([0-9]+)([ |\t]?)\}:/;
const LEGEND = /^\$([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;
const ARRAY_HEAD = /^\[([0-9]+)([ |\t]?)\](\[\])?:/;
const MAX_INDENT = 200;

function readLegend(reader: Reader): void {
  for (; reader.at < reader.lines.length; reader.at++) {
    const match = LEGEND.exec(reader.lines[reader.at] as string);
    if (match === null) return;
    const [, name = "", text = ""] = match;
    const expanded = expandNames(text, (inner) => reader.shared.get(inner));
    if (expanded.length > MAX_SHARED_TEXT) throw malformed("a shared text");
    reader.shared.set(name, expanded);
  }
}

function readShapes(reader: Reader): void {
  const { lines, shared, shapes, feed } = reader;
  for (; reader.at < lines.length; reader.at++) {
    const match = SHAPE.exec(lines[reader.at] as string);
    if (match === null) return;
    const [, name = "", mark = "", header = ""] = match;
    const notation = { separator: separatorOf(mark), form: "object", shared, feed } as const;
    shapes.set(name, createRowReader(parseHeader(header, shared), notation));
  }
}

function separatorOf(mark: string): CellSeparator {
  return mark === "" ? "," : (mark as CellSeparator);
}

function readObject(reader: Reader, indent: number): string {
  if (indent > MAX_INDENT) throw malformed("the indentation");
  const members: string[] = [];
  for (; reader.at < reader.lines.length; ) {
    const line = reader.lines[reader.at] as string;
    if (indentOf(line) !== indent) break;
    if (line[indent] === "*") members.push(...readFold(reader, line.slice(indent)));
    else {
      const end = keyEnd(line, indent);
      const name = line.slice(indent, end);
      const key = name.startsWith('"') ? parseString(name) : name;
      members.push(
        `${JSON.stringify(key)}:${readNamed(reader, { rest: line.slice(end), indent })}`,
      );
    }
  }
  if (members.length === 0) throw malformed(`line ${reader.at + 1}`);
  return `{${members.join(",")}}`;
}

/** A container below a row, behind a name that the header has too. */
function readTree(reader: Reader, indent: number): string {
  const line = reader.lines[reader.at];
  if (line === undefined || indentOf(line) !== indent || indent > MAX_INDENT) {
    throw malformed(`line ${reader.at + 1}`);
  }
  return readNamed(reader, { rest: line.slice(keyEnd(line, indent)), indent });
}

interface Named {
  /** The line behind its name. */
  readonly rest: string;
  /** Of the line. */
  readonly indent: number;
}

/** The value of a line that has a name, and of the lines below that belong to it. */
function readNamed(reader: Reader, { rest, indent }: Named): string {
  if (rest.startsWith("[")) return `[${readArray(reader, { rest, indent }).join(",")}]`;
  if (rest.startsWith("{")) return readMap(reader, { rest, indent });
  if (!rest.startsWith(":")) throw malformed(`line ${reader.at + 1}`);
  reader.at += 1;
  if (rest === ":") return readObject(reader, indent + 1);
  const shaped = SHAPED.exec(rest);
  if (shaped !== null) {
    const shape = reader.shapes.get(shaped[1] as string);
    if (shape === undefined) throw malformed(`line ${reader.at}`);
    return shape.read(rest.slice(shaped[0].length), indent);
  }
  return lineValue(reader, rest.slice(rest[1] === " " ? 2 : 1));
}

function readFold(reader: Reader, line: string): string[] {
  reader.at += 1;
  return unfold(line, ": ").map(
    ({ key, value }) => `${JSON.stringify(key)}:${lineValue(reader, value)}`,
  );
}

function readArray(reader: Reader, { rest, indent }: Named): string[] {
  const match = ARRAY_HEAD.exec(rest);
  if (match === null) throw malformed(`line ${reader.at + 1}`);
  const [head, digits = "", mark = "", arrays] = match;
  reader.at += 1;
  const count = Number(digits);
  const header = rest.slice(head.length);
  if (header === "") return readList(reader, count, indent + 1);
  const form = arrays === undefined ? "object" : "array";
  return readTable(reader, { header, count, separator: separatorOf(mark), form, indent });
}

function readMap(reader: Reader, { rest, indent }: Named): string {
  const match = MAP_HEAD.exec(rest);
  if (match === null) throw malformed(`line ${reader.at + 1}`);
  const [head, digits = "", mark = ""] = match;
  reader.at += 1;
  const header = rest.slice(head.length);
  const table = {
    header,
    count: Number(digits),
    separator: separatorOf(mark),
    form: "member",
    indent,
  } as const;
  return `{${readTable(reader, table).join(",")}}`;
}

function readList(reader: Reader, count: number, indent: number): string[] {
  if (indent > MAX_INDENT) throw malformed("the indentation");
  const items: string[] = [];
  for (let index = 0; index < count; index++) {
    const line = reader.lines[reader.at];
    if (line === undefined || indentOf(line) !== indent || line[indent] !== "-") {
      throw malformed(`line ${reader.at + 1}`);
    }
    const rest = line.slice(indent + 1);
    if (rest.startsWith(" ")) {
      reader.at += 1;
      items.push(lineValue(reader, rest.slice(1)));
    } else items.push(readNamed(reader, { rest, indent }));
  }
  return items;
}

interface TableHead {
  readonly header: string;
  readonly count: number;
  readonly separator: CellSeparator;
  readonly form: RowForm;
  readonly indent: number;
}

function readTable(reader: Reader, head: TableHead): string[] {
  const { shared, feed } = reader;
  const { separator, form } = head;
  const rows = createRowReader(parseHeader(head.header, shared), { separator, form, shared, feed });
  if (!rows.hasCells && head.count > MAX_ROWS_WITHOUT_CELLS) throw malformed("a row count");
  const items: string[] = [];
  for (let row = 0; row < head.count; row++) {
    const line = rows.hasCells ? feed.next() : "";
    items.push(line.startsWith("@") ? line.slice(1) : rows.read(line, head.indent));
  }
  return items;
}

function lineValue({ shared, feed }: Reader, text: string): string {
  if (text.startsWith("@")) return text;
  if (looksLikeBlock(text)) return valueToJson(readBlock(text, feed));
  return valueToJson(bareValue(text, shared));
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return indent;
}

function keyEnd(line: string, from: number): number {
  if (line[from] === '"') return stringEnd(line, from);
  for (let at = from; at < line.length; at++) {
    if (line[at] === ":" || line[at] === "[" || line[at] === "{") return at;
  }
  throw malformed("a key");
}
