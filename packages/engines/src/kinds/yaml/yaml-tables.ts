import type { TokenCounter } from "@tokenpak/core";
import type { JsonObject } from "../json/json-node.ts";
import { shareKeys, tableLines } from "../tables/table-lines.ts";
import { type EntryLines, type EntryWriter, entryLines } from "./write-yaml.ts";
import type { YamlCollection } from "./yaml-node.ts";
import { RowConverter } from "./yaml-rows.ts";

const MIN_ROWS = 3;
/** A table must have at most this share of the tokens of what it stands for. */
const WORTH = 0.97;
/** Characters that may be written as tables on trial, per character of the source: what no table suits is tried once a level. */
const TRIALS = 6;

/**
 * Writes runs of three or more items or members that are mappings of like shape as a table, where that is smaller.
 */
export class YamlTables implements EntryWriter {
  readonly #counter: TokenCounter;
  readonly #rows = new RowConverter();
  /** Index behind the run of each collection that is no table. */
  readonly #refused = new Map<YamlCollection, number>();
  #budget: number;
  /** How many runs became tables. */
  count = 0;

  constructor(source: string, counter: TokenCounter) {
    this.#counter = counter;
    this.#budget = TRIALS * source.length;
  }

  linesFor(collection: YamlCollection, from: number, indent: number): EntryLines | undefined {
    if (from < (this.#refused.get(collection) ?? 0)) return undefined;
    const rows: JsonObject[] = [];
    const { entries } = collection;
    for (let at = from; at < entries.length; at++) {
      const row = this.#rows.row(entries[at] as (typeof entries)[number]);
      if (row === undefined) break;
      rows.push(row);
    }
    if (rows.length < MIN_ROWS) return undefined;
    const run = { ...collection, entries: entries.slice(from, from + rows.length) };
    const lines = this.#table(run, rows, indent);
    if (lines === undefined) {
      this.#refused.set(collection, from + rows.length);
      return undefined;
    }
    this.count += 1;
    return { lines, count: rows.length };
  }

  #table(run: YamlCollection, rows: readonly JsonObject[], indent: number) {
    if (this.#budget <= 0 || !shareKeys(rows)) return undefined;
    const plain = entryLines(run).join("\n");
    this.#budget -= plain.length;
    const prefix = " ".repeat(indent) + wordOf(run);
    const lines = tableLines(rows, { prefix, counter: this.#counter });
    if (lines === undefined) return undefined;
    const ratio = this.#counter.count(lines.join("\n")) / this.#counter.count(plain);
    return ratio > WORTH ? undefined : lines;
  }
}

/** What stands before the head of a table, so that a reader knows what its rows are. */
function wordOf({ type, isDocuments }: YamlCollection): "map" | "doc" | "" {
  if (isDocuments === true) return "doc";
  return type === "map" ? "map" : "";
}
