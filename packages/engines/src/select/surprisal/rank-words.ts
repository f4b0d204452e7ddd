import type { Statements } from "./statements.ts";

/** What {@link rankWords} needs to know. */
export interface WordRanking {
  /** Tokens of each word, from 1. */
  readonly costs: ArrayLike<number>;
  /** How early a word comes before all that it says: larger is earlier; a negative one is left out. Default 0 for all. */
  readonly urgencyOf: (word: number) => number;
  /** Words that stay or go as one, as lines of code do, in order, without overlap. */
  readonly wholes: readonly WordGroup[];
}

/** What a fact is worth once it was said, and what a word alone is. */
const FACT_AGAIN = 0.15;
const WORD_AGAIN = 0.5;
/** Weight of a word alone against its weight in a sentence, where the words around it are read as well. */
const WORD_SHARE = 4;
/** How much a long fact pays for its length: 0 not at all, 1 in full. */
const COST_POWER = 0.6;

/** Words that say nothing alone, beside a fact and elsewhere: they only fill what room is left. */
const BESIDE_FACT = 0.002;
const ANYWHERE = 0.001;

/**
 * Groups of words that stay or go together, the most telling first. Every word is in one group at least. A whole is worth what it
 * states for each token, so that a long one is no bargain.
 */
export function rankWords(
  { words, statements }: Statements,
  { costs, urgencyOf, wholes }: WordRanking,
): readonly WordGroup[] {
  const groups: Group[] = [];
  const said = new Map<string, number>();
  const beside = new Uint8Array(words.length);
  const worths = new Float64Array(wholes.length);
  const wholeOf = wholeFinder(words.length, wholes);
  for (const { key, first, last, weight, isFact } of statements) {
    const again = said.get(key) ?? 0;
    said.set(key, again + 1);
    const worth = isFact ? weight * FACT_AGAIN ** again : weight * WORD_SHARE * WORD_AGAIN ** again;
    const whole = wholeOf(first);
    if (whole !== undefined) {
      worths[whole] = (worths[whole] as number) + worth;
      continue;
    }
    const value = worth / costOf(costs, first, last) ** COST_POWER;
    groups.push({ first: withDenial(words, first), last, value, urgency: urgencyOf(first) });
    if (isFact) beside.fill(1, Math.max(0, first - 1), last + 2);
  }
  for (const at of words.keys()) {
    if (wholeOf(at) !== undefined) continue;
    const value = beside[at] === 1 ? BESIDE_FACT : ANYWHERE;
    groups.push({ first: withDenial(words, at), last: at, value, urgency: urgencyOf(at) });
  }
  for (const [at, { first, last }] of wholes.entries()) {
    const value = ((worths[at] as number) + ANYWHERE) / costOf(costs, first, last);
    groups.push({ first, last, value, urgency: urgencyOf(first) });
  }
  return groups
    .filter(({ urgency }) => urgency >= 0)
    .sort(
      (left, right) =>
        right.urgency - left.urgency || right.value - left.value || left.first - right.first,
    );
}

/** How many words behind a denial are denied with it: "must never be restarted". */
const DENIED = 2;

/** The word itself, or the denial shortly before it in its clause: without that, what is left would say the contrary. */
function withDenial(words: Statements["words"], at: number): number {
  for (let before = at; before > 0 && at - before < DENIED; ) {
    if (words[before]?.opens === true || words[--before]?.closes === true) return at;
    if (words[before]?.sort === "denial") return before;
  }
  return at;
}

function costOf(costs: ArrayLike<number>, first: number, last: number): number {
  let cost = 0;
  for (let at = first; at <= last; at++) cost += costs[at] as number;
  return Math.max(1, cost);
}

/** Answers which whole a word is in. */
function wholeFinder(
  words: number,
  wholes: readonly WordGroup[],
): (word: number) => number | undefined {
  const of = new Int32Array(words).fill(-1);
  for (const [at, { first, last }] of wholes.entries()) of.fill(at, first, last + 1);
  return (word) => ((of[word] as number) < 0 ? undefined : (of[word] as number));
}

/** Words that stay or go together, by their indexes. */
export interface WordGroup {
  readonly first: number;
  readonly last: number;
}

interface Group extends WordGroup {
  readonly value: number;
  readonly urgency: number;
}
