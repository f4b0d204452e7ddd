import type { Cell } from "./column.ts";
import { quotedEnd, unquoted } from "./column-text.ts";
import { type Counting, readCounting } from "./counting.ts";
import { malformedColumns } from "./malformed-columns.ts";

/** What a header says of one column. */
export interface HeaderColumn {
  readonly name: string;
  readonly parts: readonly HeaderPart[];
  readonly labels: ReadonlyMap<string, string> | undefined;
  readonly fallback: { readonly value: Cell } | undefined;
}

/** A piece of a column's values. */
export type HeaderPart =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "reference"; readonly name: string }
  | { readonly type: "counting"; readonly counting: Counting }
  | { readonly type: "section" }
  | { readonly type: "hole" };

/** Reads a header. Throws `NOT_REVERSIBLE` on what no encoder of ours wrote. */
export function readHeader(text: string): readonly HeaderColumn[] {
  const cursor: Cursor = { text, at: 0 };
  const columns = [readColumn(cursor)];
  while (takes(cursor, ",")) columns.push(readColumn(cursor));
  if (cursor.at !== text.length) throw malformedColumns("a header");
  return columns;
}

interface Cursor {
  readonly text: string;
  at: number;
}

const NAME = /[^,=?"[\]{}*$^\n]+/y;
const BARE = /[^,?"[\]{}*$^\n]+/y;
const LABEL = /([a-z])=/y;
const REFERENCE = /\$(?:(\w+)|\{([\w@:/.#-]+)\})/y;
const COUNTING = /\{([^{}\n]{1,100})\}/y;

function readColumn(cursor: Cursor): HeaderColumn {
  const name = readText(cursor, NAME);
  const labels = takes(cursor, "[") ? readLabels(cursor) : undefined;
  const parts = takes(cursor, "=") ? readParts(cursor) : [HOLE];
  const fallback = takes(cursor, "?=") ? { value: readFallback(cursor) } : undefined;
  return { name, parts, labels, fallback };
}

const HOLE: HeaderPart = { type: "hole" };
const SECTION: HeaderPart = { type: "section" };

function readLabels(cursor: Cursor): Map<string, string> {
  const labels = new Map<string, string>();
  do {
    const label = match(cursor, LABEL)?.[1];
    if (label === undefined) throw malformedColumns("a header");
    labels.set(label, readText(cursor, BARE));
  } while (takes(cursor, ","));
  if (!takes(cursor, "]")) throw malformedColumns("a header");
  return labels;
}

function readParts(cursor: Cursor): HeaderPart[] {
  const parts: HeaderPart[] = [];
  for (let part = readPart(cursor); part !== undefined; part = readPart(cursor)) parts.push(part);
  if (parts.length === 0) throw malformedColumns("a header");
  return parts;
}

function readPart(cursor: Cursor): HeaderPart | undefined {
  switch (cursor.text[cursor.at]) {
    case undefined:
    case ",":
    case "?":
      return undefined;
    case "*":
      cursor.at += 1;
      return HOLE;
    case "^":
      cursor.at += 1;
      return SECTION;
    case "$": {
      const found = match(cursor, REFERENCE);
      if (found === undefined) throw malformedColumns("a header");
      return { type: "reference", name: found[1] ?? found[2] ?? "" };
    }
    case "{": {
      const counting = readCounting(match(cursor, COUNTING)?.[1] ?? "");
      if (counting === undefined) throw malformedColumns("a header");
      return { type: "counting", counting };
    }
    default:
      return { type: "literal", text: readText(cursor, BARE) };
  }
}

function readFallback(cursor: Cursor): Cell {
  const isQuoted = cursor.text[cursor.at] === '"';
  const text = readText(cursor, BARE);
  return text === "~" && !isQuoted ? undefined : text;
}

function readText(cursor: Cursor, bare: RegExp): string {
  if (cursor.text[cursor.at] === '"') {
    const from = cursor.at;
    cursor.at = quotedEnd(cursor.text, from);
    return unquoted(cursor.text.slice(from, cursor.at));
  }
  const text = match(cursor, bare)?.[0];
  if (text === undefined) throw malformedColumns("a header");
  return text;
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null) return undefined;
  cursor.at += found[0].length;
  return found;
}

function takes(cursor: Cursor, sign: string): boolean {
  if (!cursor.text.startsWith(sign, cursor.at)) return false;
  cursor.at += sign.length;
  return true;
}
