import { MAX_ROWS_WITHOUT_CELLS } from "./format-limits.ts";
import type { JsonArray, JsonNode, JsonObject } from "./json-node.ts";
import { type ColumnPlan, planColumns } from "./plan-columns.ts";
import { buildTable, type Field, type Leaf, type Nested, type Table } from "./table.ts";

/** How a value is laid out on lines. */
export type Layout =
  | { readonly type: "inline"; readonly node: JsonNode }
  | {
      readonly type: "object";
      readonly keys: readonly string[];
      readonly values: readonly Layout[];
    }
  | { readonly type: "list"; readonly items: readonly Layout[] }
  | { readonly type: "table"; readonly table: PlannedTable };

/** A table whose columns are planned, with those of the tables inside its cells. */
export interface PlannedTable {
  readonly table: Table;
  readonly plans: ReadonlyMap<Leaf, ColumnPlan>;
  readonly nested: ReadonlyMap<Nested, PlannedTable>;
  /** Fields that have a cell in each row, in order of their cells. */
  readonly cellFields: readonly (Leaf | Nested)[];
}

/** Lays a tree out. Recursive: for trees of bounded depth. */
export function layOut(node: JsonNode): Layout {
  if (typeof node === "string") return { type: "inline", node };
  if (node.type === "object") {
    return isSmall(node)
      ? { type: "inline", node }
      : { type: "object", keys: node.keys, values: node.values.map(layOut) };
  }
  if (isSmall(node)) return { type: "inline", node };
  const table = node.items.length >= MIN_ROWS ? buildTable(node.items) : undefined;
  if (table !== undefined)
    return { type: "table", table: planTable(table, { keepCells: mustKeepCells(table) }) };
  return { type: "list", items: node.items.map(layOut) };
}

function mustKeepCells({ misfits, rowCount }: Table): boolean {
  return misfits.size > 0 || rowCount > MAX_ROWS_WITHOUT_CELLS;
}

const MIN_ROWS = 2;
const SMALL_MEMBERS = 4;
const SMALL_CHARACTERS = 24;

function planTable(table: Table, options: { readonly keepCells: boolean }): PlannedTable {
  const leaves: Leaf[] = [];
  const cellOrder: (Leaf | Nested)[] = [];
  const nested = new Map<Nested, PlannedTable>();
  const visit = (fields: readonly Field[]): void => {
    for (const field of fields) {
      if (field.type === "group") visit(field.fields);
      else {
        cellOrder.push(field);
        if (field.type === "leaf") leaves.push(field);
        else nested.set(field, planTable(field.table, { keepCells: field.type === "list" }));
      }
    }
  };
  visit(table.fields);
  const plans = planColumns(leaves, options);
  const cellFields = cellOrder.filter(
    (field) => field.type !== "leaf" || plans.get(field)?.hasCells === true,
  );
  return { table, plans, nested, cellFields };
}

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
