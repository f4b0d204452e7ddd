import { isStringNode, type JsonNode } from "./json-node.ts";
import type { Layout } from "./layout.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import type { PlannedTable } from "./plan-table.ts";
import type { ShapedObjects } from "./shared-shapes.ts";
import { StringTally } from "./shared-texts.ts";

/** The strings that a layout is going to write bare, and all keys that a name could be confused with. */
export function tallyLayout(
  layout: Layout,
  shaped: ShapedObjects,
): { tally: StringTally; keys: ReadonlySet<string> } {
  const tally = new StringTally();
  const keys = new Set<string>();
  const visit = (part: Layout): void => {
    switch (part.type) {
      case "inline":
        addNode(tally, part.node);
        break;
      case "object":
        if (!shaped.uses.has(part.node)) for (const value of part.values) visit(value);
        break;
      case "list":
        for (const item of part.items) visit(item);
        break;
      case "table":
        addTable(part.table);
    }
  };
  const addTable = (table: PlannedTable): void => {
    for (const [leaf, plan] of table.plans) {
      for (const key of leaf.path) keys.add(key);
      addColumn(tally, plan);
    }
    for (const tree of table.trees.values()) visit(tree);
    for (const { planned } of table.nested.values()) addTable(planned);
  };
  for (const { table } of shaped.shapes) addTable(table);
  visit(layout);
  return { tally, keys };
}

function addColumn(tally: StringTally, plan: ColumnPlan): void {
  if (plan.constant !== undefined) addNode(tally, plan.constant);
  const first = plan.template?.[0];
  if (first?.type === "literal") tally.add(first.text);
  if (!plan.hasCells || plan.template !== undefined) return;
  for (const cell of plan.leaf.cells) {
    if (cell !== undefined && cell !== plan.fallback?.value) addNode(tally, cell);
  }
}

function addNode(tally: StringTally, node: JsonNode): void {
  if (isStringNode(node)) tally.add(node.slice(1));
}
