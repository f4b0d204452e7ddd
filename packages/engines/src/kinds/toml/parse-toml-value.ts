import { parseTomlString } from "./parse-toml-string.ts";
import type { TomlCursor } from "./toml-cursor.ts";
import type { TomlValue } from "./toml-node.ts";

/** Reads a value at a cursor; `undefined` where none is. Iterative, to a bounded depth. */
export function parseTomlValue(cursor: TomlCursor): TomlValue | undefined {
  const open: OpenValue[] = [];
  const first = begin(cursor, open);
  if (open.length === 0) return first;
  const outermost = open[0] as OpenValue;
  while (open.length > 0) {
    const top = open.at(-1) as OpenValue;
    if (closes(cursor, top)) {
      open.pop();
      endValue(cursor, top, open.at(-1));
    } else if (!readOn(cursor, top, open)) return undefined;
  }
  return outermost.value;
}

const MAX_DEPTH = 30;
const LITERAL = /[+-]?[0-9A-Za-z_.:+-]+(?: [0-9]{2}:[0-9.:Z+-]+)?/y;
const KNOWN_LITERAL =
  /^(?:true|false|[+-]?(?:inf|nan)|[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?|0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)$/;

type Collection = Extract<TomlValue, { type: "array" | "table" }>;

/** A collection that is being read. */
interface OpenValue {
  readonly value: Collection;
  readonly from: number;
  /** Whether a comma or the end must come next. */
  isFull: boolean;
  hasComments: boolean;
}

function endValue(cursor: TomlCursor, ended: OpenValue, above: OpenValue | undefined): void {
  if (!ended.hasComments) return;
  if (ended.value.type === "array") ended.value.raw = cursor.text.slice(ended.from, cursor.at);
  if (above !== undefined) above.hasComments = true;
}

function closes(cursor: TomlCursor, { value, isFull }: OpenValue): boolean {
  if (cursor.next() !== (value.type === "array" ? "]" : "}")) return false;
  if (value.type === "table" && !isFull && value.entries.length > 0) return false;
  cursor.at += 1;
  return true;
}

/** Reads on in a collection: a comma, a line break, a comment, or an item or member with its scalar or opening bracket. */
function readOn(cursor: TomlCursor, top: OpenValue, open: OpenValue[]): boolean {
  const character = cursor.next();
  if (character === ",") {
    const wasFull = top.isFull;
    top.isFull = false;
    cursor.at += 1;
    return wasFull;
  }
  if (character === "\n" || character === "#") return skipLine(cursor, top);
  if (top.isFull || open.length > MAX_DEPTH) return false;
  top.isFull = true;
  return readPart(cursor, top.value, open);
}

function skipLine(cursor: TomlCursor, top: OpenValue): boolean {
  if (top.value.type === "table") return false;
  if (cursor.next() === "#") {
    cursor.comment();
    top.hasComments = true;
  } else cursor.at += 1;
  return true;
}

function readPart(cursor: TomlCursor, parent: Collection, open: OpenValue[]): boolean {
  const depth = open.length;
  if (parent.type === "array") {
    const item = begin(cursor, open) ?? open[depth]?.value;
    if (item !== undefined) parent.items.push(item);
    return item !== undefined;
  }
  const key = cursor.key();
  if (key === undefined || cursor.next() !== "=") return false;
  cursor.at += 1;
  const value = begin(cursor, open) ?? open[depth]?.value;
  if (value !== undefined) parent.entries.push([key, value]);
  return value !== undefined;
}

/** A scalar; or opens a collection and answers `undefined`. */
function begin(cursor: TomlCursor, open: OpenValue[]): TomlValue | undefined {
  const character = cursor.next();
  const { text, at: from } = cursor;
  if (character === "[" || character === "{") {
    const value: Collection =
      character === "["
        ? { type: "array", items: [], raw: undefined }
        : { type: "table", entries: [] };
    open.push({ value, from, isFull: false, hasComments: false });
    cursor.at += 1;
    return undefined;
  }
  if (character === '"' || character === "'") {
    const read = parseTomlString(text, from);
    if (read === undefined) return undefined;
    cursor.at = read.end;
    return { type: "string", text: read.text, lexeme: text.slice(from, read.end) };
  }
  LITERAL.lastIndex = from;
  const lexeme = LITERAL.exec(text)?.[0] ?? "";
  if (lexeme.length > 400 || !KNOWN_LITERAL.test(lexeme)) return undefined;
  cursor.at += lexeme.length;
  return { type: "literal", lexeme };
}
