import type { TokenCounter } from "@tokenpak/core";
import { decodeColumns } from "../json/decode-columns.ts";
import { encodeColumns } from "../json/encode-columns.ts";
import type { JsonArray, JsonNode, JsonObject } from "../json/json-node.ts";
import { readJsonTree } from "../json/read-json-tree.ts";

/**
 * Rows as a table in the notation of codec json1, each line of its head behind `%`, so that it can stand between lines of
 * another format:
 *
 *     %$a=https://github.com/rust-lang/             texts that several values begin with
 *     %[2]:name,source=$a/crates.io-index,version   the columns
 *     anyhow,1.0.75
 *     serde,1.0.188
 *
 * `undefined` where the rows have too little in common.
 */
export function tableLines(
  rows: readonly JsonNode[],
  counter: TokenCounter,
): readonly string[] | undefined {
  const root: JsonArray = { type: "array", from: 0, to: 0, items: [...rows] };
  const lines = encodeColumns(root, counter).split("\n");
  const head = lines.findIndex((line) => !line.startsWith("$"));
  const count = ROOT_TABLE.exec(lines[head] ?? "")?.[1];
  if (count === undefined || head + 1 + Number(count) !== lines.length) return undefined;
  return lines.map((line, index) => (index <= head ? `%${line}` : line));
}

/** A table found between other lines. */
export interface FoundTable {
  readonly rows: readonly JsonObject[];
  /** Index of the line behind it. */
  readonly end: number;
}

/** Reads the table that begins on a line, whose head lines stand behind a prefix. `undefined` where none does. */
export function readTableLines(
  lines: readonly string[],
  from: number,
  prefix: string,
): FoundTable | undefined {
  let head = from;
  while (lines[head]?.startsWith(`${prefix}%$`) === true) head += 1;
  const header = lines[head] ?? "";
  if (!header.startsWith(`${prefix}%`)) return undefined;
  const count = ROOT_TABLE.exec(header.slice(prefix.length + 1))?.[1];
  if (count === undefined) return undefined;
  const end = head + 1 + Number(count);
  if (end > lines.length) return undefined;
  const own = lines
    .slice(from, end)
    .map((line, index) => (from + index <= head ? line.slice(prefix.length + 1) : line));
  const root = readJsonTree(decodeColumns(own.join("\n")))?.root;
  if (root === undefined || typeof root === "string" || root.type !== "array") return undefined;
  const rows = root.items.filter(
    (item): item is JsonObject => typeof item !== "string" && item.type === "object",
  );
  return rows.length === root.items.length ? { rows, end } : undefined;
}

/** Whether a line could be taken for one of a table's head. */
export function looksLikeTableHead(line: string): boolean {
  return TABLE_HEAD.test(line);
}

const ROOT_TABLE = /^\[([0-9]+)[ |\t]?\](?:\[\])?:./;
const TABLE_HEAD = /^ *(?:map|doc)?%[$[]/;
