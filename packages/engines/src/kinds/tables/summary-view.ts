import { isStringNode, type JsonArray, type JsonNode, type JsonObject } from "../json/json-node.ts";

/**
 * A document as its summary describes it, where keys that are data are values:
 *
 * - a mapping of four or more mappings of like keys (packages, services, paths) is an array of objects, whose member `key` is
 *   the key that each had;
 * - in an array of objects of which each has a `name` and half or more a `version`, both are one member `id`, `name@version`;
 * - members that hold scalars under ever other keys (the dependencies of packages) are arrays of `key: value`.
 *
 * Recursive: for trees of bounded depth.
 */
export function summaryView(node: JsonNode): JsonNode {
  if (typeof node === "string") return node;
  if (node.type === "array") return { ...node, items: viewRows(node.items) };
  if (!isMapOfRows(node)) return { ...node, values: node.values.map(summaryView) };
  const rows = viewRows(node.values).map((row, index) => {
    const { keys, values, ...place } = row as JsonObject;
    const key = `"${node.keys[index]}` as const;
    return { ...place, keys: ["key", ...keys], values: [key, ...values] };
  });
  return { type: "array", from: 0, to: 0, items: rows };
}

/** Members that a mapping of rows has at least. */
const MIN_MEMBERS = 4;
/** Keys that members with data for keys have at least, all together. */
const MIN_DATA_KEYS = 16;

function isMapOfRows({ values }: JsonObject): boolean {
  if (values.length < MIN_MEMBERS || !values.every(isObject)) return false;
  const distinct = new Set<string>();
  let total = 0;
  for (const { keys } of values) {
    for (const key of keys) distinct.add(key);
    total += keys.length;
  }
  return total > 0 && distinct.size * 2 <= total && !distinct.has("key");
}

function viewRows(rows: readonly JsonNode[]): JsonNode[] {
  if (rows.length === 0 || !rows.every(isObject)) return rows.map(summaryView);
  const lists = dataKeyed(rows);
  const joins = hasNamesAndVersions(rows);
  return rows.map((row) => {
    const values = row.values.map((value, at) =>
      lists.has(row.keys[at] as string) ? asList(value as JsonObject) : summaryView(value),
    );
    return joins ? withId({ ...row, values }) : { ...row, values };
  });
}

/** A row whose name and version are one member. */
function withId(row: JsonObject): JsonObject {
  const kept = [...row.keys.keys()].filter((at) => row.keys[at] !== "version");
  const name = row.keys.indexOf("name");
  return {
    ...row,
    keys: kept.map((at) => (at === name ? "id" : (row.keys[at] as string))),
    values: kept.map((at) => (at === name ? joined(row) : (row.values[at] as JsonNode))),
  };
}

function hasNamesAndVersions(rows: readonly JsonObject[]): boolean {
  let versions = 0;
  for (const { keys, values } of rows) {
    if (keys.filter((key) => key === "name").length !== 1 || keys.includes("id")) return false;
    if (!isStringNode(values[keys.indexOf("name")])) return false;
    const found = keys.filter((key) => key === "version").length;
    if (found > 1 || (found === 1 && !isStringNode(values[keys.indexOf("version")]))) return false;
    versions += found;
  }
  return versions * 2 >= rows.length;
}

function joined({ keys, values }: JsonObject): JsonNode {
  const name = values[keys.indexOf("name")] as string;
  const at = keys.indexOf("version");
  return at < 0 ? name : `${name}@${(values[at] as string).slice(1)}`;
}

/** The keys below which rows hold scalars under keys that are data. */
function dataKeyed(rows: readonly JsonObject[]): ReadonlySet<string> {
  const tallies = new Map<string, KeyTally>();
  for (const { keys, values } of rows) {
    for (const [at, key] of keys.entries()) {
      const tally = tallies.get(key) ?? { rows: 0, total: 0, others: 0, distinct: new Set() };
      tallies.set(key, tally);
      addTo(tally, values[at] as JsonNode);
    }
  }
  const found = new Set<string>();
  for (const [key, { rows: count, total, others, distinct }] of tallies) {
    const isMany = distinct.size >= MIN_DATA_KEYS && distinct.size * count > 4 * total;
    if (isMany && others === 0) found.add(key);
  }
  return found;
}

/** The keys of the objects below one key of many rows. */
interface KeyTally {
  rows: number;
  total: number;
  /** Rows where something else than an object of scalars stands. */
  others: number;
  readonly distinct: Set<string>;
}

function addTo(tally: KeyTally, value: JsonNode): void {
  if (!isObject(value) || value.values.some((own) => typeof own !== "string")) {
    tally.others += 1;
    return;
  }
  tally.rows += 1;
  tally.total += value.keys.length;
  for (const own of value.keys) tally.distinct.add(own);
}

function asList({ keys, values }: JsonObject): JsonArray {
  const items = keys.map((key, at) => {
    const value = values[at] as string;
    return `"${key}: ${value.startsWith('"') ? value.slice(1) : value}` as const;
  });
  return { type: "array", from: 0, to: 0, items };
}

function isObject(node: JsonNode): node is JsonObject {
  return typeof node !== "string" && node.type === "object";
}
