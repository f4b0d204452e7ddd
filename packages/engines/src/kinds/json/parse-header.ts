import { RANGE } from "./bare-text.ts";
import { bareValue, jsonEnd, parseString, type SharedNames, stringEnd } from "./decode-value.ts";
import { malformed } from "./malformed.ts";
import { unfold } from "./unfold.ts";

/** What a header says of one key. */
export type HeaderField = HeaderLeaf | HeaderGroup | HeaderNested;

/** A key with one value a row. Values are scalars as in a tree, or containers as JSON text. */
export interface HeaderLeaf {
  readonly type: "leaf";
  readonly key: string;
  readonly path: readonly string[];
  readonly isText: boolean;
  readonly hasCells: boolean;
  /** Whether it is named in the rows that have it. */
  readonly isSparse: boolean;
  readonly constant?: string;
  readonly range?: { readonly first: number; readonly step: number };
  /** Bare text with `*` and `$names`. */
  readonly template?: string;
  /** What an empty cell means; `value` is `undefined` for an absent key. */
  readonly fallback?: { readonly value: string | undefined };
}

/** An object taken apart. */
export interface HeaderGroup {
  readonly type: "group";
  readonly key: string;
  readonly fields: readonly HeaderField[];
}

/** An object, a list of objects or an object of like objects in one cell. */
export interface HeaderNested {
  readonly type: "record" | "list" | "map";
  readonly key: string;
  readonly path: readonly string[];
  readonly isSparse: boolean;
  /** Whether the cell is a count, and the objects stand on lines below. */
  readonly isBelow: boolean;
  readonly fields: readonly HeaderField[];
}

/** Reads a header as `headerText` wrote it. Throws `NOT_REVERSIBLE` on any other text. */
export function parseHeader(text: string, shared: SharedNames): readonly HeaderField[] {
  const cursor: Cursor = { text, at: 0, shared, depth: 0 };
  const fields = readFields(cursor, [], "");
  if (cursor.at !== text.length) throw malformed("a header");
  return fields;
}

interface Cursor {
  readonly text: string;
  at: number;
  readonly shared: SharedNames;
  /** Open brackets. */
  depth: number;
}

const MAX_NESTING = 100;
const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]", "<": ">" };

function readFields(cursor: Cursor, path: readonly string[], close: string): HeaderField[] {
  if (cursor.depth > MAX_NESTING) throw malformed("a header");
  cursor.depth += 1;
  const fields: HeaderField[] = [];
  for (;;) {
    if (cursor.text[cursor.at] === "*") fields.push(...readFold(cursor, path));
    else fields.push(readField(cursor, path));
    if (cursor.text[cursor.at] !== ",") break;
    cursor.at += 1;
  }
  if (close !== "") {
    if (cursor.text[cursor.at] !== close) throw malformed("a header");
    cursor.at += 1;
  }
  cursor.depth -= 1;
  return fields;
}

const NESTED: Readonly<Record<string, HeaderNested["type"]>> = {
  "(": "record",
  "[": "list",
  "<": "map",
};

function readField(cursor: Cursor, parent: readonly string[]): HeaderField {
  const { text } = cursor;
  const key = readKey(cursor);
  const isSparse = text[cursor.at] === "?" && text[cursor.at + 1] !== "=";
  if (isSparse) cursor.at += 1;
  const next = text[cursor.at] ?? "";
  const close = CLOSERS[next];
  if (close === undefined) return readLeaf(cursor, [...parent, key], isSparse);
  cursor.at += 1;
  const type = NESTED[next];
  if (type === undefined) {
    return { type: "group", key, fields: readFields(cursor, [...parent, key], close) };
  }
  const isBelow = text[cursor.at] === "+";
  if (isBelow) cursor.at += 1;
  const path = [...parent, key];
  return { type, key, path, isSparse, isBelow, fields: readFields(cursor, [], close) };
}

const BARE_KEY = /[^,:?=({[<)}\]>"]+/y;

function readKey(cursor: Cursor): string {
  const { text, at } = cursor;
  if (text[at] === '"') {
    const end = stringEnd(text, at);
    cursor.at = end;
    return parseString(text.slice(at, end));
  }
  BARE_KEY.lastIndex = at;
  const key = BARE_KEY.exec(text)?.[0];
  if (key === undefined) throw malformed("a header");
  cursor.at = at + key.length;
  return key;
}

function readLeaf(cursor: Cursor, path: readonly string[], isSparse: boolean): HeaderLeaf {
  const { text } = cursor;
  const key = path.at(-1) as string;
  const isText = text.startsWith(":str", cursor.at);
  if (isText) cursor.at += 4;
  const value = text[cursor.at] === "=" ? readValue(cursor, 1) : undefined;
  const fallback = text.startsWith("?=", cursor.at) ? readValue(cursor, 2) : undefined;
  const plain = { type: "leaf", key, path, isText, isSparse } as const;
  const base = { ...plain, ...fallbackOf(fallback, cursor.shared) };
  if (value === undefined) return { ...base, hasCells: true };
  return { ...base, ...fixedOf(value, cursor.shared) };
}

function fallbackOf(text: string | undefined, shared: SharedNames) {
  if (text === undefined) return {};
  return { fallback: { value: text === "~" ? undefined : bareValue(text, shared) } };
}

function fixedOf(text: string, shared: SharedNames) {
  const range = RANGE.exec(text);
  if (range !== null) {
    const [, first, , step = "1"] = range;
    return { range: { first: Number(first), step: Number(step) }, hasCells: false };
  }
  const isQuoted = text.startsWith('"') || text.startsWith("{") || text.startsWith("[");
  if (!isQuoted && (text.includes("*") || text.includes("$"))) {
    const hasCells = text.includes("*");
    return { template: text, isText: true, hasCells };
  }
  return { constant: bareValue(text, shared), hasCells: false };
}

/** The text of a value from behind its sign to the next comma, closing bracket or `?=`. */
function readValue(cursor: Cursor, sign: number): string {
  const { text } = cursor;
  const from = cursor.at + sign;
  const first = text[from];
  if (first === '"') cursor.at = stringEnd(text, from);
  else if (first === "{" || first === "[") cursor.at = jsonEnd(text, from);
  else cursor.at = bareEnd(text, from);
  return text.slice(from, cursor.at);
}

/** Where bare text ends: braces may stand in it in pairs. */
function bareEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "," || (character === "?" && text[at + 1] === "=")) return at;
    if (depth === 0 && CLOSING.includes(character)) return at;
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
  }
  return text.length;
}

const CLOSING = ")]}>";

function readFold(cursor: Cursor, parent: readonly string[]): HeaderLeaf[] {
  const from = cursor.at;
  cursor.at = bareEnd(cursor.text, from);
  return unfold(cursor.text.slice(from, cursor.at), "=").map(({ key, value }) => ({
    type: "leaf",
    key,
    path: [...parent, key],
    isText: false,
    isSparse: false,
    ...fixedOf(value, cursor.shared),
  }));
}
