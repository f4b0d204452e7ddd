import { JSON_NUMBER } from "../json/bare-text.ts";
import type { JsonNode, JsonObject } from "../json/json-node.ts";
import type { TomlEntry, TomlKey, TomlPart, TomlValue } from "./toml-node.ts";

/** Strings over several lines with more characters than this stay as they are, where their lines can be read. */
const LONGEST_TEXT = 160;
const BARE_KEY = /^[A-Za-z0-9_-]+$/;
const PLACE = { from: 0, to: 0 };

/** Name of the first column of a table of tables: the last name of their headers. */
const KEY_COLUMN = "key";

/**
 * The members of a part as an object that {@link fromRow} turns back: numbers and truth values as JSON has them, other literals
 * as `=lexeme`. `undefined` for what holds comments or dotted keys.
 */
export function toRow({ entries }: TomlPart): JsonObject | undefined {
  if (entries.some(({ comments, note }) => comments.length > 0 || note !== "")) return undefined;
  return toObject(entries.map(({ key, value }) => [key, value]));
}

/** A row of tables below one header: the last name of its header first. */
export function withKey({ keys, values }: JsonObject, key: string): JsonObject {
  return { type: "object", ...PLACE, keys: [KEY_COLUMN, ...keys], values: [`"${key}`, ...values] };
}

function toObject(entries: readonly [key: TomlKey, value: TomlValue][]): JsonObject | undefined {
  const keys: string[] = [];
  const values: JsonNode[] = [];
  for (const [{ names }, value] of entries) {
    const node = names.length > 1 ? undefined : toNode(value);
    if (node === undefined) return undefined;
    keys.push(names[0] as string);
    values.push(node);
  }
  return { type: "object", ...PLACE, keys, values };
}

function toNode(value: TomlValue): JsonNode | undefined {
  switch (value.type) {
    case "literal":
      return isJsonLiteral(value.lexeme) ? value.lexeme : `"=${value.lexeme}`;
    case "string": {
      const isLong = value.lexeme.includes("\n") && value.text.length > LONGEST_TEXT;
      return isLong || value.text.startsWith("=") ? undefined : `"${value.text}`;
    }
    case "table":
      return toObject(value.entries);
    case "array": {
      if (value.raw !== undefined) return undefined;
      const items = value.items.map(toNode);
      return items.includes(undefined)
        ? undefined
        : { type: "array", ...PLACE, items: items as JsonNode[] };
    }
  }
}

/** Whether a number or truth value is written as JSON writes it. */
export function isJsonLiteral(lexeme: string): boolean {
  return lexeme === "true" || lexeme === "false" || JSON_NUMBER.test(lexeme);
}

/** Turns the members of a row back into those of a part. */
export function fromRow({ keys, values }: JsonObject): TomlEntry[] {
  return keys.map((key, at) => ({
    comments: [],
    key: keyOf(key),
    value: fromNode(values[at] as JsonNode),
    note: "",
  }));
}

function fromNode(node: JsonNode): TomlValue {
  if (typeof node === "string") {
    const text = node.slice(1);
    if (!node.startsWith('"')) return { type: "literal", lexeme: node };
    if (text.startsWith("=")) return { type: "literal", lexeme: text.slice(1) };
    return { type: "string", text, lexeme: quoted(text) };
  }
  if (node.type === "array")
    return { type: "array", items: node.items.map(fromNode), raw: undefined };
  const { keys, values } = node;
  return {
    type: "table",
    entries: keys.map((key, at) => [keyOf(key), fromNode(values[at] as JsonNode)]),
  };
}

/** A key as it may be written. */
export function keyOf(name: string): TomlKey {
  return { names: [name], text: BARE_KEY.test(name) ? name : quoted(name) };
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\x7f", "\\u007f");
}
