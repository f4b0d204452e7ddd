import { MAX_ROWS_WITHOUT_CELLS } from "./format-limits.ts";
import type { JsonArray, JsonNode, JsonObject } from "./json-node.ts";
import { type LiteralBlock, lineListBlock } from "./literal-block.ts";
import { type PlannedTable, planTable } from "./plan-table.ts";
import { buildMap, buildTable, type Table } from "./table.ts";

/** How a value is laid out on lines. */
export type Layout =
  | { readonly type: "inline"; readonly node: JsonNode }
  | ObjectLayout
  | { readonly type: "lines"; readonly node: JsonArray; readonly block: LiteralBlock }
  | { readonly type: "list"; readonly items: readonly Layout[] }
  | { readonly type: "table"; readonly table: PlannedTable };

/** An object with a line for each member. */
export interface ObjectLayout {
  readonly type: "object";
  readonly node: JsonObject;
  readonly values: readonly Layout[];
}

/** Lays a tree out. Recursive: for trees of bounded depth. */
export function layOut(node: JsonNode): Layout {
  if (typeof node === "string") return { type: "inline", node };
  if (node.type === "array") {
    const block = lineListBlock(node.items);
    if (block !== undefined) return { type: "lines", node, block };
  }
  if (isSmall(node)) return { type: "inline", node };
  const table = node.type === "object" ? buildMap(node) : tableOf(node);
  if (table !== undefined) return { type: "table", table: planRows(table) };
  if (node.type === "object") return { type: "object", node, values: node.values.map(layOut) };
  return { type: "list", items: node.items.map(layOut) };
}

/** Lays the rows of a document out, never on one line. */
export function layOutRows(root: JsonArray): Layout {
  const table = tableOf(root);
  if (table !== undefined) return { type: "table", table: planRows(table) };
  return { type: "list", items: root.items.map(layOut) };
}

function tableOf({ items }: JsonArray): Table | undefined {
  return items.length >= MIN_ROWS ? buildTable(items) : undefined;
}

function planRows(table: Table): PlannedTable {
  const { misfits, rowCount, isMap } = table;
  const keepCells = misfits.size > 0 || isMap || rowCount > MAX_ROWS_WITHOUT_CELLS;
  return planTable(table, { keepCells, mayCount: true, layOut });
}

const MIN_ROWS = 2;
const SMALL_MEMBERS = 4;
const SMALL_CHARACTERS = 24;

/** Whether a container is best left as JSON on its parent's line: only short scalars, or scalars of a list. */
function isSmall(node: JsonObject | JsonArray): boolean {
  const values = node.type === "object" ? node.values : node.items;
  if (values.length === 0) return true;
  if (node.type === "array") return values.every((value) => isShort(value));
  return values.length <= SMALL_MEMBERS && values.every((value) => isShort(value));
}

function isShort(value: JsonNode): boolean {
  return typeof value === "string" && value.length <= SMALL_CHARACTERS;
}
