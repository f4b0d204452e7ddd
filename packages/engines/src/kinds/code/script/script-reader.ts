import type { ScriptCursor } from "./script-cursor.ts";

/** A list of statements or members that is being read. */
export interface ReadScope {
  readonly kind: "module" | "class";
  /** Names of the scopes around it. */
  readonly path: string;
  readonly end: number;
  at: number;
}

/** What reads definitions, and what it has found. */
export interface ScriptReader {
  readonly cursor: ScriptCursor;
  readonly found: string[];
  /** Innermost last. */
  readonly scopes: ReadScope[];
}

/** Behind `@name.name(...)`. */
export function behindDecorator(cursor: ScriptCursor, start: number): number {
  let at = start + 1;
  if (cursor.text(at) === "(") return cursor.behind(at);
  at++;
  while (cursor.text(at) === ".") at += 2;
  return cursor.text(at) === "(" ? cursor.behind(at) : at;
}
