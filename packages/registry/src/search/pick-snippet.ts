import type { WordMatcher } from "./match-words.ts";

/** The best lines of a chunk. */
export interface Snippet {
  /** From 1, in the chunk. */
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly text: string;
  /** Terms found anywhere in the chunk, as bits. */
  readonly found: number;
}

/** Most lines in a snippet, and most UTF-16 units of lines that are added to its first. */
const MOST_LINES = 5;
const MOST_UNITS = 1600;

/** A single line longer than this is cut to the part that matches. */
const LONGEST_LINE = 2000;

/** Picks the run of lines that holds the most weight of distinct terms; the first of equals. */
export function pickSnippet(
  text: string,
  matches: WordMatcher,
  weights: readonly number[],
): Snippet {
  const lines = text.split("\n");
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  const masks = lines.map(matches);
  let best = { from: 0, to: windowEnd(lines, 0), weight: 0 };
  for (const [from, mask] of masks.entries()) {
    if (mask === 0) continue;
    const to = windowEnd(lines, from);
    const weight = windowWeight(masks.slice(from, to), weights);
    if (weight > best.weight) best = { from, to, weight };
  }
  const [only = ""] = lines.slice(best.from, best.to);
  return {
    lineStart: best.from + 1,
    lineEnd: best.to,
    text:
      best.to - best.from === 1
        ? cutLine(only, matches)
        : lines.slice(best.from, best.to).join("\n"),
    found: masks.reduce((all, mask) => all | mask, 0),
  };
}

/** Where the window from a line ends, exclusive: at most so many lines and units, without blank lines at its end. */
function windowEnd(lines: readonly string[], from: number): number {
  let units = 0;
  let end = from + 1;
  for (let at = from + 1; at < Math.min(lines.length, from + MOST_LINES); at++) {
    const line = lines[at] as string;
    units += line.length;
    if (units > MOST_UNITS || (lines[from] as string).length > MOST_UNITS) break;
    if (line.trim() !== "") end = at + 1;
  }
  return end;
}

/** Distinct terms weigh fully, a term's further lines a tenth, the first line a fifth more: it is where a reader begins. */
function windowWeight(masks: readonly number[], weights: readonly number[]): number {
  const [first = 0] = masks;
  let total = 0;
  for (const [index, weight] of weights.entries()) {
    const lines = masks.reduce((sum, mask) => sum + ((mask >>> index) & 1), 0);
    if (lines > 0) total += weight * (1 + (lines - 1) / 10 + ((first >>> index) & 1) / 5);
  }
  return total;
}

function cutLine(line: string, matches: WordMatcher): string {
  if (line.length <= LONGEST_LINE) return line;
  const step = LONGEST_LINE / 2;
  let start = 0;
  while (start + step < line.length && matches(line.slice(start, start + step)) === 0)
    start += step;
  if (start + step >= line.length) start = 0;
  return line.slice(Math.max(0, start - step / 2), start + step).toWellFormed();
}
