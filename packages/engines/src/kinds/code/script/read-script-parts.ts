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

/** An initial value; a function's signature belongs to the head. */
export interface ReadInitializer extends ReadPart {
  /** Whether the value is a module that is required: then this is an import. */
  readonly required: boolean;
}

/** Reads `= value` up to `;`, `,` or a line break that ends it; there need not be any at `at`. */
export function readInitializer(cursor: ScriptCursor, at: number, end: number): ReadInitializer {
  if (at >= end) return { head: end, end, required: false };
  const text = cursor.text(at);
  if (text === ";" || text === "," || cursor.endsBefore(at)) {
    return { head: at, end: text === ";" ? at + 1 : at, required: false };
  }
  const value = readValue(cursor, at + 1, end);
  return {
    head: value.head ?? at,
    end: value.end,
    required: value.head === undefined && requires(cursor, at + 1),
  };
}

/** Reads an expression up to `;`, `,` or a line break that ends it; `head` is behind the signature if it is a function. */
export function readValue(
  cursor: ScriptCursor,
  start: number,
  end: number,
): { readonly head: number | undefined; readonly end: number } {
  const head = behindFunctionHead(cursor, start, end);
  if (head === undefined) return { head, end: behindValue(cursor, start, end) };
  const body = cursor.text(head) === "{" ? cursor.behind(head) : head;
  return { head, end: behindValue(cursor, body, end) };
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
  const limit = Math.min(end, next + LONGEST_RETURN_TYPE);
  if (cursor.text(next) === ":")
    while (next < limit && cursor.text(next) !== "=>" && cursor.text(next) !== ";")
      next = cursor.behind(next);
  return cursor.text(next) === "=>" && next < end ? next + 1 : undefined;
}

/** Tokens between `:` and `=>` at most, so that a `:` without its `=>` costs no more. */
const LONGEST_RETURN_TYPE = 1000;

/** Behind an expression that `,` ends too; `;` is skipped. */
function behindValue(cursor: ScriptCursor, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const text = cursor.text(at);
    if (text === ";") return at + 1;
    if (text === "," || cursor.endsBefore(at)) return at;
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
export function behindStatement(cursor: ScriptCursor, start: number, end: number): number {
  let at = start;
  while (isCompound(cursor.text(at)) && at < end) {
    at = behindHead(cursor, at);
    if (cursor.text(at) !== "{") continue;
    at = cursor.behind(at);
    if (!FOLLOWING.has(cursor.text(at))) return Math.min(at, end);
  }
  if (cursor.text(at) === "{") return Math.min(cursor.behind(at), end);
  for (const first = at; at < end; at = cursor.behind(at)) {
    if (cursor.text(at) === ";") return at + 1;
    if (at > first && cursor.endsBefore(at)) return at;
  }
  return Math.min(at, end);
}

/** Behind `if (...)`, `for await (...)`, `else`. */
function behindHead(cursor: ScriptCursor, keyword: number): number {
  const at = cursor.text(keyword + 1) === "await" ? keyword + 2 : keyword + 1;
  return cursor.text(at) === "(" ? cursor.behind(at) : at;
}

/** Whether a word begins a statement that holds others. */
export function isCompound(word: string): boolean {
  return COMPOUND.has(word);
}

const FOLLOWING: ReadonlySet<string> = new Set(["catch", "else", "finally"]);

const COMPOUND: ReadonlySet<string> = new Set(
  "catch do else finally for if switch try while with".split(" "),
);
