import { porterStem } from "@tokenpak/core";
import { termsOf } from "./score-by-query.ts";
import { wordsOf } from "./words.ts";

/** What stands in a text of a query: terms and pairs of neighbouring terms by number, and the text's length in words. */
export interface TermHits {
  /** Numbers of terms, each once. Below {@link QueryTerms.words} they are words, from there on pairs. */
  readonly terms: readonly number[];
  /** How often each of `terms` stands in the text. */
  readonly counts: readonly number[];
  readonly length: number;
}

/** A query, ready to be looked for. */
export interface QueryTerms {
  /** How many of the terms are words; the others are pairs of words that follow each other in the query. */
  readonly words: number;
  /** What each term weighs: names and numbers more, words that only frame a question less. */
  readonly weights: readonly number[];
  hitsIn(text: string): TermHits;
  /** Whether all words of a text are words of the query. */
  holdsAll(text: string): boolean;
}

/** Words this far apart are still neighbours: common words between them do not count against them. */
const NEAR = 3;

/** Words that begin with this many same letters and differ in an ending of at most so many are taken for the same. */
const BEGINNING = 5;
const LONGEST_ENDING = 3;

const NAME_WEIGHT = 1.5;
const FRAME_WEIGHT = 0.5;
const PAIR_WEIGHT = 0.5;

/** Names in mid-sentence and numbers. */
const NAMES = /(?<=[^\s.?!] )[A-ZÀ-ÞΑ-ΩА-ЯЁ][^\s.,;:!?()"]{1,60}|\d[\d.,]{0,40}/g;

/** Words that say what sort of answer is wanted, rather than what about. */
const FRAMES = stemsOf(
  "much many year date day time name type kind sort long far old first last number percent percentage call",
);

/** The words of a query by their Porter stems, and what they weigh. */
export function queryTerms(query: string): QueryTerms {
  const telling = termsOf(query);
  const numbers = new Map<string, number>();
  const sequence = wordsOf(query).map((word) => (telling.has(word) ? porterStem(word) : ""));
  for (const stem of sequence)
    if (stem !== "" && !numbers.has(stem)) numbers.set(stem, numbers.size);
  const words = numbers.size;
  const names = stemsOf((query.match(NAMES) ?? []).join(" "));
  const weights = Array.from(numbers.keys(), (word) => {
    return (names.has(word) ? NAME_WEIGHT : 1) * (FRAMES.has(word) ? FRAME_WEIGHT : 1);
  });
  const pairs = pairsOf(sequence, numbers);
  for (let pair = 0; pair < pairs.size; pair++) weights.push(PAIR_WEIGHT);
  const finder = new TermFinder(numbers, pairs);
  const all = stemsOf(query);
  return {
    words,
    weights,
    hitsIn: (text) => finder.hitsIn(text),
    holdsAll: (text) => wordsOf(text).every((word) => all.has(porterStem(word))),
  };
}

function stemsOf(words: string): ReadonlySet<string> {
  return new Set(wordsOf(words).map(porterStem));
}

/** Numbers of pairs of terms, by the numbers of their words. */
function pairsOf(
  sequence: readonly string[],
  numbers: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let last = -1;
  let lastAt = -1;
  for (const [at, stem] of sequence.entries()) {
    const term = numbers.get(stem);
    if (term === undefined) continue;
    const pair = last * numbers.size + term;
    if (last >= 0 && at - lastAt <= NEAR && !pairs.has(pair)) {
      pairs.set(pair, numbers.size + pairs.size);
    }
    last = term;
    lastAt = at;
  }
  return pairs;
}

class TermFinder {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #pairs: ReadonlyMap<number, number>;
  /** First two letters of the terms: only words that share them are worth a stem. */
  readonly #heads: ReadonlySet<number>;
  /** Terms long enough to be told by their beginning, by that. */
  readonly #stems: ReadonlyMap<string, string>;

  constructor(numbers: ReadonlyMap<string, number>, pairs: ReadonlyMap<number, number>) {
    this.#numbers = numbers;
    this.#pairs = pairs;
    this.#heads = new Set(Array.from(numbers.keys(), headOf));
    const long = [...numbers.keys()].filter((term) => term.length >= BEGINNING && !/\d/.test(term));
    this.#stems = new Map(long.map((term) => [term.slice(0, BEGINNING), term]));
  }

  hitsIn(text: string): TermHits {
    const words = wordsOf(text);
    const terms: number[] = [];
    const counts: number[] = [];
    const add = (term: number): void => {
      const at = terms.indexOf(term);
      if (at < 0) counts[terms.push(term) - 1] = 1;
      else counts[at] = (counts[at] ?? 0) + 1;
    };
    let last = -1;
    let lastAt = -1;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as string;
      if (!this.#heads.has(headOf(word))) continue;
      const term = this.#termOf(porterStem(word));
      if (term === undefined) continue;
      add(term);
      const pair = last >= 0 && at - lastAt <= NEAR ? this.#pairOf(last, term) : undefined;
      if (pair !== undefined) add(pair);
      last = term;
      lastAt = at;
    }
    return { terms, counts, length: words.length };
  }

  /** The term of a stem: the same, or one with another ending. */
  #termOf(stem: string): number | undefined {
    const term = this.#numbers.get(stem);
    if (term !== undefined || stem.length < BEGINNING) return term;
    const like = this.#stems.get(stem.slice(0, BEGINNING));
    if (like === undefined) return undefined;
    let same = BEGINNING;
    while (same < like.length && like[same] === stem[same]) same++;
    const isEnding = Math.max(like.length, stem.length) - same <= LONGEST_ENDING;
    return isEnding ? this.#numbers.get(like) : undefined;
  }

  #pairOf(left: number, right: number): number | undefined {
    return this.#pairs.get(left * this.#numbers.size + right);
  }
}

function headOf(word: string): number {
  return word.charCodeAt(0) * 0x10000 + (word.length > 1 ? word.charCodeAt(1) : 0);
}
