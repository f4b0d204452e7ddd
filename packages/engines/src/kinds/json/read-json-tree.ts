import type { JsonNode } from "./json-node.ts";

/** A document as a tree. */
export interface JsonTree {
  readonly root: JsonNode;
  /** Containers around the deepest value; 0 for a scalar document. */
  readonly depth: number;
}

/**
 * Reads strict JSON (RFC 8259, no byte order mark) into a tree that keeps lexemes, order and duplicate keys, or answers
 * `undefined`. Offsets in it are counted from `base` characters before the text. Linear, and iterative: depth is bounded by
 * memory alone.
 */
export function readJsonTree(text: string, base = 0): JsonTree | undefined {
  const reader: Reader = { text, base, at: 0, bad: false };
  const open: Frame[] = [];
  let depth = 0;
  for (;;) {
    const value = readValue(reader);
    if (value === undefined) return undefined;
    if (typeof value !== "string") depth = Math.max(depth, open.length + 1);
    const root = take(reader, open, value);
    if (reader.bad) return undefined;
    if (root !== undefined) return isAtEnd(reader) ? { root, depth } : undefined;
  }
}

interface Reader {
  readonly text: string;
  readonly base: number;
  at: number;
  bad: boolean;
}

type Frame = Exclude<JsonNode, string>;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** A whole scalar, or a container of which only the opening bracket was read. */
function readValue(reader: Reader): JsonNode | undefined {
  skipSpace(reader);
  const { text, base, at } = reader;
  switch (text.charCodeAt(at)) {
    case 34:
      return readString(reader);
    case 123:
      reader.at = at + 1;
      return { type: "object", from: base + at, to: base + at, keys: [], values: [] };
    case 91:
      reader.at = at + 1;
      return { type: "array", from: base + at, to: base + at, items: [] };
    case 116:
      return readWord(reader, "true");
    case 102:
      return readWord(reader, "false");
    case 110:
      return readWord(reader, "null");
    default:
      return readNumber(reader);
  }
}

/** Opens a container that holds something, or puts a finished value where it belongs; the root when all is closed. */
function take(reader: Reader, open: Frame[], value: JsonNode): JsonNode | undefined {
  if (typeof value === "string" || !beginsFilled(reader, value)) return attach(reader, open, value);
  open.push(value);
  reader.bad = !readMemberStart(reader, value);
  return undefined;
}

/** Whether an opened container holds something; an empty one is closed here. */
function beginsFilled(reader: Reader, frame: Frame): boolean {
  skipSpace(reader);
  const close = frame.type === "object" ? 125 : 93;
  if (reader.text.charCodeAt(reader.at) !== close) return true;
  reader.at += 1;
  frame.to = reader.base + reader.at;
  return false;
}

/** Reads a key and its colon where the frame is an object. */
function readMemberStart(reader: Reader, frame: Frame): boolean {
  if (frame.type === "array") return true;
  skipSpace(reader);
  if (reader.text.charCodeAt(reader.at) !== 34) return false;
  const key = readString(reader);
  if (key === undefined) return false;
  skipSpace(reader);
  if (reader.text.charCodeAt(reader.at) !== 58) return false;
  reader.at += 1;
  frame.keys.push(key.slice(1));
  return true;
}

/** Puts a finished value into its container, closing all that end here; the root when everything is closed. */
function attach(reader: Reader, open: Frame[], finished: JsonNode): JsonNode | undefined {
  let value = finished;
  for (;;) {
    const frame = open[open.length - 1];
    if (frame === undefined) return value;
    if (frame.type === "array") frame.items.push(value);
    else frame.values.push(value);
    skipSpace(reader);
    const code = reader.text.charCodeAt(reader.at);
    reader.at += 1;
    if (code === 44) {
      reader.bad = !readMemberStart(reader, frame);
      return undefined;
    }
    if (code !== (frame.type === "object" ? 125 : 93)) {
      reader.bad = true;
      return undefined;
    }
    frame.to = reader.base + reader.at;
    value = frame;
    open.pop();
  }
}

function readString(reader: Reader): string | undefined {
  const { text, at } = reader;
  let escaped = false;
  let index = at + 1;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) break;
    if (code === 92) {
      escaped = true;
      index += 1;
    } else if (code < 32) return undefined;
  }
  if (index >= text.length) return undefined;
  reader.at = index + 1;
  if (!escaped) return text.slice(at, index);
  try {
    return `"${JSON.parse(text.slice(at, index + 1))}`;
  } catch {
    return undefined;
  }
}

function readWord(reader: Reader, word: string): string | undefined {
  if (!reader.text.startsWith(word, reader.at)) return undefined;
  reader.at += word.length;
  return word;
}

function readNumber(reader: Reader): string | undefined {
  NUMBER.lastIndex = reader.at;
  const lexeme = NUMBER.exec(reader.text)?.[0];
  if (lexeme !== undefined) reader.at += lexeme.length;
  return lexeme;
}

function isAtEnd(reader: Reader): boolean {
  skipSpace(reader);
  return reader.at === reader.text.length;
}

function skipSpace(reader: Reader): void {
  const { text } = reader;
  let { at } = reader;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
    at += 1;
  }
  reader.at = at;
}
