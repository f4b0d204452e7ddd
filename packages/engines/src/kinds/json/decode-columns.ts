import type { CellSeparator } from "./bare-text.ts";
import { bareValue, expandNames, parseString, stringEnd, valueToJson } from "./decode-value.ts";
import { MAX_ROWS_WITHOUT_CELLS, MAX_SHARED_TEXT } from "./format-limits.ts";
import { malformed } from "./malformed.ts";
import { parseHeader } from "./parse-header.ts";
import { createRowReader } from "./read-rows.ts";
import { unfold } from "./unfold.ts";

/**
 * Reads a body of codec json1 back into JSON, minified. A body that is JSON itself comes back as it is. Throws
 * `NOT_REVERSIBLE` on a body that no encoder of this codec wrote.
 */
export function decodeColumns(body: string): string {
  if (body.startsWith("{") || (body.startsWith("[") && !ROOT_ARRAY.test(body))) return body;
  const shared = new Map<string, string>();
  const reader: Reader = { lines: body.split("\n"), at: 0, shared };
  readLegend(reader);
  const first = reader.lines[reader.at] ?? "";
  const json = ROOT_ARRAY.test(first)
    ? readArray(reader, { rest: first, indent: 0 })
    : readObject(reader, 0);
  if (reader.at !== reader.lines.length) throw malformed(`line ${reader.at + 1}`);
  return json;
}

interface Reader {
  readonly lines: readonly string[];
  /** The next line. */
  at: number;
  readonly shared: Map<string, string>;
}

const ROOT_ARRAY = /^\[[0-9]+[ |\t]?\](?:\[\])?:/;
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

interface Named {
  /** The line behind its name. */
  readonly rest: string;
  /** Of the line. */
  readonly indent: number;
}

/** The value of a line that has a name, and of the lines below that belong to it. */
function readNamed(reader: Reader, { rest, indent }: Named): string {
  if (rest.startsWith("[")) return readArray(reader, { rest, indent });
  if (!rest.startsWith(":")) throw malformed(`line ${reader.at + 1}`);
  reader.at += 1;
  if (rest === ":") return readObject(reader, indent + 1);
  return lineValue(reader, rest.slice(rest[1] === " " ? 2 : 1));
}

function readFold(reader: Reader, line: string): string[] {
  reader.at += 1;
  return unfold(line, ": ").map(
    ({ key, value }) => `${JSON.stringify(key)}:${lineValue(reader, value)}`,
  );
}

function readArray(reader: Reader, { rest, indent }: Named): string {
  const match = ARRAY_HEAD.exec(rest);
  if (match === null) throw malformed(`line ${reader.at + 1}`);
  const [head, digits = "", mark = "", arrays] = match;
  reader.at += 1;
  const count = Number(digits);
  const header = rest.slice(head.length);
  if (header === "") return readList(reader, count, indent + 1);
  const separator = (mark === "" ? "," : mark) as CellSeparator;
  return readTable(reader, { header, count, separator, ofArrays: arrays !== undefined });
}

function readList(reader: Reader, count: number, indent: number): string {
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
  return `[${items.join(",")}]`;
}

interface TableHead {
  readonly header: string;
  readonly count: number;
  readonly separator: CellSeparator;
  readonly ofArrays: boolean;
}

function readTable(reader: Reader, head: TableHead): string {
  const { shared, lines } = reader;
  const { separator, ofArrays } = head;
  const fields = parseHeader(head.header, shared);
  const rows = createRowReader(fields, { separator, ofArrays, shared });
  if (!rows.hasCells && head.count > MAX_ROWS_WITHOUT_CELLS) throw malformed("a row count");
  const items: string[] = [];
  for (let row = 0; row < head.count; row++) {
    const line = rows.hasCells ? lines[reader.at++] : "";
    if (line === undefined) throw malformed("the end of a table");
    items.push(line.startsWith("@") ? line.slice(1) : rows.read(line));
  }
  return `[${items.join(",")}]`;
}

function lineValue({ shared }: Reader, text: string): string {
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
    if (line[at] === ":" || line[at] === "[") return at;
  }
  throw malformed("a key");
}
