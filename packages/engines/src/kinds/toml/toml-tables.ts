import type { TokenCounter } from "@tokenpak/core";
import type { JsonObject } from "../json/json-node.ts";
import { shareKeys, tableLines } from "../tables/table-lines.ts";
import type { TomlDocument, TomlHeader, TomlPart } from "./toml-node.ts";
import { toRow, withKey } from "./toml-rows.ts";
import { type PartLines, type PartWriter, partLines } from "./write-toml.ts";

const MIN_ROWS = 3;
/** A table must have at most this share of the tokens of what it stands for. */
const WORTH = 0.97;

/**
 * Writes runs of three or more elements of an array of tables, with the tables right below them, and runs of tables side by
 * side below one header, as a table, where that is smaller:
 *
 *     [[package]]%[2]:name,version
 *     anyhow,1.0.75
 *     serde,1.0.188
 *     [dependencies.*]%[2]:key,version,optional=true
 *     ...
 */
export class TomlTables implements PartWriter {
  readonly #counter: TokenCounter;
  #refusedUntil = 0;
  /** How many runs became tables. */
  count = 0;

  constructor(counter: TokenCounter) {
    this.#counter = counter;
  }

  linesFor({ parts }: TomlDocument, from: number): PartLines | undefined {
    if (from < this.#refusedUntil) return undefined;
    const header = parts[from]?.header;
    if (header === undefined) return undefined;
    const { rows, end } = header.isArray ? elementsFrom(parts, from) : siblingsFrom(parts, from);
    if (rows.length < MIN_ROWS) return undefined;
    const lines = this.#table(rows, parts.slice(from, end), prefixOf(header));
    if (lines === undefined) {
      this.#refusedUntil = end;
      return undefined;
    }
    this.count += 1;
    return { lines, count: end - from };
  }

  #table(rows: readonly JsonObject[], parts: readonly TomlPart[], prefix: string) {
    if (!shareKeys(rows)) return undefined;
    const lines = tableLines(rows, { prefix, counter: this.#counter });
    if (lines === undefined) return undefined;
    const before = this.#counter.count(partLines(parts).join("\n"));
    return this.#counter.count(lines.join("\n")) <= WORTH * before ? lines : undefined;
  }
}

interface Run {
  readonly rows: readonly JsonObject[];
  /** Index behind its last part. */
  readonly end: number;
}

function prefixOf({ path, isArray }: TomlHeader): string {
  if (isArray) return `[[${path.text}]]`;
  const above = parentText(path.text);
  return above === "" ? "[*]" : `[${above}.*]`;
}

/** What stands before the last name of a path. */
function parentText(path: string): string {
  const last = /(?:^|\.)(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')$/.exec(path);
  return last === null ? path : path.slice(0, last.index);
}

/** Elements of one array of tables, each with the tables right below it. */
function elementsFrom(parts: readonly TomlPart[], from: number): Run {
  const first = parts[from]?.header as TomlHeader;
  const rows: JsonObject[] = [];
  let at = from;
  while (at < parts.length) {
    const element = elementAt(parts, at, first);
    if (element === undefined) break;
    rows.push(element.row);
    at = element.end;
  }
  return { rows, end: at };
}

/** An element with the tables below it, each right below the one that it is a part of, as a row. */
function elementAt(parts: readonly TomlPart[], from: number, { path, isArray }: TomlHeader) {
  const part = parts[from] as TomlPart;
  if (part.header?.path.text !== path.text || part.header.isArray !== isArray) return undefined;
  const row = cleanRow(part);
  if (row === undefined) return undefined;
  const above = path.names.length;
  /** The row, and the newest table on each level below it. */
  const open: { readonly name: string; readonly row: JsonObject }[] = [{ name: "", row }];
  let at = from + 1;
  for (; at < parts.length; at++) {
    const below = parts[at] as TomlPart;
    const names = below.header?.path.names ?? [];
    if (names.length <= above || !isBelow(names, path.names)) break;
    const level = names.length - above;
    const isNext = level <= open.length && !below.header?.isArray;
    const own = isNext ? cleanRow(below) : undefined;
    open.length = Math.min(open.length, level);
    const isOwn = open.every(({ name }, index) => index === 0 || name === names[above + index - 1]);
    if (own === undefined || !isOwn) return undefined;
    const parent = (open.at(-1) as { readonly row: JsonObject }).row;
    const name = names.at(-1) as string;
    parent.keys.push(name);
    parent.values.push(own);
    open.push({ name, row: own });
  }
  return { row, end: at };
}

/** Tables whose headers differ in their last name only. */
function siblingsFrom(parts: readonly TomlPart[], from: number): Run {
  const rows: JsonObject[] = [];
  const first = parts[from]?.header as TomlHeader;
  const above = parentText(first.path.text);
  let at = from;
  for (; at < parts.length; at++) {
    const part = parts[at] as TomlPart;
    const { header } = part;
    if (header === undefined || header.isArray || parentText(header.path.text) !== above) break;
    const row = cleanRow(part);
    if (row === undefined) break;
    rows.push(withKey(row, header.path.names.at(-1) as string));
  }
  return { rows, end: at };
}

function cleanRow(part: TomlPart): JsonObject | undefined {
  return part.comments.length > 0 || part.note !== "" ? undefined : toRow(part);
}

function isBelow(names: readonly string[], above: readonly string[]): boolean {
  return above.every((name, at) => name === names[at]);
}
