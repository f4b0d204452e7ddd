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

/** Whether text could be taken for the head of a block. */
export function looksLikeBlock(text: string): boolean {
  return text.startsWith("<<");
}

/** The string whose head was read; takes its lines from the feed. */
export function readBlock(head: string, feed: LineFeed): string {
  const [, digits = "", mark = ""] = HEAD.exec(head) ?? [];
  if (digits === "") throw malformed("a block");
  const lines: string[] = [];
  for (let left = Number(digits); left > 0; left--) lines.push(feed.next());
  return lines.join(mark === "r" ? "\r\n" : "\n");
}

const HEAD = /^<<([1-9][0-9]{0,8})(r?)$/;
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
