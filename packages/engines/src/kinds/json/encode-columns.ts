import type { TokenCounter } from "@tokenpak/core";
import { type CellSeparator, needsQuotes } from "./bare-text.ts";
import { type Entry, foldEntries } from "./fold-entries.ts";
import {
  isStringNode,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  nodeToJson,
} from "./json-node.ts";
import { keyText } from "./key-text.ts";
import { type Layout, layOut, layOutRows, type ObjectLayout } from "./layout.ts";
import type { PlannedTable } from "./plan-table.ts";
import { type ShapedObjects, type SharedShape, shareShapes } from "./shared-shapes.ts";
import { type SharedTexts, shorten } from "./shared-texts.ts";
import type { Table } from "./table.ts";
import { tallyLayout } from "./tally-layout.ts";
import { headerText } from "./write-header.ts";
import {
  blockText,
  createRowWriter,
  quotedText,
  type RowStyle,
  type RowWriter,
} from "./write-rows.ts";

/**
 * Writes a JSON tree in columns:
 *
 *     $a=https://api.github.com/repos/octo-org       a text that others begin with
 *     %a:login,id,site_admin=false                   keys that several objects share
 *     total_count: 2                                 a member of an object; deeper ones are indented
 *     owner:%a octocat,1                             an object of shared keys
 *     body:<<2                                       a string that is the two lines below
 *     It says "no".
 *     Why?
 *     items[2]:id,url=$a/$name,name,private=false    a table: its rows follow, one a line
 *     1,hello
 *     2,world
 *     paths{1}:key,size,mode?                        an object of like objects, by key
 *     src/a.ts,12,mode=x
 *
 * `decodeColumns` reads it back. The tree's depth must be bounded: this recurses.
 */
export function encodeColumns(root: JsonNode, counter: TokenCounter): string {
  return encodeLayout(layOut(root), counter);
}

/** Writes rows in columns, for `decodeRows` to read back. */
export function encodeRows(rows: JsonArray, counter: TokenCounter): string {
  return encodeLayout(layOutRows(rows), counter);
}

function encodeLayout(layout: Layout, counter: TokenCounter): string {
  const shaped = shareShapes(layout);
  const { tally, keys } = tallyLayout(layout, shaped);
  const shared = tally.choose(keys, counter);
  const writer: Writer = { lines: [], shared, shaped, shapeRows: new Map(), counter };
  for (const [index, { name, text }] of shared.entries()) {
    writer.lines.push(`$${name}=${shorten(text, shared.slice(index + 1))}`);
  }
  writer.lines.reverse();
  for (const shape of shaped.shapes) writeShape(writer, shape);
  writeRoot(writer, layout);
  return writer.lines.join("\n");
}

interface Writer {
  readonly lines: string[];
  readonly shared: SharedTexts;
  readonly shaped: ShapedObjects;
  readonly shapeRows: Map<SharedShape, RowWriter>;
  readonly counter: TokenCounter;
}

function styleOf(writer: Writer, separator: CellSeparator): RowStyle {
  return {
    separator,
    shared: writer.shared,
    writeTree: (layout, name, { indent }) => writeNamed(writer, layout, { name, indent }),
  };
}

function writeShape(writer: Writer, shape: SharedShape): void {
  const { table, name } = shape;
  const separator = chooseSeparator(writer, table);
  const mark = separator === "," ? "" : separator;
  writer.lines.push(`%${name}${mark}:${headerText(table, writer.shared)}`);
  writer.shapeRows.set(shape, createRowWriter(table, styleOf(writer, separator)));
}

function writeRoot(writer: Writer, layout: Layout): void {
  if (layout.type === "object") writeMembers(writer, layout, "");
  else if (layout.type === "inline" || layout.type === "lines") {
    writer.lines.push(nodeToJson(layout.node));
  } else writeNamed(writer, layout, { name: "", indent: "" });
}

interface Place {
  readonly name: string;
  readonly indent: string;
}

/** Members one below the other; runs of like ones that stand side by side are folded. */
function writeMembers(writer: Writer, object: ObjectLayout, indent: string): void {
  let run: Entry[] = [];
  const flush = () => {
    for (const text of foldEntries(run, ": ")) writer.lines.push(indent + text);
    run = [];
  };
  for (const [index, key] of object.node.keys.entries()) {
    const value = object.values[index] as Layout;
    const entry =
      value.type === "inline" && !isShared(writer, value.node)
        ? memberEntry(writer, key, value.node)
        : undefined;
    if (entry === undefined) {
      flush();
      writeNamed(writer, value, { name: keyText(key), indent });
    } else run.push(entry);
  }
  flush();
}

/** A member that has all of its line; `undefined` for a string that may need lines below. */
function memberEntry({ shared }: Writer, key: string, node: JsonNode): Entry | undefined {
  const name = keyText(key);
  if (!isStringNode(node)) return { text: `${name}:${nodeToJson(node)}` };
  const text = node.slice(1);
  if (needsQuotes(text, "line")) return undefined;
  const value = shorten(text, shared);
  return { text: `${name}:${value}`, key, value };
}

/** A value below a key, a list's dash, or nothing at the root. */
function writeNamed(writer: Writer, layout: Layout, { name, indent }: Place): void {
  const { lines } = writer;
  switch (layout.type) {
    case "inline":
      if (isShared(writer, layout.node)) writeObject(writer, layout, { name, indent });
      else writeLine(writer, layout.node, `${indent}${name}${name === "-" ? " " : ":"}`);
      break;
    case "lines": {
      const place = lines.push("") - 1;
      const head = blockText(layout.block, lines);
      lines[place] = `${indent}${name}${name === "-" ? " " : ":"}${head}`;
      break;
    }
    case "object":
      writeObject(writer, layout, { name, indent });
      break;
    case "list":
      lines.push(`${indent}${name}[${layout.items.length}]:`);
      for (const item of layout.items)
        writeNamed(writer, item, { name: "-", indent: `${indent} ` });
      break;
    case "table":
      writeTable(writer, layout.table, { name, indent });
  }
}

function isShared({ shaped }: Writer, node: JsonNode): boolean {
  return shaped.uses.has(node as JsonObject);
}

function writeObject(writer: Writer, object: Layout, { name, indent }: Place): void {
  const { lines, shaped, shapeRows } = writer;
  const use = "node" in object ? shaped.uses.get(object.node as JsonObject) : undefined;
  if (use === undefined) {
    lines.push(`${indent}${name}:`);
    if (object.type === "object") writeMembers(writer, object, `${indent} `);
    return;
  }
  const place = lines.push("") - 1;
  const write = shapeRows.get(use.shape) as RowWriter;
  const cells = write(use.row, { lines, indent: `${indent} ` });
  lines[place] = `${indent}${name}:%${use.shape.name} ${cells}`;
}

/** Pushes a scalar or small container behind its name, and the lines of a block. */
function writeLine({ lines, shared }: Writer, node: JsonNode, name: string): void {
  if (!isStringNode(node)) {
    lines.push(name + nodeToJson(node));
    return;
  }
  const text = node.slice(1);
  const place = lines.push("") - 1;
  const value = needsQuotes(text, "line") ? quotedText(text, lines) : shorten(text, shared);
  lines[place] = name + value;
}

function writeTable(writer: Writer, planned: PlannedTable, { name, indent }: Place): void {
  const { lines, shared } = writer;
  const { table } = planned;
  const separator = chooseSeparator(writer, planned);
  const mark = separator === "," ? "" : separator;
  const count = `${table.rowCount}${mark}`;
  const head = table.isMap ? `{${count}}` : `[${count}]${table.ofArrays ? "[]" : ""}`;
  lines.push(`${indent}${name}${head}:${headerText(planned, shared)}`);
  const hasCells = planned.cellFields.length + planned.sparseFields.length > 0;
  if (!hasCells && table.misfits.size === 0) return;
  const write = createRowWriter(planned, styleOf(writer, separator));
  let fitting = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const misfit = table.misfits.get(row);
    const place = lines.push("") - 1;
    lines[place] =
      misfit === undefined
        ? write(fitting++, { lines, indent: `${indent} ` })
        : misfitLine(table, row);
  }
}

/** A row that does not fit, as JSON: for a map, with its key. */
function misfitLine({ misfits, misfitKeys }: Table, row: number): string {
  const json = nodeToJson(misfits.get(row) as JsonNode);
  const key = misfitKeys?.get(row);
  return key === undefined ? `@${json}` : `@${JSON.stringify(key)}:${json}`;
}

const SEPARATORS: readonly CellSeparator[] = [",", " ", "|", "\t"];
const SAMPLED_ROWS = 24;

/** The separator with which a sample of the rows has the fewest tokens. */
function chooseSeparator({ shared, counter }: Writer, planned: PlannedTable): CellSeparator {
  const style = { shared, writeTree: () => undefined };
  const fitting = planned.table.rowCount - planned.table.misfits.size;
  if (planned.cellFields.length + planned.sparseFields.length < 2 || fitting < 2) return ",";
  const count = Math.min(fitting, SAMPLED_ROWS);
  let best: CellSeparator = ",";
  let fewest = Number.POSITIVE_INFINITY;
  for (const separator of SEPARATORS) {
    const write = createRowWriter(planned, { ...style, separator });
    const lines: string[] = [];
    for (let at = 0; at < count; at++) {
      const place = lines.push("") - 1;
      lines[place] = write(Math.floor((at * fitting) / count), { lines, indent: " " });
    }
    const tokens = counter.count(lines.join("\n"));
    if (tokens < fewest) {
      fewest = tokens;
      best = separator;
    }
  }
  return best;
}
