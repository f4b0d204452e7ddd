import type { TokenCounter } from "@tokenpak/core";
import { encodeRows } from "../json/encode-columns.ts";
import { type JsonNode, nodeToJson } from "../json/json-node.ts";
import { guessStyle, type LineStyle, PLAIN_STYLE, restyle, styleWords } from "./line-style.ts";
import type { LineRows } from "./read-lines.ts";

/** A body, and whether the text comes back from it byte for byte. */
export interface EncodedLines {
  readonly body: string;
  readonly isByteExact: boolean;
}

/**
 * Writes JSON lines in columns. Above them, where the text is not as `JSON.stringify` writes lines that end with `\n`, stands
 * how it is: `%lines spaced ascii crlf open`. Lines that are no JSON, or that are not in the style of the others, stand as they
 * are behind `@@`; where those were many, the values are kept and not the bytes. The trees' depth must be bounded.
 */
export function encodeLines(source: LineRows, counter: TokenCounter): EncodedLines {
  const style = guessStyle(source.lines.filter(isSampled));
  const odd = oddLines(source, style);
  const isByteExact = odd.length <= Math.max(MOST_ODD, source.jsonCount * ODD_SHARE);
  const items: JsonNode[] = source.rows.items.slice();
  if (isByteExact) for (const index of odd) items[index] = `@${source.lines[index]}`;
  const words = isByteExact ? [...styleWords(style)] : [...styleWords(PLAIN_STYLE)];
  if (source.isCrlf) words.push("crlf");
  if (!source.isEnded) words.push("open");
  const head = words.length === 0 ? "" : `%lines ${words.join(" ")}\n`;
  return { body: head + encodeRows({ ...source.rows, items }, counter), isByteExact };
}

const MOST_ODD = 2;
const ODD_SHARE = 0.05;
const SAMPLED_LINES = 100;

function isSampled(line: string, index: number): boolean {
  return index < SAMPLED_LINES && line !== "";
}

/** The lines of JSON that the style does not give back. */
function oddLines({ rows, lines }: LineRows, style: LineStyle): number[] {
  const odd: number[] = [];
  for (const [index, row] of rows.items.entries()) {
    if (typeof row !== "string" && restyle(nodeToJson(row), style) !== lines[index])
      odd.push(index);
  }
  return odd;
}
