import { JSON_NUMBER } from "./bare-text.ts";
import { malformed } from "./malformed.ts";

/** Shared texts by name. */
export type SharedNames = ReadonlyMap<string, string>;

/** A value as written on a line or in a header: a scalar as in a tree, or a container as JSON text. */
export function bareValue(text: string, shared: SharedNames): string {
  const first = text[0];
  if (first === '"') return `"${parseString(text)}`;
  if (first === "{" || first === "[" || isLexeme(text)) return text;
  return `"${expandNames(text, (name) => shared.get(name))}`;
}

/** Whether text is a number, `true`, `false` or `null`. */
export function isLexeme(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 45 || (first >= 48 && first <= 57)) return JSON_NUMBER.test(text);
  return text === "true" || text === "false" || text === "null";
}

/** A decoded value as JSON text. */
export function valueToJson(value: string): string {
  return value.charCodeAt(0) === 34 ? JSON.stringify(value.slice(1)) : value;
}

/** The characters of a JSON string in its quotes. */
export function parseString(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw malformed("a string");
  }
}

/** Offset behind the JSON string that begins here. */
export function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) return at + 1;
  }
  throw malformed("a string");
}

/** Offset behind the JSON container that begins here. */
export function jsonEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = stringEnd(text, at) - 1;
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw malformed("an inline value");
}

/** Expands `$name` and `${name}` with a look-up that answers `undefined` for a name it does not know. */
export function expandNames(text: string, lookUp: (name: string) => string | undefined): string {
  if (!text.includes("$")) return text;
  return text.replace(NAME, (_, braced?: string, bare?: string) => {
    const value = lookUp(braced ?? bare ?? "");
    if (value === undefined) throw malformed(`the name "${braced ?? bare}"`);
    return value;
  });
}

/** Whether bare text has a name in it that is not a shared text's. */
export function namesColumns(text: string, shared: SharedNames): boolean {
  if (!text.includes("$")) return false;
  for (const [, braced, bare] of text.matchAll(NAME)) {
    if (!shared.has(braced ?? bare ?? "")) return true;
  }
  return false;
}

const NAME = /\$(?:\{([^}]*)\}|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*))/g;
