import type { JsonValue } from "@tokenpak/core";
import { parse } from "yaml";

/** What stands before a note's text. */
export interface FrontMatter {
  /** UTF-16 offset at which the text begins; 0 where there is no front matter. */
  readonly end: number;
  /** Empty where there is none, and where it is no YAML: what is wrong there does not make the note unreadable. */
  readonly properties: Readonly<Record<string, JsonValue>>;
}

/** Longer front matter is no front matter, and is not parsed. */
const MOST_UNITS = 20_000;

/** More brackets are not parsed: the time that YAML's parser takes for nested ones grows with the square of their depth. */
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

function propertiesOf(yaml: string): Readonly<Record<string, JsonValue>> {
  let value: unknown;
  if ((yaml.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return {};
  try {
    value = parse(yaml, {
      schema: "core",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
      maxAliasCount: 20,
    });
  } catch {
    return {};
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const properties: [string, JsonValue][] = [];
  for (const [name, one] of Object.entries(value)) {
    const json = jsonOf(one);
    if (json !== undefined) properties.push([name, json]);
  }
  return Object.fromEntries(properties);
}

/** Texts, numbers, truth values and lists of them, as Obsidian's properties are; anything deeper is left out. */
function jsonOf(value: unknown): JsonValue | undefined {
  if (!Array.isArray(value)) return scalarOf(value);
  return value.flatMap((one): JsonValue[] => {
    const scalar = scalarOf(one);
    return scalar === undefined ? [] : [scalar];
  });
}

function scalarOf(value: unknown): string | number | boolean | undefined {
  if (typeof value === "string" || typeof value === "boolean") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
