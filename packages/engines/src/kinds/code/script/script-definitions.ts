import { readScriptMember } from "./read-script-member.ts";
import {
  behindFunction,
  behindStatement,
  isCompound,
  readInitializer,
  readValue,
} from "./read-script-parts.ts";
import { ScriptCursor } from "./script-cursor.ts";
import { behindDecorator, type ReadScope, type ScriptReader } from "./script-reader.ts";
import type { ScriptTokens } from "./script-tokens.ts";

/**
 * Lists what a TypeScript or JavaScript file defines at its top level, in namespaces and in classes, in order: each
 * definition with its whole signature, type annotations and decorators included, initial values left out; interfaces, type
 * aliases and enums whole; classes and their members. Not the inside of functions, nor imports.
 */
export function scriptDefinitions(tokens: ScriptTokens): readonly string[] {
  const reader: ScriptReader = { cursor: new ScriptCursor(tokens), found: [], scopes: [] };
  reader.scopes.push({ kind: "module", path: "", end: tokens.length, at: 0 });
  for (let scope = reader.scopes.at(-1); scope !== undefined; scope = reader.scopes.at(-1)) {
    if (scope.at >= scope.end) reader.scopes.pop();
    else {
      const before = scope.at;
      scope.at =
        scope.kind === "class" ? readScriptMember(reader, scope) : readStatement(reader, scope);
      if (scope.at <= before) scope.at = before + 1;
    }
  }
  return reader.found;
}

function readStatement(reader: ScriptReader, scope: ReadScope): number {
  const { cursor } = reader;
  const start = scope.at;
  const at = behindModifiers(cursor, start);
  switch (cursor.text(at)) {
    case "function":
      return readFunction(reader, scope, at);
    case "class":
      return readClass(reader, scope, at);
    case "interface":
    case "enum":
      return cursor.isWord(at + 1)
        ? readWhole(reader, scope, at)
        : behindStatement(cursor, at, scope.end);
    case "namespace":
    case "module":
    case "global":
      return readNamespace(reader, scope, at);
    case "type":
      return readAlias(reader, scope, at);
    case "const":
    case "let":
    case "var":
      return cursor.text(at + 1) === "enum"
        ? readWhole(reader, scope, at + 1)
        : readVariables(reader, scope, at + 1);
    case "import":
      return behindStatement(cursor, at + 1, scope.end);
    default:
      return readOther(reader, scope, at);
  }
}

const MODIFIERS: ReadonlySet<string> = new Set([
  "abstract",
  "async",
  "declare",
  "default",
  "export",
]);

/** Behind decorators and words such as `export`. */
function behindModifiers(cursor: ScriptCursor, start: number): number {
  let at = start;
  for (;;) {
    if (cursor.text(at) === "@") at = behindDecorator(cursor, at);
    else if (
      MODIFIERS.has(cursor.text(at)) &&
      (cursor.isWord(at + 1) ||
        cursor.text(at) === "export" ||
        cursor.text(at) === "default" ||
        cursor.text(at + 1) === "@")
    )
      at++;
    else return at;
  }
}

function note(reader: ScriptReader, scope: ReadScope, to: number): void {
  reader.found.push(`${scope.path}${reader.cursor.slice(scope.at, to)}`);
}

function readFunction(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { head, end } = behindFunction(reader.cursor, at + 1, scope.end);
  note(reader, scope, head);
  return end;
}

function readClass(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { cursor } = reader;
  const body = bodyOf(cursor, at + 1, scope.end);
  note(reader, scope, body);
  return openScope(reader, scope, { body, kind: "class", name: cursor.slice(at, at + 2) });
}

/** The `{` of a class, interface, enum or namespace. */
function bodyOf(cursor: ScriptCursor, start: number, end: number): number {
  let at = start;
  while (at < end && cursor.text(at) !== "{") {
    at = cursor.text(at) === "<" ? cursor.behindAngles(at, end) : cursor.behind(at);
  }
  return Math.min(at, end);
}

interface OpenedScope {
  readonly body: number;
  readonly kind: ReadScope["kind"];
  readonly name: string;
}

function openScope(reader: ScriptReader, scope: ReadScope, opened: OpenedScope): number {
  const end = reader.cursor.behind(opened.body);
  reader.scopes.push({
    kind: opened.kind,
    path: `${scope.path.slice(-200)}${opened.name} > `,
    at: opened.body + 1,
    end: Math.min(end - 1, scope.end),
  });
  return end;
}

function readWhole(reader: ScriptReader, scope: ReadScope, at: number): number {
  const end = reader.cursor.behind(bodyOf(reader.cursor, at + 1, scope.end));
  note(reader, scope, end);
  return end;
}

function readNamespace(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { cursor } = reader;
  let next = at;
  if (cursor.text(at) !== "global") {
    const named = cursor.isWord(at + 1) || cursor.tokens.kinds[at + 1] === "string";
    if (!named || cursor.tokens.breaks[at + 1] === true) return readOther(reader, scope, at);
    next = at + 1;
    while (cursor.text(next + 1) === ".") next += 2;
  }
  if (cursor.text(next + 1) !== "{") return readOther(reader, scope, at);
  note(reader, scope, next + 1);
  return openScope(reader, scope, {
    body: next + 1,
    kind: "module",
    name: cursor.slice(at, next + 1),
  });
}

function readAlias(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { cursor } = reader;
  const follow = cursor.text(at + 2);
  if (!cursor.isWord(at + 1) || (follow !== "=" && follow !== "<"))
    return readOther(reader, scope, at);
  const named = follow === "<" ? cursor.behindAngles(at + 2, scope.end) : at + 2;
  const end = cursor.behindType(named + 1, scope.end);
  note(reader, scope, end);
  return end;
}

function readVariables(reader: ScriptReader, scope: ReadScope, start: number): number {
  const { cursor } = reader;
  let at = start;
  let first = true;
  for (;;) {
    const named = cursor.behind(at);
    const typed = cursor.text(named) === "!" ? named + 1 : named;
    const value = cursor.text(typed) === ":" ? cursor.behindType(typed + 1, scope.end) : typed;
    const { head, end, required } = readInitializer(cursor, value, scope.end);
    const from = first ? scope.at : at;
    if (!required) reader.found.push(`${scope.path}${cursor.slice(from, head)}`);
    if (cursor.text(end) !== "," || end >= scope.end) return end;
    at = end + 1;
    first = false;
  }
}

/** `export { ... }` and the like, whole; `export default` and `export =` without their value, unless it is a function. */
function readExport(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { cursor } = reader;
  const isDefault = cursor.text(at - 1) === "default";
  const start = !isDefault && cursor.text(at) === "=" ? at + 1 : at;
  const { head = start, end } = readValue(cursor, start, scope.end);
  const whole = !isDefault && /^(?:[{*]|type|as|import)$/.test(cursor.text(at));
  note(reader, scope, whole ? end : head);
  return end;
}

/** Statements that define nothing, except assignments to a name or property, `export { ... }` and `export default`. */
function readOther(reader: ScriptReader, scope: ReadScope, at: number): number {
  const { cursor } = reader;
  if (cursor.text(scope.at) === "export") return readExport(reader, scope, at);
  let target = at;
  const mayAssign = (): boolean =>
    cursor.isWord(target) || cursor.text(target) === "." || cursor.text(target) === "[";
  // Not beyond the statement: a file of nothing but words would be read once for each.
  while (target < scope.end && mayAssign() && (target === at || !cursor.endsBefore(target))) {
    target = cursor.behind(target);
  }
  const assigns = cursor.text(target) === "=" && cursor.text(target + 1) !== "=" && target > at;
  if (!assigns || isCompound(cursor.text(at))) return behindStatement(cursor, at, scope.end);
  const { head, end } = readInitializer(cursor, target, scope.end);
  note(reader, scope, head);
  return end;
}
