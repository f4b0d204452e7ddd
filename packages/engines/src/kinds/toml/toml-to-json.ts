import type { JsonNode, JsonObject } from "../json/json-node.ts";
import type { TomlDocument, TomlKey, TomlValue } from "./toml-node.ts";
import { isJsonLiteral } from "./toml-rows.ts";

/**
 * A document as JSON for a summary: numbers and truth values as JSON has them, other literals as strings. `undefined` where
 * names contradict each other.
 */
export function tomlToJson({ parts }: TomlDocument): JsonNode | undefined {
  const root = newObject();
  for (const { header, entries } of parts) {
    const table = header === undefined ? root : openTable(root, header.path.names, header.isArray);
    if (table === undefined) return undefined;
    for (const { key, value } of entries) {
      if (!put(table, key, value)) return undefined;
    }
  }
  return root;
}

function newObject(): JsonObject {
  return { type: "object", from: 0, to: 0, keys: [], values: [] };
}

/** The table at a path, made where it is not there yet; a new element for an array of tables. */
function openTable(
  root: JsonObject,
  names: readonly string[],
  isArray: boolean,
): JsonObject | undefined {
  const above = walk(root, names.slice(0, -1));
  const name = names.at(-1) as string;
  if (above === undefined) return undefined;
  if (!isArray) return walk(above, [name]);
  let list = memberOf(above, name);
  if (list === undefined) {
    list = { type: "array", from: 0, to: 0, items: [] };
    addMember(above, name, list);
  }
  if (typeof list === "string" || list.type !== "array") return undefined;
  const element = newObject();
  list.items.push(element);
  return element;
}

/** Down a path: through the newest element of arrays, making objects where there are none. */
function walk(from: JsonObject, names: readonly string[]): JsonObject | undefined {
  let table = from;
  for (const name of names) {
    let next = memberOf(table, name);
    if (next === undefined) {
      next = newObject();
      addMember(table, name, next);
    }
    if (typeof next !== "string" && next.type === "array") next = next.items.at(-1);
    if (next === undefined || typeof next === "string" || next.type !== "object") return undefined;
    table = next;
  }
  return table;
}

/** Places of the members of large objects by name, so that a thousand tables side by side are found in linear time. */
const PLACES = new WeakMap<JsonObject, Map<string, number>>();

function memberOf(object: JsonObject, name: string): JsonNode | undefined {
  const place = PLACES.get(object)?.get(name);
  return place === undefined ? undefined : object.values[place];
}

function addMember(object: JsonObject, name: string, value: JsonNode): void {
  let places = PLACES.get(object);
  if (places === undefined) {
    places = new Map();
    PLACES.set(object, places);
  }
  places.set(name, object.keys.length);
  object.keys.push(name);
  object.values.push(value);
}

function put(table: JsonObject, { names }: TomlKey, value: TomlValue): boolean {
  const above = walk(table, names.slice(0, -1));
  const name = names.at(-1) as string;
  const node = toNode(value);
  if (above === undefined || node === undefined || memberOf(above, name) !== undefined)
    return false;
  addMember(above, name, node);
  return true;
}

function toNode(value: TomlValue): JsonNode | undefined {
  switch (value.type) {
    case "literal":
      return isJsonLiteral(value.lexeme) ? value.lexeme : `"${value.lexeme}`;
    case "string":
      return `"${value.text}`;
    case "table": {
      const object = newObject();
      return value.entries.every(([key, own]) => put(object, key, own)) ? object : undefined;
    }
    case "array": {
      const items = value.items.map(toNode);
      if (items.includes(undefined)) return undefined;
      return { type: "array", from: 0, to: 0, items: items as JsonNode[] };
    }
  }
}
