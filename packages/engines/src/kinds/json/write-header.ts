import { needsQuotes } from "./bare-text.ts";
import { foldEntries } from "./fold-entries.ts";
import type { TemplatePart } from "./infer-template.ts";
import { isStringNode, type JsonNode, nodeToJson } from "./json-node.ts";
import { keyText } from "./key-text.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import type { PlannedNested, PlannedTable } from "./plan-table.ts";
import { type SharedTexts, shorten } from "./shared-texts.ts";
import type { Cell, Field, Leaf, Nested } from "./table.ts";

/**
 * What stands above a table's rows: its keys in order, separated by commas. `key` has a cell in each row; `key=value` has
 * none, the value being that of all rows, made of other columns (`$key`) or a range of whole numbers; a value with `*` is
 * what the cell's text goes into. `?=value` is what an empty cell means, `:str` that all cells are strings. `key{...}` is an
 * object taken apart, `key(...)` an object in one cell, `key[...]` a list of objects in one cell, `key<...>` an object of like
 * objects, whose keys come first. With `+` behind the bracket the cell is a count, and the objects stand on lines below. A key
 * with `?` is named in the rows that have it.
 */
export function headerText(planned: PlannedTable, shared: SharedTexts): string {
  const write = (fields: readonly Field[], group: readonly string[]): string => {
    const entries = fields.map((field) => {
      const key = keyText(field.key);
      if (field.type === "group") {
        return { text: `${key}{${write(field.fields, [...group, field.key])}}` };
      }
      if (field.type === "leaf") {
        const plan = planned.plans.get(field) as ColumnPlan;
        return leafEntry({ key: field.key, plan, group, shared });
      }
      return { text: nestedEntry(field, planned.nested.get(field) as PlannedNested, shared) };
    });
    return foldEntries(entries, "=").join(",");
  };
  return write(planned.table.fields, []);
}

const BRACKETS = { record: "()", list: "[]", map: "<>" } as const;

function nestedEntry(
  { type, key, isSparse }: Nested,
  { planned, isBelow }: PlannedNested,
  shared: SharedTexts,
): string {
  const [open, close] = BRACKETS[type];
  const inner = headerText(planned, shared);
  return `${keyText(key)}${isSparse ? "?" : ""}${open}${isBelow ? "+" : ""}${inner}${close}`;
}

interface LeafEntry {
  readonly key: string;
  readonly plan: ColumnPlan;
  readonly group: readonly string[];
  readonly shared: SharedTexts;
}

function leafEntry({ key, plan, group, shared }: LeafEntry) {
  const name = keyText(key);
  if (plan.range !== undefined) {
    const { first, last, step } = plan.range;
    return { text: `${name}=${first}..${last}${step === 1 ? "" : `/${step}`}` };
  }
  if (plan.constant !== undefined) {
    const value = headerValue(plan.constant, shared);
    return { text: `${name}=${value}`, key, value };
  }
  const fallback =
    plan.fallback === undefined ? "" : `?=${headerValue(plan.fallback.value, shared)}`;
  if (plan.template === undefined) {
    const mark = plan.leaf.isSparse ? "?" : "";
    return { text: `${name}${mark}${plan.isText ? ":str" : ""}${fallback}` };
  }
  const value = templateText(plan.template, { group, shared });
  if (plan.hasCells) return { text: `${name}=${value}${fallback}` };
  return { text: `${name}=${value}`, key, value };
}

function headerValue(cell: Cell, shared: SharedTexts): string {
  if (cell === undefined) return "~";
  if (!isStringNode(cell)) return nodeToJson(cell as JsonNode);
  const text = cell.slice(1);
  return needsQuotes(text, "header") ? JSON.stringify(text) : shorten(text, shared);
}

function templateText(
  parts: readonly TemplatePart<Leaf>[],
  { group, shared }: { group: readonly string[]; shared: SharedTexts },
): string {
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (part.type === "hole") text += "*";
    else if (part.type === "literal") text += index === 0 ? shorten(part.text, shared) : part.text;
    else {
      const name = referenceName(part.column, group);
      const next = parts[index + 1];
      const isGlued = next?.type === "literal" && /^[\w.]/.test(next.text);
      text += isGlued ? `\${${name}}` : `$${name}`;
    }
  }
  return text;
}

/** Names are looked up from the row; those of the same group may leave the group's own name out. */
function referenceName(column: Leaf, group: readonly string[]): string {
  const { path } = column;
  const isSibling = path.length === group.length + 1 && group.every((key, at) => path[at] === key);
  return isSibling ? (path[path.length - 1] as string) : path.join(".");
}
