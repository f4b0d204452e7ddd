import type { CellSeparator } from "../csv/columns/column.ts";
import { quotedEnd, unquoted } from "../csv/columns/column-text.ts";
import { malformedColumns } from "../csv/columns/malformed-columns.ts";
import { readColumns } from "../csv/columns/read-columns.ts";
import { MOST_WITHOUT_LINES } from "../csv/columns/write-columns.ts";
import { type RecordValue, recordText } from "./flatten-record.ts";
import { readXml } from "./read-xml.ts";
import { startTag, type XmlAttribute } from "./xml-node.ts";

/** Reads a body of codec xml1 back into XML, minified. Throws `NOT_REVERSIBLE` on a body that no encoder of it wrote. */
export function decodeXml(body: string): string {
  // An outline has a bare name where a document has its root, and so is never well-formed.
  if (readXml(body) !== undefined) return body;
  const lines = body.split("\n");
  const reader: Reader = { lines, at: 0, out: [], open: [] };
  while (reader.at < lines.length) readLine(reader);
  close(reader, 0);
  return reader.out.join("");
}

interface Reader {
  readonly lines: readonly string[];
  at: number;
  readonly out: string[];
  /** Names of the open elements, the root first. */
  readonly open: string[];
}

const NAME = /[^\s=<>"'/[\]@]+/y;
const TABLE = /\[([0-9]+)([.| \t]?)(?:;([0-9,]+))?\]:/y;
const ATTRIBUTE = / ([^\s=<>"'/]+)=/y;
const BARE = /[^\s"'=<>`\\]+/y;

function readLine(reader: Reader): void {
  const line = reader.lines[reader.at++] as string;
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  close(reader, indent);
  if (line[indent] === "<") readOther(reader, line.slice(indent));
  else if (line[indent] === '"') reader.out.push(unquoted(line.slice(indent)));
  else if (reader.open.length < indent) throw malformedColumns("the indentation");
  else readElement(reader, { text: line, at: indent });
}

/** A declaration on its line, or a comment up to the line with its end. */
function readOther(reader: Reader, first: string): void {
  reader.out.push(first);
  if (!first.startsWith("<!--")) return;
  let isOpen = first.indexOf("-->", 4) < 0;
  while (isOpen) {
    const line = reader.lines[reader.at++];
    if (line === undefined) throw malformedColumns("a comment");
    reader.out.push("\n", line);
    isOpen = !line.includes("-->");
  }
}

/** Ends all elements that an indentation is not inside of. */
function close({ out, open }: Reader, indent: number): void {
  while (open.length > indent) out.push(`</${open.pop()}>`);
}

interface Cursor {
  readonly text: string;
  at: number;
}

function readElement(reader: Reader, cursor: Cursor): void {
  const found = match(cursor, NAME)?.[0];
  if (found === undefined) throw malformedColumns(`line ${reader.at}`);
  const hasText = found.endsWith(":") && cursor.text[cursor.at] === " ";
  const name = hasText ? found.slice(0, -1) : found;
  const table = hasText ? undefined : match(cursor, TABLE);
  if (table !== undefined) {
    readTable(reader, name, { table, header: cursor.text.slice(cursor.at) });
    return;
  }
  if (hasText) cursor.at -= 1;
  const attributes = hasText ? [] : readAttributes(cursor);
  const rest = cursor.text.slice(cursor.at);
  if (rest === "") {
    reader.out.push(startTag(name, attributes, ">"));
    reader.open.push(name);
  } else if (rest === " /") reader.out.push(startTag(name, attributes, "/>"));
  else {
    const sign = [": ", " > "].find((each) => rest.startsWith(each));
    if (sign === undefined) throw malformedColumns(`line ${reader.at}`);
    const text = rest.slice(sign.length);
    const content = text.startsWith('"') ? unquoted(text) : text;
    reader.out.push(`${startTag(name, attributes, ">")}${content}</${name}>`);
  }
}

function readAttributes(cursor: Cursor): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (
    let found = match(cursor, ATTRIBUTE);
    found !== undefined;
    found = match(cursor, ATTRIBUTE)
  ) {
    attributes.push({ name: found[1] as string, value: readValue(cursor) });
  }
  return attributes;
}

function readValue(cursor: Cursor): string {
  const { text, at } = cursor;
  if (text[at] === '"') {
    cursor.at = quotedEnd(text, at);
    return unquoted(text.slice(at, cursor.at));
  }
  const value = match(cursor, BARE)?.[0];
  if (value === undefined) throw malformedColumns("an attribute");
  if (!value.endsWith(":")) return value;
  cursor.at -= 1;
  return value.slice(0, -1);
}

interface TableHead {
  readonly table: RegExpExecArray;
  readonly header: string;
}

function readTable(reader: Reader, name: string, { table, header }: TableHead): void {
  const [, digits = "", mark = "", places] = table;
  const count = Number(digits);
  const hasLines = mark !== ".";
  const rows = readColumns(header, (mark === "" || mark === "." ? "," : mark) as CellSeparator);
  if (!hasLines && (count > MOST_WITHOUT_LINES || !rows.isComplete)) {
    throw malformedColumns("a number of elements");
  }
  const order = orderOf(places, rows.names.length);
  for (let row = 0; row < count; ) {
    const line = hasLines ? reader.lines[reader.at++] : "";
    if (line === undefined) throw malformedColumns("the end of a table");
    if (line.startsWith("^")) {
      rows.section(line);
      continue;
    }
    row += 1;
    if (line.startsWith("@")) reader.out.push(wholeElement(line.slice(1)));
    else reader.out.push(recordText(name, inOrder(rows.record(line), rows.names, order)));
  }
}

/** The values of a record, absent ones left out, in the order in which they stand in its element. */
function inOrder(
  cells: readonly (string | undefined)[],
  names: readonly string[],
  order: readonly number[],
): RecordValue[] {
  const values: RecordValue[] = [];
  for (const at of order) {
    const value = cells[at];
    if (value !== undefined) values.push([names[at] as string, value]);
  }
  return values;
}

/** Places of the header's columns, in the order in which their values stand in an element. */
function orderOf(places: string | undefined, width: number): number[] {
  const order = Array.from({ length: width }, (_, at) => at);
  if (places === undefined) return order;
  const own = places.split(",").map((place) => Number(place) - 1);
  if (own.length !== width || new Set(own).size !== width) throw malformedColumns("an order");
  return order.sort((a, b) => (own[a] as number) - (own[b] as number));
}

function wholeElement(text: string): string {
  return text.startsWith('"') ? unquoted(text) : text;
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return found;
}
