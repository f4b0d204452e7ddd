import type { JsonValue } from "@tokenpak/core";
import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";

/** What stands before a note's text. */
export interface FrontMatter {
  /** UTF-16 offset at which the text begins; 0 where there is no front matter. */
  readonly end: number;
  /** Empty where there is none, and where it is no YAML: what is wrong there does not make the note unreadable. */
  readonly properties: Readonly<Record<string, JsonValue>>;
}

/** Longer front matter is no front matter, and is not parsed. */
const MOST_UNITS = 20_000;

/**
 * What is nested deeper is not parsed. Obsidian's properties are not nested at all, and YAML's parser makes regular expressions as
 * long as the indentation, which end the whole process at some ten thousand.
 */
const MOST_INDENT_UNITS = 200;
const MOST_INDICATORS = 100;
const MOST_BRACKETS = 500;

/** The front matter of a note: YAML between a first line `---` and the next one. */
export function readFrontMatter(text: string): FrontMatter {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const open = lineEnd(text, start);
  if (text.slice(start, open.line).trimEnd() !== "---") return { end: 0, properties: {} };
  for (let at = open.next; at < text.length && at < MOST_UNITS; ) {
    const { line, next } = lineEnd(text, at);
    if (text.slice(at, line).trimEnd() === "---") {
      return { end: next, properties: propertiesOf(text.slice(open.next, at)) };
    }
    at = next;
  }
  return { end: 0, properties: {} };
}

/** The texts of a property that may be one or several; separators split a single one. */
export function textsOf(value: JsonValue | undefined, separator: RegExp): readonly string[] {
  const values = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return values
    .flatMap((one) => {
      if (typeof one === "number") return [String(one)];
      if (typeof one !== "string") return [];
      return Array.isArray(value) ? [one] : one.split(separator);
    })
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function lineEnd(text: string, from: number): { readonly line: number; readonly next: number } {
  const line = text.indexOf("\n", from);
  return line < 0 ? { line: text.length, next: text.length } : { line, next: line + 1 };
}

/**
 * Texts, numbers, truth values and lists of them, as Obsidian's properties are. They are picked from the syntax tree: made into
 * objects, a few hundred nested keys would take minutes.
 */
function propertiesOf(yaml: string): Readonly<Record<string, JsonValue>> {
  const root = parsed(yaml)?.contents;
  if (!isMap(root)) return {};
  const properties: [string, JsonValue][] = [];
  for (const { key, value } of root.items) {
    const name = scalarOf(key);
    const json = isSeq(value)
      ? value.items.flatMap((item) => scalarOf(item) ?? [])
      : scalarOf(value);
    if (name !== undefined && json !== undefined) properties.push([String(name), json]);
  }
  return Object.fromEntries(properties);
}

/** `undefined` for what is nested too deep. */
function parsed(yaml: string): Document | undefined {
  if (isDeep(yaml)) return undefined;
  try {
    return parseDocument(yaml, {
      schema: "core",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
  } catch {
    return undefined;
  }
}

function isDeep(yaml: string): boolean {
  if ((yaml.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return true;
  return yaml.split("\n").some((line) => {
    const indent = line.length - line.trimStart().length;
    // A list in a list on the same line indents as well.
    const indicators = line.match(/[-?:](?=\s)/g)?.length ?? 0;
    return indent > MOST_INDENT_UNITS || indicators > MOST_INDICATORS;
  });
}

/** Aliases are left out: each would be looked for in the whole front matter. */
function scalarOf(node: unknown): string | number | boolean | undefined {
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (typeof value === "string" || typeof value === "boolean") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
