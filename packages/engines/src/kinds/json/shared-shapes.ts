import type { JsonNode, JsonObject } from "./json-node.ts";
import { type Layout, layOut, type ObjectLayout } from "./layout.ts";
import { type PlannedTable, planTable } from "./plan-table.ts";
import { buildShape } from "./table.ts";

/** Keys that several objects share, named once: `%a` stands before the cells of each. */
export interface SharedShape {
  readonly name: string;
  readonly table: PlannedTable;
}

/** Which objects are written as cells of which shape. */
export interface ShapedObjects {
  readonly shapes: readonly SharedShape[];
  readonly uses: ReadonlyMap<JsonObject, { readonly shape: SharedShape; readonly row: number }>;
}

/**
 * Finds objects with the same keys in different places of a layout, largest first; what is inside them goes with them. Linear
 * in the size of the tree, but for sorting the distinct lists of keys.
 */
export function shareShapes(layout: Layout): ShapedObjects {
  const groups = groupByKeys(layout);
  const covered = new Set<JsonNode>();
  const shapes: SharedShape[] = [];
  const uses = new Map<JsonObject, { shape: SharedShape; row: number }>();
  for (const group of groups) {
    if (shapes.length >= MAX_SHAPES) break;
    const objects = outermost(group, covered);
    if (!isWorthIt(objects)) continue;
    const table = buildShape(objects.map(({ node }) => node));
    if (table === undefined) continue;
    const planned = planTable(table, { keepCells: true, mayCount: false, layOut });
    const shape = { name: nameOf(shapes.length), table: planned };
    shapes.push(shape);
    for (const [row, object] of objects.entries()) {
      uses.set(object.node, { shape, row });
      cover(object, covered);
    }
  }
  return { shapes, uses };
}

const MAX_SHAPES = 100;
const MIN_KEYS = 3;
/** Characters of keys and signs that sharing must save. */
const MIN_GAIN = 30;

/** Objects by their keys, those that take most characters first. */
function groupByKeys(layout: Layout): ObjectLayout[][] {
  const groups = new Map<string, ObjectLayout[]>();
  eachObject(layout, (object) => {
    const { keys } = object.node;
    if (keys.length < MIN_KEYS) return;
    const signature = JSON.stringify(keys);
    const group = groups.get(signature);
    if (group === undefined) groups.set(signature, [object]);
    else group.push(object);
  });
  const several = [...groups.values()].filter((group) => group.length > 1);
  const sizes = new Map(several.map((group) => [group, sizeOf(group)]));
  return several.sort((a, b) => (sizes.get(b) as number) - (sizes.get(a) as number));
}

/** Visits objects, outer ones before those inside them. */
function eachObject(layout: Layout, visit: (object: ObjectLayout) => void): void {
  if (layout.type === "inline") {
    const { node } = layout;
    if (typeof node !== "string" && node.type === "object") {
      visit({ type: "object", node, values: [] });
    }
  } else if (layout.type === "list") for (const item of layout.items) eachObject(item, visit);
  else if (layout.type === "table") eachObjectBelow(layout.table, visit);
  else if (layout.type === "object") {
    visit(layout);
    for (const value of layout.values) eachObject(value, visit);
  }
}

/** Visits objects that stand below the rows of a table. */
function eachObjectBelow(table: PlannedTable, visit: (object: ObjectLayout) => void): void {
  for (const tree of table.trees.values()) eachObject(tree, visit);
  for (const { planned } of table.nested.values()) eachObjectBelow(planned, visit);
}

function cover(object: ObjectLayout, covered: Set<JsonNode>): void {
  eachObject(object, ({ node }) => covered.add(node));
}

/** Objects that are in none of the covered ones, and in none of each other: outer ones come first. */
function outermost(group: readonly ObjectLayout[], covered: ReadonlySet<JsonNode>): ObjectLayout[] {
  const inside = new Set<JsonNode>();
  const objects: ObjectLayout[] = [];
  for (const object of group) {
    if (covered.has(object.node) || inside.has(object.node)) continue;
    objects.push(object);
    cover(object, inside);
  }
  return objects;
}

function sizeOf(group: readonly ObjectLayout[]): number {
  return group.reduce((sum, { node }) => sum + node.to - node.from, 0);
}

function isWorthIt(objects: readonly ObjectLayout[]): boolean {
  const keys = objects[0]?.node.keys ?? [];
  const perObject = keys.reduce((sum, key) => sum + key.length + 2, 0);
  return perObject * (objects.length - 1) >= MIN_GAIN;
}

function nameOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}
