import { behindFunction, readInitializer } from "./read-script-parts.ts";
import type { ScriptCursor } from "./script-cursor.ts";
import { behindDecorator, type ReadScope, type ScriptReader } from "./script-reader.ts";

/** Reads one member of a class and notes it; answers where the next one begins. */
export function readScriptMember(reader: ScriptReader, scope: ReadScope): number {
  const { cursor } = reader;
  const start = scope.at;
  if (cursor.text(start) === ";") return start + 1;
  let at = start;
  while (cursor.text(at) === "@") at = behindDecorator(cursor, at);
  if (cursor.text(at) === "static" && cursor.text(at + 1) === "{") return cursor.behind(at + 1);
  at = behindMemberModifiers(cursor, at);
  if (cursor.text(at) === "*") at++;
  const named = cursor.behind(at);
  const typed = cursor.text(named) === "?" || cursor.text(named) === "!" ? named + 1 : named;
  const follow = cursor.text(typed);
  if (follow === "(" || follow === "<") {
    const method = behindFunction(cursor, typed, scope.end);
    reader.found.push(`${scope.path}${cursor.slice(start, method.head)}`);
    return method.end;
  }
  const value = follow === ":" ? cursor.behindType(typed + 1, scope.end) : typed;
  const { head, end } = readInitializer(cursor, value, scope.end);
  reader.found.push(`${scope.path}${cursor.slice(start, head)}`);
  return end;
}

const MODIFIERS: ReadonlySet<string> = new Set(
  "abstract accessor async declare get override private protected public readonly set static".split(
    " ",
  ),
);

/** Behind words such as `static`, unless the word is itself the member's name. */
function behindMemberModifiers(cursor: ScriptCursor, start: number): number {
  let at = start;
  while (MODIFIERS.has(cursor.text(at)) && !/^[(=;:?!<}]?$/.test(cursor.text(at + 1))) at++;
  return at;
}
