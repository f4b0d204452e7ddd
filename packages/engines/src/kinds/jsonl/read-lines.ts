import type { JsonArray } from "../json/json-node.ts";
import { readJsonTree } from "../json/read-json-tree.ts";

/** A text as rows: each line that is a JSON object or array as its tree, any other as `@` and its text. */
export interface LineRows {
  readonly rows: JsonArray;
  /** The lines, without line ends. */
  readonly lines: readonly string[];
  /** Whether the last line has a line end too. */
  readonly isEnded: boolean;
  /** Whether every line ends with CRLF. */
  readonly isCrlf: boolean;
  /** Containers around the deepest value, the row's own included. */
  readonly depth: number;
  /** How many lines are JSON. */
  readonly jsonCount: number;
}

/** Splits a text into lines and reads those that are JSON. Linear. */
export function readLines(text: string): LineRows {
  const isEnded = text.endsWith("\n");
  const lines = (isEnded ? text.slice(0, -1) : text).split("\n");
  const isCrlf = isEnded && lines.every((line) => line.endsWith("\r"));
  const rows: JsonArray = { type: "array", from: 0, to: text.length, items: [] };
  let depth = 0;
  let jsonCount = 0;
  let from = 0;
  for (const [index, whole] of lines.entries()) {
    const line = isCrlf ? whole.slice(0, -1) : whole;
    lines[index] = line;
    const tree = OPENS.test(line) ? readJsonTree(line, from) : undefined;
    if (tree === undefined) rows.items.push(`@${line}`);
    else {
      rows.items.push(tree.root);
      depth = Math.max(depth, tree.depth);
      jsonCount += 1;
    }
    from += whole.length + 1;
  }
  return { rows, lines, isEnded, isCrlf, depth, jsonCount };
}

const OPENS = /^[ \t\r]*[[{]/;
