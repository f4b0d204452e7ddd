import type { TokenCounter } from "@tokenpak/core";
import { type CellSeparator, needsQuotes } from "./bare-text.ts";
import { type Entry, foldEntries } from "./fold-entries.ts";
import { isStringNode, type JsonNode, nodeToJson } from "./json-node.ts";
import { keyText } from "./key-text.ts";
import { type Layout, layOut, type PlannedTable } from "./layout.ts";
import { type SharedTexts, shorten } from "./shared-texts.ts";
import { tallyLayout } from "./tally-layout.ts";
import { headerText } from "./write-header.ts";
import { createRowWriter } from "./write-rows.ts";

/**
 * Writes a JSON tree in columns:
 *
 *     $a=https://api.github.com/repos/octo-org       a text that others begin with
 *     total_count: 2                                 a member of an object; deeper ones are indented
 *     items[2]:id,url=$a/$name,name,private=false    a table: its rows follow, one a line
 *     1,hello
 *     2,world
 *
 * `decodeColumns` reads it back. The tree's depth must be bounded: this recurses.
 */
export function encodeColumns(root: JsonNode, counter: TokenCounter): string {
  const layout = layOut(root);
  const { tally, keys } = tallyLayout(layout);
  const shared = tally.choose(keys);
  const writer: Writer = { lines: [], shared, counter };
  for (const [index, { name, text }] of shared.entries()) {
    writer.lines.push(`$${name}=${shorten(text, shared.slice(index + 1))}`);
  }
  writer.lines.reverse();
  writeRoot(writer, layout);
  return writer.lines.join("\n");
}

interface Writer {
  readonly lines: string[];
  readonly shared: SharedTexts;
  readonly counter: TokenCounter;
}

function writeRoot(writer: Writer, layout: Layout): void {
  if (layout.type === "object") writeMembers(writer, layout, "");
  else if (layout.type === "inline") writer.lines.push(nodeToJson(layout.node));
  else writeNamed(writer, layout, { name: "", indent: "" });
}

interface Place {
  readonly name: string;
  readonly indent: string;
}

type ObjectLayout = Extract<Layout, { type: "object" }>;

/** Members one below the other; runs of like ones that stand side by side are folded. */
function writeMembers(writer: Writer, object: ObjectLayout, indent: string): void {
  let run: Entry[] = [];
  const flush = () => {
    for (const text of foldEntries(run, ": ")) writer.lines.push(indent + text);
    run = [];
  };
  for (const [index, key] of object.keys.entries()) {
    const value = object.values[index] as Layout;
    if (value.type === "inline") run.push(memberEntry(writer, key, value.node));
    else {
      flush();
      writeNamed(writer, value, { name: keyText(key), indent });
    }
  }
  flush();
}

function memberEntry({ shared }: Writer, key: string, node: JsonNode): Entry {
  const name = keyText(key);
  if (!isStringNode(node)) return { text: `${name}:${nodeToJson(node)}` };
  const text = node.slice(1);
  if (needsQuotes(text, "line")) return { text: `${name}:${JSON.stringify(text)}` };
  const value = shorten(text, shared);
  return { text: `${name}:${value}`, key, value };
}

/** A container below a key, a list's dash, or nothing at the root. */
function writeNamed(writer: Writer, layout: Layout, { name, indent }: Place): void {
  const { lines } = writer;
  switch (layout.type) {
    case "inline":
      lines.push(`${indent}${name} ${lineText(writer, layout.node)}`);
      break;
    case "object":
      lines.push(`${indent}${name}:`);
      writeMembers(writer, layout, `${indent} `);
      break;
    case "list":
      lines.push(`${indent}${name}[${layout.items.length}]:`);
      for (const item of layout.items)
        writeNamed(writer, item, { name: "-", indent: `${indent} ` });
      break;
    case "table":
      writeTable(writer, layout.table, `${indent}${name}`);
  }
}

function lineText({ shared }: Writer, node: JsonNode): string {
  if (!isStringNode(node)) return nodeToJson(node);
  const text = node.slice(1);
  return needsQuotes(text, "line") ? JSON.stringify(text) : shorten(text, shared);
}

function writeTable(writer: Writer, planned: PlannedTable, name: string): void {
  const { table } = planned;
  const separator = chooseSeparator(writer, planned);
  const mark = separator === "," ? "" : separator;
  const kind = table.ofArrays ? "[]" : "";
  const header = headerText(planned, writer.shared);
  writer.lines.push(`${name}[${table.rowCount}${mark}]${kind}:${header}`);
  if (planned.cellFields.length === 0 && table.misfits.size === 0) return;
  const write = createRowWriter(planned, { separator, shared: writer.shared });
  let fitting = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const misfit = table.misfits.get(row);
    writer.lines.push(misfit === undefined ? write(fitting++) : `@${nodeToJson(misfit)}`);
  }
}

const SEPARATORS: readonly CellSeparator[] = [",", " ", "|", "\t"];
const SAMPLED_ROWS = 24;

/** The separator with which a sample of the rows has the fewest tokens. */
function chooseSeparator({ shared, counter }: Writer, planned: PlannedTable): CellSeparator {
  const fitting = planned.table.rowCount - planned.table.misfits.size;
  if (planned.cellFields.length < 2 || fitting < 4) return ",";
  const count = Math.min(fitting, SAMPLED_ROWS);
  let best: CellSeparator = ",";
  let fewest = Number.POSITIVE_INFINITY;
  for (const separator of SEPARATORS) {
    const write = createRowWriter(planned, { separator, shared });
    const rows: string[] = [];
    for (let at = 0; at < count; at++) rows.push(write(Math.floor((at * fitting) / count)));
    const tokens = counter.count(rows.join("\n"));
    if (tokens < fewest) {
      fewest = tokens;
      best = separator;
    }
  }
  return best;
}
