import { identifierParts } from "./identifier-parts.ts";
import { porterStem } from "./porter-stem.ts";

/** One alternative of a search. */
export interface QueryTerm {
  /** As people read it, in lower case. */
  readonly word: string;
  /** As FTS5 reads it: a quoted string, so nothing in it is syntax. */
  readonly match: string;
  /** What to look for in a text, as {@link stemsOf} writes it. All of them must be there; empty for a prefix. */
  readonly stems: readonly string[];
}

/** More terms than this make a search slow and no better; the longest words are kept. */
const MOST_TERMS = 32;

/** Only so much of a query is read. */
const LONGEST_QUERY = 20_000;

/** Words that say nothing about what is sought. */
const COMMON = new Set(
  "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of on or our should so such than that the their them then there these they this those to was we were what when where which while who whose why will with would you your".split(
    " ",
  ),
);

/** The terms of a user's query, any of which may match. Any text is a query; one without a word has no terms. */
export function planQuery(query: string): readonly QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const [identifier] of query.slice(0, LONGEST_QUERY).matchAll(IDENTIFIER)) {
    for (const term of termsOf(identifier)) {
      if (!terms.has(term.word)) terms.set(term.word, term);
    }
  }
  const all = [...terms.values()];
  const telling = all.filter((term) => !COMMON.has(term.word));
  const chosen = telling.length > 0 ? telling : all;
  if (chosen.length <= MOST_TERMS) return chosen;
  return chosen.toSorted((a, b) => b.word.length - a.word.length).slice(0, MOST_TERMS);
}

/** How to find the chunks that declare an identifier of a query. */
export interface DeclaredSearch {
  /** As FTS5 reads it: finds them all, and some more. */
  readonly declared: string;
  /** The identifiers as they were written, as a JSON array. */
  readonly identifiers: string;
}

/**
 * The identifiers of a query that are made of several words (`countTokens`, `count_tokens`), or its only word; `undefined` where
 * there is neither. Their declarations are what one who writes them looks for; a single word among others may be just a word.
 */
export function declaredIn(query: string): DeclaredSearch | undefined {
  const words = [...query.slice(0, LONGEST_QUERY).matchAll(IDENTIFIER)].map(([word]) => word);
  const phrases = new Map<string, string>();
  for (const word of words.filter((one) => words.length === 1 || isJoined(one))) {
    const pieces = word.split("_").filter((piece) => WORD_START.test(piece));
    if (pieces.length > 0 && phrases.size < MOST_TERMS) phrases.set(word, quote(pieces.join(" ")));
  }
  if (phrases.size === 0) return undefined;
  return {
    declared: `names : (${[...phrases.values()].join(" OR ")})`,
    identifiers: JSON.stringify([...phrases.keys()]),
  };
}

function isJoined(word: string): boolean {
  return /[^_]_[^_]/.test(word) || identifierParts(word) !== "";
}

const IDENTIFIER = /[\p{L}\p{N}\p{M}_]+/gu;

/** Words of a text, for {@link stemOf}. */
export const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** A word as it is compared: stemmed, in lower case, without diacritics. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  return porterStem(/^[a-z0-9]+$/.test(lower) ? lower : withoutMarks(lower));
}

function withoutMarks(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .normalize("NFC");
}

function* termsOf(identifier: string): Generator<QueryTerm> {
  const pieces = identifier.split("_").filter((piece) => WORD_START.test(piece));
  if (pieces.length > 1) {
    yield {
      word: identifier.toLowerCase(),
      match: quote(pieces.join(" ")),
      stems: pieces.map(stemOf),
    };
  }
  for (const piece of pieces) {
    const parts = identifierParts(piece).split(" ").filter(Boolean);
    if (piece.length === 1 && parts.length === 1) {
      // One character of a script without spaces: the index has it only as the beginning of pairs.
      yield { word: piece, match: `${quote(piece)} *`, stems: [] };
      continue;
    }
    for (const word of [piece, ...parts]) {
      yield { word: word.toLowerCase(), match: quote(word), stems: [stemOf(word)] };
    }
  }
}

const WORD_START = /[\p{L}\p{N}]/u;

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
