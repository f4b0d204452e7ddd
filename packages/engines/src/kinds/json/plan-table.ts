import type { JsonNode } from "./json-node.ts";
import type { Layout } from "./layout.ts";
import { literalBlock } from "./literal-block.ts";
import { type ColumnPlan, planColumns } from "./plan-columns.ts";
import type { Cell, Field, Leaf, Nested, Table } from "./table.ts";

/** A table whose columns are planned, with those of the tables inside its cells. */
export interface PlannedTable {
  readonly table: Table;
  readonly plans: ReadonlyMap<Leaf, ColumnPlan>;
  readonly nested: ReadonlyMap<Nested, PlannedNested>;
  /** Fields that have a cell in each row, in order of their cells. */
  readonly cellFields: readonly (Leaf | Nested)[];
  /** Fields that are named in the rows that have them, in order. */
  readonly sparseFields: readonly (Leaf | Nested)[];
  /** Containers in cells of columns that are too long for a line: `+` stands in the cell, they stand below. */
  readonly trees: ReadonlyMap<JsonNode, Layout>;
}

/** A table inside cells. */
export interface PlannedNested {
  readonly planned: PlannedTable;
  /** Whether its rows stand on lines of their own below the row that they belong to. */
  readonly isBelow: boolean;
}

/** Which rows are planned. */
export interface TableOptions {
  /** Whether the first column keeps its cells whatever they hold. */
  readonly keepCells: boolean;
  /** Whether the rows are in one place, so that numbers that count them may be left to the header. */
  readonly mayCount: boolean;
  readonly layOut: (node: JsonNode) => Layout;
}

/** Plans a table and those inside its cells. Recursive: for tables of bounded depth. */
export function planTable(table: Table, options: TableOptions): PlannedTable {
  const leaves: Leaf[] = [];
  const order: (Leaf | Nested)[] = [];
  const nested = new Map<Nested, PlannedNested>();
  const visit = (fields: readonly Field[]): void => {
    for (const field of fields) {
      if (field.type === "group") visit(field.fields);
      else {
        order.push(field);
        if (field.type === "leaf") leaves.push(field);
        else nested.set(field, planNested(field, options));
      }
    }
  };
  visit(table.fields);
  const plans = planColumns(leaves, options);
  const hasCell = (field: Leaf | Nested): boolean =>
    field.type !== "leaf" || plans.get(field)?.hasCells === true;
  return {
    table,
    plans,
    nested,
    cellFields: order.filter((field) => !field.isSparse && hasCell(field)),
    sparseFields: order.filter((field) => field.isSparse && hasCell(field)),
    trees: treesOf(plans, options),
  };
}

/** Inner rows of more characters than this, as JSON and on average, have lines of their own. */
const LONG_ROW = 90;
const LONG_RECORD = 240;

/** Containers of more characters than this stand below their row. */
const LONG_TREE = 120;
/** Containers of no more are never looked at again. */
const SHORT_TREE = 16;

function treesOf(
  plans: ReadonlyMap<Leaf, ColumnPlan>,
  { layOut }: TableOptions,
): ReadonlyMap<JsonNode, Layout> {
  const trees = new Map<JsonNode, Layout>();
  for (const { leaf, hasCells } of plans.values()) {
    if (!hasCells) continue;
    for (const cell of leaf.cells) {
      if (lengthOf(cell) <= SHORT_TREE) continue;
      const layout = layOut(cell as JsonNode);
      const isLong = layout.type === "lines" || lengthOf(cell) > LONG_TREE;
      if (isLong && layout.type !== "inline") trees.set(cell as JsonNode, layout);
    }
  }
  return trees;
}

function planNested(field: Nested, options: TableOptions): PlannedNested {
  const keepCells = field.type !== "record";
  const planned = planTable(field.table, { ...options, keepCells, mayCount: false });
  return { planned, isBelow: standsBelow(field, planned) };
}

function standsBelow(
  { type, cells, table }: Nested,
  { nested, plans, trees, cellFields }: PlannedTable,
): boolean {
  const [first] = plans.keys();
  // A row may then be empty, and a list of one such row would look like an empty list.
  const mayBeEmpty = cellFields.length === 0 || first?.isSparse === true;
  if (type !== "record" && mayBeEmpty) return true;
  if (trees.size > 0) return true;
  for (const inner of nested.values()) if (inner.isBelow) return true;
  const length = cells.reduce((sum, cell) => sum + lengthOf(cell), 0);
  if (length > table.rowCount * (type === "record" ? LONG_RECORD : LONG_ROW)) return true;
  for (const { leaf, hasCells } of plans.values()) {
    if (hasCells && leaf.cells.some(isBlock)) return true;
  }
  return false;
}

function lengthOf(cell: Cell): number {
  return cell === undefined || typeof cell === "string" ? 0 : cell.to - cell.from;
}

function isBlock(cell: JsonNode | undefined): boolean {
  return (
    typeof cell === "string" &&
    cell.charCodeAt(0) === 34 &&
    literalBlock(cell.slice(1)) !== undefined
  );
}
