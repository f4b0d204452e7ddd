import { malformed } from "./malformed.ts";

/** A string written as lines of its own: the head stands in its place, the lines follow below. */
export interface LiteralBlock {
  readonly head: string;
  readonly lines: readonly string[];
}

/** What is read on below the current line. */
export interface LineFeed {
  /** The next line. Throws `NOT_REVERSIBLE` at the end. */
  next(): string;
  /** The container that stands under a name on the next lines, behind so many spaces, as JSON. */
  tree(indent: number): string;
}

/**
 * A string as a block where that takes fewer tokens than JSON with its escapes: `<<3` and three lines as they are, `<<3r` where
 * each of its line breaks is CRLF. `undefined` for strings with few escapes, and for those with control characters or halves of
 * surrogate pairs.
 */
export function literalBlock(text: string): LiteralBlock | undefined {
  if (text.length < MIN_LENGTH || UNPRINTABLE.test(text) || SURROGATE.test(text)) return undefined;
  const breaks = countOf(text, "\n");
  if (breaks + countOf(text, '"') + countOf(text, "\\") < MIN_ESCAPES) return undefined;
  const returns = countOf(text, "\r");
  if (returns === 0) return { head: `<<${breaks + 1}`, lines: text.split("\n") };
  if (returns !== breaks || countOf(text, "\r\n") !== breaks) return undefined;
  return { head: `<<${breaks + 1}r`, lines: text.split("\r\n") };
}

/**
 * A list of lines as a block: strings of which each but the last ends with its only line break, as notebooks keep texts. Its
 * head ends with `l`. `undefined` for any other list.
 */
export function lineListBlock(items: readonly unknown[]): LiteralBlock | undefined {
  if (items.length < 2) return undefined;
  let text = "";
  for (const [index, item] of items.entries()) {
    if (typeof item !== "string" || item.charCodeAt(0) !== 34 || item.length < 2) return undefined;
    const end = item.indexOf("\n");
    const isLast = index === items.length - 1;
    if (end !== item.length - 1 && !(isLast && end < 0)) return undefined;
    text += item.slice(1);
  }
  if (UNPRINTABLE.test(text) || SURROGATE.test(text) || text.includes("\r")) return undefined;
  const lines = text.split("\n");
  return { head: `<<${lines.length}l`, lines };
}

/** Whether text could be taken for the head of a block. */
export function looksLikeBlock(text: string): boolean {
  return text.startsWith("<<");
}

/**
 * What a head that was read stands for: `"` and a string's characters, or a list of lines as JSON. Takes its lines from the
 * feed.
 */
export function readBlock(head: string, feed: LineFeed): string {
  const [, digits = "", mark = ""] = HEAD.exec(head) ?? [];
  if (digits === "") throw malformed("a block");
  const lines: string[] = [];
  for (let left = Number(digits); left > 0; left--) lines.push(feed.next());
  if (mark === "l") return JSON.stringify(lines.join("\n").split(/(?<=\n)/));
  return `"${lines.join(mark === "r" ? "\r\n" : "\n")}`;
}

const HEAD = /^<<([1-9][0-9]{0,8})([rl]?)$/;
const MIN_LENGTH = 12;
const MIN_ESCAPES = 3;
/** Control characters other than tabs and line breaks. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r\u0080-\u009f]/u;
const SURROGATE = /\p{Surrogate}/u;

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
