import { porterStem } from "@tokenpak/core";
import { identifierParts } from "./identifier-parts.ts";

/** One alternative of a search. */
export interface QueryTerm {
  /** As people read it, in lower case. */
  readonly word: string;
  /** As FTS5 reads it: a quoted string, so nothing in it is syntax. */
  readonly match: string;
  /** What to look for in a text, as {@link stemOf} writes it. All of them must be there; empty where `word` itself is looked for. */
  readonly stems: readonly string[];
  /** `piece`: a piece of longer words. `phrase`: a stretch of text as it stands. */
  readonly kind: "word" | "piece" | "phrase";
  /** The stems of the words inside, which are terms of their own. */
  readonly parts?: readonly string[];
}

/** More terms than this make a search slow and no better; the longest words are kept. */
const MOST_TERMS = 30;

/** Only so much of a query is read, in UTF-16 units. */
export const LONGEST_QUERY = 20_000;

/** Words that say nothing about what is sought. */
const COMMON = new Set(
  "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of on or our should so such than that the their them then there these they this those to was we were what when where which while who whose why will with would you your".split(
    " ",
  ),
);

/** Whether a word says nothing about what is sought. */
export function isCommonWord(word: string): boolean {
  return COMMON.has(word.toLowerCase());
}

/**
 * The terms of a user's query, any of which may match. Any text is a query; one without a word has no terms. Common words are
 * left out unless there are no others, or `withCommon` is given.
 */
export function planQuery(
  query: string,
  { withCommon = false }: { readonly withCommon?: boolean } = {},
): readonly QueryTerm[] {
  const terms = new Map<string, QueryTerm>();
  for (const identifier of queryWords(query)) {
    for (const term of termsOf(identifier)) {
      if (!terms.has(term.word)) terms.set(term.word, term);
    }
  }
  const all = [...terms.values()];
  const telling = withCommon ? all : all.filter((term) => !COMMON.has(term.word));
  const chosen = telling.length > 0 ? telling : all;
  if (chosen.length <= MOST_TERMS) return chosen;
  return chosen.toSorted((a, b) => b.word.length - a.word.length).slice(0, MOST_TERMS);
}

/** The words of a query in their order, identifiers whole. */
export function queryWords(query: string): readonly string[] {
  return query.slice(0, LONGEST_QUERY).match(IDENTIFIER) ?? [];
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
 * there is neither, and none that `isRare` says is not. Their declarations are what one who writes them looks for; a single word among others may be just a word.
 */
export function declaredIn(
  query: string,
  { isRare = () => true }: { readonly isRare?: (stems: readonly string[]) => boolean } = {},
): DeclaredSearch | undefined {
  const words = queryWords(query);
  const phrases = new Map<string, string>();
  for (const word of words.filter((one) => words.length === 1 || isJoined(one))) {
    const pieces = word.split("_").filter((piece) => WORD_START.test(piece));
    if (phrases.size === MOST_TERMS) break;
    if (pieces.length > 0 && isRare(pieces.map(stemOf))) phrases.set(word, quote(pieces.join(" ")));
  }
  if (phrases.size === 0) return undefined;
  return {
    declared: `names : (${[...phrases.values()].join(" OR ")})`,
    identifiers: JSON.stringify([...phrases.keys()]),
  };
}

/** The stems of a text's words, in their order. */
export function stemsOf(text: string): readonly string[] {
  return (text.match(WORD) ?? []).filter((word) => WORD_START.test(word)).map(stemOf);
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
      kind: "word",
    };
  }
  for (const piece of pieces) {
    const parts = identifierParts(piece).split(" ").filter(Boolean);
    if (piece.length === 1 && parts.length === 1) {
      // One character of a script without spaces: the index has it only as the beginning of pairs.
      yield { word: piece, match: `${quote(piece)} *`, stems: [], kind: "word" };
      continue;
    }
    yield { ...wordTerm(piece), parts: parts.map(stemOf) };
    for (const part of parts) yield wordTerm(part);
  }
}

function wordTerm(word: string): QueryTerm {
  return { word: word.toLowerCase(), match: quote(word), stems: [stemOf(word)], kind: "word" };
}

const WORD_START = /[\p{L}\p{N}]/u;

/** A text as FTS5 takes it for words in a row. */
export function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
