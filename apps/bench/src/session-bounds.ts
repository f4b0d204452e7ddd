import { countTokens, parseEnvelope } from "@tokenpak/core";
import type { PackedItem, PackItem } from "@tokenpak/engines";

/** What sessions could save at most, in tokens. */
export interface SessionBounds {
  readonly tokens: number;
  /** If every stretch of lines that stood before, in what was sent or not, were a marker of few tokens without an envelope. */
  readonly repeated: number;
  /** What the envelopes of all changed outputs take. */
  readonly envelopes: number;
  /** The same with 8 digits of the ref and 6 of the body's hash instead of 10 and 8. */
  readonly shortEnvelopes: number;
  /** In items that have fewer tokens than an envelope and a marker. */
  readonly tiny: number;
  /** If the line numbers of what is left of file views were said once a view. */
  readonly numbers: number;
}

/** Measures what a session could save at most, given what was sent for it. */
export function sessionBounds(
  items: readonly PackItem[],
  packed: readonly PackedItem[],
): SessionBounds {
  const changed = packed.filter(({ text }, at) => text !== items[at]?.content);
  const heads = changed
    .filter(({ text }) => parseEnvelope(text) !== undefined)
    .map(({ text }) => `${text.split("\n", 1)[0]}\n`);
  return {
    tokens: sum(packed, ({ tokensBefore }) => tokensBefore),
    repeated: repeatedTokens(items.map(({ content }) => content.split("\n"))),
    envelopes: sum(heads, countTokens),
    shortEnvelopes: sum(heads, (head) =>
      countTokens(head.replace(/^(\[tp:\w{8})\w*( \w+.\w{6})\w*/, "$1$2")),
    ),
    tiny: sum(packed, ({ tokensBefore }) => (tokensBefore < TINY ? tokensBefore : 0)),
    numbers: sum(packed, ({ text }) => numberTokens(text.split("\n"))),
  };
}

/** Tokens of a marker, at the least. */
const MARKER = 9;
/** An envelope, a marker and what must be saved. */
const TINY = 38;
/** Earlier places of a line that are looked at. */
const MOST_PLACES = 60;

/** A line of a content that was read. */
interface LinePlace {
  readonly lines: readonly string[];
  readonly at: number;
}

function repeatedTokens(contents: readonly (readonly string[])[]): number {
  const places = new Map<string, LinePlace[]>();
  let tokens = 0;
  for (const lines of contents) {
    for (let at = 0; at < lines.length; ) {
      const known = (places.get(lines[at] as string) ?? []).slice(-MOST_PLACES);
      const same = Math.max(0, ...known.map((place) => sameLines({ lines, at }, place)));
      const text = `${lines.slice(at, at + same).join("\n")}\n`;
      tokens += same === 0 ? 0 : Math.max(0, countTokens(text) - MARKER);
      at += Math.max(1, same);
    }
    for (const [at, line] of lines.entries()) {
      const known = places.get(line);
      if (known === undefined) places.set(line, [{ lines, at }]);
      else known.push({ lines, at });
    }
  }
  return tokens;
}

/** How many lines are the same from two places on. */
function sameLines(one: LinePlace, other: LinePlace): number {
  let same = 0;
  while (
    one.at + same < one.lines.length &&
    one.lines[one.at + same] === other.lines[other.at + same]
  ) {
    same++;
  }
  return same;
}

const NUMBERED = /^ *(\d+)[:\t→|]/;
/** Tokens of a line that says how the lines below are numbered. */
const HEADER = 18;

/** Tokens of the numbers before lines that count on, less a header for each stretch that this pays for. */
function numberTokens(lines: readonly string[]): number {
  let tokens = 0;
  for (let at = 0; at < lines.length; ) {
    const first = NUMBERED.exec(lines[at] as string);
    let to = at + 1;
    for (; first !== null && to < lines.length; to++) {
      const number = NUMBERED.exec(lines[to] as string)?.[1];
      if (Number(number) !== Number(first[1]) + to - at) break;
    }
    const view = lines.slice(at, to);
    const bare = view.map((line) => line.replace(NUMBERED, ""));
    const saved = countTokens(view.join("\n")) - countTokens(bare.join("\n")) - HEADER;
    if (first !== null) tokens += Math.max(0, saved);
    at = to;
  }
  return tokens;
}

function sum<T>(values: Iterable<T>, of: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}
