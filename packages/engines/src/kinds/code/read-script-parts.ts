import type { ScriptCursor } from "./script-cursor.ts";

/** A function or initial value: `head` is behind its signature, `end` behind all of it. */
export interface ReadPart {
  readonly head: number;
  readonly end: number;
}

/** Reads a function from behind its `function`, or a method from its name on: name, parameters, return type, body. */
export function behindFunction(cursor: ScriptCursor, start: number, end: number): ReadPart {
  const head = behindSignature(cursor, start, end);
  if (cursor.text(head) === "{" && head < end) return { head, end: cursor.behind(head) };
  return { head, end: cursor.text(head) === ";" ? head + 1 : head };
}

function behindSignature(cursor: ScriptCursor, start: number, end: number): number {
  let at = start;
  while (at < end && cursor.text(at) !== "(") {
    at = cursor.text(at) === "<" ? cursor.behindAngles(at, end) : at + 1;
  }
  if (at >= end) return end;
  at = cursor.behind(at);
  return cursor.text(at) === ":" ? cursor.behindType(at + 1, end) : Math.min(at, end);
}

/** An initial value, if `at` is its `=`; a function's signature belongs to the head. */
export interface ReadInitializer extends ReadPart {
  /** Whether the value is a module that is required: then this is an import. */
  readonly required: boolean;
}

/** Reads `= value` up to `;`, `,` or a line break that ends it. */
export function readInitializer(cursor: ScriptCursor, at: number, end: number): ReadInitializer {
  const start = at + 1;
  if (at >= end) return { head: end, end, required: false };
  if (cursor.text(at) === ";" || cursor.text(at) === "," || cursor.endsBefore(at)) {
    return { head: at, end: cursor.text(at) === ";" ? at + 1 : at, required: false };
  }
  const head = behindFunctionHead(cursor, start, end);
  if (head === undefined) {
    return { head: at, end: behindValue(cursor, start, end), required: requires(cursor, start) };
  }
  const body = cursor.text(head) === "{" ? cursor.behind(head) : head;
  return { head, end: behindValue(cursor, body, end), required: false };
}

function requires(cursor: ScriptCursor, start: number): boolean {
  let at = start;
  while (
    cursor.text(at) === "(" ||
    cursor.text(at) === "await" ||
    /^__import/.test(cursor.text(at))
  )
    at++;
  return cursor.text(at) === "require" && cursor.text(at + 1) === "(";
}

/** Behind the signature of a function value: before its body's `{`, or behind `=>`. `undefined` where it is none. */
function behindFunctionHead(cursor: ScriptCursor, start: number, end: number): number | undefined {
  const at = cursor.text(start) === "async" ? start + 1 : start;
  if (cursor.text(at) === "function") return behindSignature(cursor, at + 1, end);
  if (cursor.isWord(at) && cursor.text(at + 1) === "=>") return at + 2;
  const parameters = cursor.text(at) === "<" ? cursor.behindAngles(at, end) : at;
  if (cursor.text(parameters) !== "(") return undefined;
  let next = cursor.behind(parameters);
  if (cursor.text(next) === ":")
    while (next < end && cursor.text(next) !== "=>" && cursor.text(next) !== ";")
      next = cursor.behind(next);
  return cursor.text(next) === "=>" && next < end ? next + 1 : undefined;
}

/** Behind an expression that `,` ends too; `;` is skipped. */
function behindValue(cursor: ScriptCursor, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const text = cursor.text(at);
    if (text === ";") return at + 1;
    if (text === "," || (at > start && cursor.endsBefore(at))) return at;
    at = text === "<" ? behindTypeArguments(cursor, at, end) : cursor.behind(at);
  }
  return Math.min(at, end);
}

/** Behind `<...>` before a call; a `<` that compares is one token. */
function behindTypeArguments(cursor: ScriptCursor, at: number, end: number): number {
  const limit = Math.min(end, at + 400);
  let depth = 0;
  for (let next = at; next < limit; next = cursor.behind(next)) {
    const text = cursor.text(next);
    if (text === "<") depth++;
    else if (text === ">" && --depth === 0) {
      const follow = cursor.text(next + 1);
      return /^[(;,)\]`]?$/.test(follow) ? next + 1 : at + 1;
    } else if (/^[;=+*/%!]$/.test(text)) break;
  }
  return at + 1;
}

/** Behind a statement that defines nothing: `;`, a line break that ends it, or the block of a compound statement. */
export function behindExpression(cursor: ScriptCursor, start: number, end: number): number {
  const compound = COMPOUND.has(cursor.text(start)) || cursor.text(start) === "{";
  let at = start;
  while (at < end) {
    const text = cursor.text(at);
    if (text === ";") return at + 1;
    if (at > start && cursor.endsBefore(at)) return at;
    at = cursor.behind(at);
    if (text === "{" && compound) {
      if (!FOLLOWING.has(cursor.text(at))) return Math.min(at, end);
      at++;
    }
  }
  return Math.min(at, end);
}

const COMPOUND: ReadonlySet<string> = new Set([
  "do",
  "else",
  "for",
  "if",
  "switch",
  "try",
  "while",
  "with",
]);

const FOLLOWING: ReadonlySet<string> = new Set(["catch", "else", "finally"]);
