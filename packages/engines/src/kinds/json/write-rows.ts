import { type BarePlace, type CellSeparator, needsQuotes } from "./bare-text.ts";
import type { TemplatePart } from "./infer-template.ts";
import { type JsonArray, type JsonNode, nodeToJson } from "./json-node.ts";
import type { PlannedTable } from "./layout.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import { type SharedTexts, shorten } from "./shared-texts.ts";
import type { Cell, Leaf, Nested } from "./table.ts";

/** Writes the fitting rows of a table one by one, in order. */
export type RowWriter = (row: number) => string;

/** How rows are written. */
export interface RowStyle {
  readonly separator: CellSeparator;
  readonly shared: SharedTexts;
}

/** A writer of the cells of one row, separated. The text is empty where no field has cells. */
export function createRowWriter(planned: PlannedTable, style: RowStyle): RowWriter {
  return rowWriter(planned, { ...style, place: style.separator });
}

interface CellStyle extends RowStyle {
  readonly place: BarePlace;
}

type CellWriter = (row: number) => string;

function rowWriter(planned: PlannedTable, style: CellStyle): RowWriter {
  const cells = planned.cellFields.map((field) =>
    field.type === "leaf"
      ? leafWriter(planned.plans.get(field) as ColumnPlan, style)
      : nestedWriter(field, planned, style),
  );
  const { separator } = style;
  return (row) => {
    let text = "";
    for (let at = 0; at < cells.length; at++) {
      if (at > 0) text += separator;
      text += (cells[at] as CellWriter)(row);
    }
    return text;
  };
}

function leafWriter(plan: ColumnPlan, style: CellStyle): CellWriter {
  const { leaf, template, fallback, isText } = plan;
  const { place, shared } = style;
  const blank = style.separator === " " ? "-" : "";
  const strip = template === undefined ? undefined : holeReader(template);
  return (row) => {
    const cell = leaf.cells[row];
    if (fallback !== undefined && cell === fallback.value) return blank;
    if (cell === undefined) return "~";
    if (typeof cell !== "string") return nodeToJson(cell);
    if (cell.charCodeAt(0) !== 34) return cell;
    const whole = cell.slice(1);
    const text = strip === undefined ? whole : strip(whole, row);
    if (needsQuotes(text, place, isText)) return JSON.stringify(text);
    return strip === undefined ? shorten(text, shared) : text;
  };
}

/** Cuts what the template says off both ends of a value. */
function holeReader(template: readonly TemplatePart<Leaf>[]) {
  const hole = template.findIndex((part) => part.type === "hole");
  const before = template.slice(0, hole);
  const after = template.slice(hole + 1);
  return (text: string, row: number): string =>
    text.slice(lengthOf(before, row), text.length - lengthOf(after, row));
}

function lengthOf(parts: readonly TemplatePart<Leaf>[], row: number): number {
  let length = 0;
  for (const part of parts) {
    if (part.type === "literal") length += part.text.length;
    else if (part.type === "reference") length += scalarText(part.column.cells[row]).length;
  }
  return length;
}

function scalarText(cell: Cell): string {
  const text = cell as string;
  return text.charCodeAt(0) === 34 ? text.slice(1) : text;
}

function nestedWriter(field: Nested, planned: PlannedTable, style: CellStyle): CellWriter {
  const inner = planned.nested.get(field) as PlannedTable;
  const write = rowWriter(inner, { ...style, separator: ",", place: "nested" });
  const starts = startsOf(field);
  return (row) => {
    const cell = field.cells[row];
    if (cell === undefined) return "~";
    if (cell === "null") return cell;
    const start = starts[row] as number;
    if (field.type === "record") return `(${write(start)})`;
    const rows = (cell as JsonArray).items.map((_: JsonNode, index) => write(start + index));
    return `[${rows.join(";")}]`;
  };
}

/** For each row, how many inner objects stand before its own. */
function startsOf(field: Nested): Uint32Array {
  const starts = new Uint32Array(field.cells.length);
  let count = 0;
  for (const [row, cell] of field.cells.entries()) {
    starts[row] = count;
    if (cell === undefined || typeof cell === "string") continue;
    count += cell.type === "array" ? cell.items.length : 1;
  }
  return starts;
}
