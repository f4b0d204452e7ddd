import { type ReadWordsOptions, readWords, type SpokenWord, type WordSort } from "./read-words.ts";
import { wordBits } from "./word-bits.ts";

/** Something that a text says in one place: a name, a number, a date, a denial with what it denies, or a word alone. */
export interface Statement {
  /** What it says: the same wherever it is said again. */
  readonly key: string;
  /** Indexes of its first and last word. */
  readonly first: number;
  readonly last: number;
  /** How much a reader would miss it, from 0. */
  readonly weight: number;
  /** Whether it is more than a word: a form that must not be lost. */
  readonly isFact: boolean;
}

/** A text's words, and what they state. */
export interface Statements {
  readonly words: readonly SpokenWord[];
  /** In the order of their first words. */
  readonly statements: readonly Statement[];
}

/** Weights settled on even documents of XQuAD, NQ, SciFact and GSM8K. */
const WEIGHTS: Readonly<Partial<Record<WordSort, number>>> = {
  number: 13,
  name: 10,
  denial: 8,
  link: 12,
  code: 8,
};

/** A link with its text. */
const LINK_WEIGHT = 16;

/** Bits up to which a word says nothing, and what each further one weighs. */
const COMMON_BITS = 9;
const BIT_WEIGHT = 0.1;

/** Words inside of names. */
const PARTICLES: ReadonlySet<string> = new Set(
  "of the de del la le da di do van von der den und and y e".split(" "),
);

/** Words of one name or date at most. */
const LONGEST_RUN = 8;

/** What a text states: runs of capitalised words and numbers, links, code, denials with their neighbours, and its other words. */
export function statementsOf(text: string, options: ReadWordsOptions = {}): Statements {
  const words = readWords(text, options);
  const statements: Statement[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as SpokenWord;
    if (word.sort === "number" || word.sort === "name") {
      const last = runEnd(words, at);
      statements.push(runOf(words, at, last));
      at = last;
    } else if (word.sort === "denial") statements.push(denialOf(words, at));
    else if (word.sort !== "sign" && word.sort !== "common") statements.push(wordAlone(word, at));
  }
  return { words, statements };
}

function wordAlone({ key, sort }: SpokenWord, at: number): Statement {
  // A link of Markdown says its text as well as its address.
  const fact = key.includes("](") ? LINK_WEIGHT : WEIGHTS[sort];
  const bits = Math.max(0, wordBits(key) - COMMON_BITS) * BIT_WEIGHT;
  return { key, first: at, last: at, weight: bits + (fact ?? 0), isFact: fact !== undefined };
}

/** Names, dates, quantities with their unit's name: as long as capitals, digits and particles between them follow. */
function runEnd(words: readonly SpokenWord[], first: number): number {
  let last = first;
  let at = first;
  while (at + 1 < words.length && at + 1 - first < LONGEST_RUN) {
    const next = words[at + 1] as SpokenWord;
    if (next.opens || ((words[at] as SpokenWord).closes && next.sort !== "number")) break;
    if (next.sort === "name" || next.sort === "number") last = at + 1;
    else if (!PARTICLES.has(next.key) || last !== at) break;
    at++;
  }
  return last;
}

function runOf(words: readonly SpokenWord[], first: number, last: number): Statement {
  const parts = words.slice(first, last + 1);
  let weight = 0;
  for (const { sort } of parts) weight = Math.max(weight, WEIGHTS[sort] ?? 0);
  // Three numbers in a row say more than one, and a long name hardly more than a short one.
  const numbers = parts.filter(({ sort }) => sort === "number").length;
  return {
    key: parts.map(({ key }) => key).join(" "),
    first,
    last,
    weight: weight + 4 * Math.max(0, numbers - 1) + (last - first),
    isFact: true,
  };
}

function denialOf(words: readonly SpokenWord[], at: number): Statement {
  const { opens, key } = words[at] as SpokenWord;
  const first = opens || at === 0 ? at : at - 1;
  const last = words[at + 1]?.opens === false ? at + 1 : at;
  const behind = last > at ? ` ${(words[last] as SpokenWord).key}` : "";
  return { key: `${key}${behind}`, first, last, weight: WEIGHTS.denial ?? 0, isFact: true };
}
