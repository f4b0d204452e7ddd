import { type BarePlace, type CellSeparator, needsQuotes } from "./bare-text.ts";
import type { TemplatePart } from "./infer-template.ts";
import { type JsonArray, type JsonObject, nodeToJson } from "./json-node.ts";
import { keyText, pathText } from "./key-text.ts";
import type { Layout } from "./layout.ts";
import { type LiteralBlock, literalBlock } from "./literal-block.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import type { PlannedNested, PlannedTable } from "./plan-table.ts";
import { type SharedTexts, shorten } from "./shared-texts.ts";
import type { Cell, Leaf, Nested } from "./table.ts";

/** Writes one of the fitting rows of a table; what does not fit on its line goes below. */
export type RowWriter = (row: number, below: Below) => string;

/** The lines below a row. */
export interface Below {
  readonly lines: string[];
  /** Of the rows below the row: one space more than the row's own. */
  readonly indent: string;
}

/** How rows are written. */
export interface RowStyle {
  readonly separator: CellSeparator;
  readonly shared: SharedTexts;
  /** Writes a container below a row, behind its name. */
  readonly writeTree: (layout: Layout, name: string, below: Below) => void;
}

/** A writer of the cells of one row, separated. The text is empty where no field has cells. */
export function createRowWriter(planned: PlannedTable, style: RowStyle): RowWriter {
  return rowWriter(planned, { ...style, place: style.separator });
}

interface CellStyle extends RowStyle {
  readonly place: BarePlace;
}

function rowWriter(planned: PlannedTable, style: CellStyle): RowWriter {
  const writerOf = (field: Leaf | Nested): RowWriter =>
    field.type === "leaf"
      ? leafWriter(planned.plans.get(field) as ColumnPlan, { ...style, trees: planned.trees })
      : nestedWriter(field, planned.nested.get(field) as PlannedNested, style);
  const cells = planned.cellFields.map(writerOf);
  const extras = planned.sparseFields.map((field) => ({
    cells: field.cells,
    name: `${pathText(field.path)}=`,
    write: writerOf(field),
  }));
  const { separator } = style;
  return (row, below) => {
    let text = "";
    for (let at = 0; at < cells.length; at++) {
      if (at > 0) text += separator;
      text += (cells[at] as RowWriter)(row, below);
    }
    let isFirst = cells.length === 0;
    for (const extra of extras) {
      if (extra.cells[row] === undefined) continue;
      text += `${isFirst ? "" : separator}${extra.name}${extra.write(row, below)}`;
      isFirst = false;
    }
    return text;
  };
}

interface LeafStyle extends CellStyle {
  readonly trees: PlannedTable["trees"];
}

function leafWriter(plan: ColumnPlan, style: LeafStyle): RowWriter {
  const { leaf, fallback } = plan;
  const blank = style.separator === " " ? "-" : "";
  const writeText = textWriter(plan, style);
  return (row, below) => {
    const cell = leaf.cells[row];
    if (fallback !== undefined && cell === fallback.value) return blank;
    if (cell === undefined) return "~";
    if (typeof cell === "string") return cell.charCodeAt(0) === 34 ? writeText(row, below) : cell;
    const tree = style.trees.get(cell);
    if (tree === undefined) return nodeToJson(cell);
    if (tree.type === "lines") return blockText(tree.block, below.lines);
    style.writeTree(tree, keyText(leaf.key), below);
    return "+";
  };
}

function textWriter(
  { leaf, template, isText }: ColumnPlan,
  { place, shared }: CellStyle,
): RowWriter {
  const strip = template === undefined ? undefined : holeReader(template);
  return (row, below) => {
    const whole = (leaf.cells[row] as string).slice(1);
    const text = strip === undefined ? whole : strip(whole, row);
    if (needsQuotes(text, place, isText)) return quotedText(text, below.lines);
    return strip === undefined ? shorten(text, shared) : text;
  };
}

/** A string that cannot stand bare: in JSON quotes, or as a block whose lines are added to those below. */
export function quotedText(text: string, below: string[]): string {
  const block = literalBlock(text);
  return block === undefined ? JSON.stringify(text) : blockText(block, below);
}

/** The head of a block, whose lines are added to those below. */
export function blockText(block: LiteralBlock, below: string[]): string {
  for (const line of block.lines) below.push(line);
  return block.head;
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

const BRACKETS = { record: "()", list: "[]", map: "<>" } as const;

function nestedWriter(
  field: Nested,
  { planned, isBelow }: PlannedNested,
  style: CellStyle,
): RowWriter {
  const starts = startsOf(field);
  const write = isBelow
    ? rowWriter(planned, { ...style, place: style.separator })
    : rowWriter(planned, { ...style, separator: ",", place: "nested" });
  const [open, close] = BRACKETS[field.type];
  return (row, below) => {
    const cell = field.cells[row];
    if (cell === undefined) return "~";
    if (cell === "null") return cell;
    const start = starts[row] as number;
    const count = rowsOf(cell, field.type);
    if (isBelow) {
      for (let at = 0; at < count; at++) writeBelow(write, start + at, below);
      return `${count}`;
    }
    const rows: string[] = [];
    for (let at = 0; at < count; at++) rows.push(write(start + at, below));
    return `${open}${rows.join(";")}${close}`;
  };
}

/** Writes a row on a line of its own, with what is below it in turn. */
function writeBelow(write: RowWriter, row: number, { lines, indent }: Below): void {
  const place = lines.push("") - 1;
  lines[place] = indent + write(row, { lines, indent: `${indent} ` });
}

function rowsOf(cell: Cell, type: Nested["type"]): number {
  if (cell === undefined || typeof cell === "string") return 0;
  if (type === "record") return 1;
  return type === "map" ? (cell as JsonObject).keys.length : (cell as JsonArray).items.length;
}

/** For each row, how many inner objects stand before its own. */
function startsOf({ cells, type }: Nested): Uint32Array {
  const starts = new Uint32Array(cells.length);
  let count = 0;
  for (const [row, cell] of cells.entries()) {
    starts[row] = count;
    count += rowsOf(cell, type);
  }
  return starts;
}
