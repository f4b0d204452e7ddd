import type { TokenCounter } from "@tokenpak/core";

/** A column cut into what a line above a run of records says, and what is left for the cells. */
export interface SectionCut {
  /** By record. */
  readonly sections: readonly string[];
  /** `undefined` where nothing is left. */
  readonly rests: readonly string[] | undefined;
}

/** A run of records with one section must be this long on average, or the lines tear the table apart. */
const LEAST_RUN = 4;
/** Tokens of a section line besides what it says. */
const LINE_TOKENS = 4;
const LEAST_GAIN = 12;
const SAMPLED = 24;
const MOST_CUTS = 6;

/**
 * Finds the beginning, cut behind a punctuation mark, or the whole of values that stays the same over runs of records, where
 * saying it once a run saves most: days of times, folders of paths, groups of a sorted column.
 */
export function cutSections(
  values: readonly string[],
  counter: TokenCounter,
): SectionCut | undefined {
  if (values.length < 2 * LEAST_RUN) return undefined;
  let best: { readonly gain: number; readonly cut: Cut } | undefined;
  for (let marks = 1; marks <= MOST_CUTS + 1; marks++) {
    const cut = cutAt(values, marks > MOST_CUTS ? Number.POSITIVE_INFINITY : marks);
    if (cut === undefined) continue;
    const gain = gainOf(cut, counter);
    if (gain >= LEAST_GAIN && gain > (best?.gain ?? 0)) best = { gain, cut };
  }
  if (best === undefined) return undefined;
  const { lengths } = best.cut;
  const sections = values.map((value, row) => value.slice(0, lengths[row]));
  const rests = values.map((value, row) => value.slice(lengths[row]));
  return { sections, rests: rests.every((rest) => rest === "") ? undefined : rests };
}

interface Cut {
  readonly lengths: Uint32Array;
  /** First record of each run. */
  readonly starts: readonly number[];
  readonly values: readonly string[];
}

/** Cuts behind so many punctuation marks; `undefined` where that makes too many runs. */
function cutAt(values: readonly string[], marks: number): Cut | undefined {
  const most = values.length / LEAST_RUN;
  const lengths = new Uint32Array(values.length);
  const starts: number[] = [];
  let last: string | undefined;
  let uncut = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as string;
    const length = prefixLength(value, marks);
    lengths[row] = length;
    if (length === 0 && ++uncut > most) return undefined;
    if (last !== undefined && length === last.length && value.startsWith(last)) continue;
    last = value.slice(0, length);
    starts.push(row);
    if (starts.length > most) return undefined;
  }
  return { lengths, starts, values };
}

/** Behind a number of marks; 0 where there are fewer. */
function prefixLength(value: string, marks: number): number {
  if (marks === Number.POSITIVE_INFINITY) return value.length;
  let left = marks;
  const end = Math.min(value.length, LONGEST_PREFIX);
  for (let at = 0; at < end; at++) {
    if (!isMark(value, at)) continue;
    left -= 1;
    if (left === 0) return at + 1;
  }
  return 0;
}

const LONGEST_PREFIX = 200;
const MARKS = new Set("/\\-_.:|,");

/** Whether parts of a path, a name or a time end here: at a mark, a T between digits, a blank before one. Never between words. */
function isMark(value: string, at: number): boolean {
  const character = value.charAt(at);
  if (character !== "T" && character !== " ") return MARKS.has(character);
  const isInTime = character === " " || isDigit(value.charCodeAt(at - 1));
  return isInTime && isDigit(value.charCodeAt(at + 1));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Estimated tokens that a cut saves, by some of its runs. */
function gainOf({ lengths, starts, values }: Cut, counter: TokenCounter): number {
  const step = Math.max(1, Math.floor(starts.length / SAMPLED));
  let saved = 0;
  let spent = 0;
  let runs = 0;
  for (let run = 0; run < starts.length; run += step) {
    const from = starts[run] as number;
    const to = starts[run + 1] ?? values.length;
    const value = values[from] as string;
    const length = lengths[from] as number;
    const prefix = counter.count(value.slice(0, length));
    const whole = counter.count(value);
    const rest = length === value.length ? -1 : counter.count(value.slice(length));
    saved += (whole - rest) * (to - from);
    spent += prefix + LINE_TOKENS;
    runs += 1;
  }
  return runs === 0 ? 0 : ((saved - spent) * starts.length) / runs;
}
