import type { TokenCounter } from "@tokenpak/core";
import { decodeRows } from "../json/decode-columns.ts";
import { encodeRows } from "../json/encode-columns.ts";
import type { JsonArray, JsonNode, JsonObject } from "../json/json-node.ts";
import { readJsonTree } from "../json/read-json-tree.ts";

/**
 * Rows as a table in the notation of codec json1, each line of its head behind `%`, so that it can stand between lines of
 * another format; where rows have more lines than one, their number stands before that of the rows:
 *
 *     %$a=https://github.com/rust-lang/             texts that several values begin with
 *     %[2]:name,source=$a/crates.io-index,version   the columns
 *     anyhow,1.0.75
 *     serde,1.0.188
 *
 * `undefined` where the rows have too little in common. `prefix` stands before each line of the head.
 */
export function tableLines(
  rows: readonly JsonNode[],
  { prefix, counter }: { readonly prefix: string; readonly counter: TokenCounter },
): readonly string[] | undefined {
  const root: JsonArray = { type: "array", from: 0, to: 0, items: [...rows] };
  const lines = encodeRows(root, counter).split("\n");
  const head = lines.findIndex((line) => !OPENS_LEGEND.test(line));
  const count = ROOT_TABLE.exec(lines[head] ?? "")?.[1];
  if (count === undefined) return undefined;
  const below = lines.length - head - 1;
  if (below === 0) return undefined;
  const size = below === Number(count) ? "" : `${below}`;
  return lines.map((line, index) => {
    if (index > head) return line;
    return index === head ? `${prefix}%${size}${line}` : `${prefix}%${line}`;
  });
}

/** Whether rows have so many keys in common that a table is worth a try: each key in two of them, on average. */
export function shareKeys(rows: readonly JsonObject[]): boolean {
  const distinct = new Set<string>();
  let total = 0;
  for (const { keys } of rows) {
    total += keys.length;
    for (const key of keys) distinct.add(key);
  }
  return distinct.size * 2 <= total;
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
  const start = prefix.length + 1;
  let head = from;
  while (isLegend(lines[head], `${prefix}%`)) head += 1;
  const header = lines[head] ?? "";
  const match = header.startsWith(`${prefix}%`) ? SIZED_TABLE.exec(header.slice(start)) : null;
  if (match === null) return undefined;
  const [, size = "", count = ""] = match;
  const end = head + 1 + Number(size === "" ? count : size);
  if (end > lines.length) return undefined;
  const legend = lines.slice(from, head).map((line) => line.slice(start));
  const own = [...legend, header.slice(start + size.length), ...lines.slice(head + 1, end)];
  const rows: JsonObject[] = [];
  for (const json of decodeRows(own.join("\n"))) {
    const row = readJsonTree(json)?.root;
    if (row === undefined || typeof row === "string" || row.type !== "object") return undefined;
    rows.push(row);
  }
  return { rows, end };
}

function isLegend(line: string | undefined, start: string): boolean {
  return line?.startsWith(start) === true && OPENS_LEGEND.test(line.slice(start.length));
}

/** Whether a line could be taken for one of a table's head. */
export function looksLikeTableHead(line: string): boolean {
  return TABLE_HEAD.test(line);
}

const OPENS_LEGEND = /^[$%]/;
const ROOT_TABLE = /^\[([0-9]+)[ |\t]?\](?:\[\])?:./;
const SIZED_TABLE = /^([0-9]*)\[([0-9]+)[ |\t]?\](?:\[\])?:./;
const TABLE_HEAD = /^ *(?:map|doc)?%(?:[$%]|[0-9]*\[)/;
