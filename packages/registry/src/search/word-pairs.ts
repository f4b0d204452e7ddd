import { isCommonWord, queryWords, quote, stemsOf } from "./plan-query.ts";

/** Two words in a row. */
export interface WordPair {
  /** As FTS5 reads it. */
  readonly match: string;
  readonly stems: readonly string[];
}

/** More pairs than these make a search slow and no better. */
const MOST_PAIRS = 24;

/** The neighbouring words of a query, each pair once; not those of two common words. A chunk that has them in a row is nearer to what was meant. */
export function pairsIn(query: string): readonly WordPair[] {
  const pairs = new Map<string, WordPair>();
  const words = queryWords(query);
  for (let at = 0; at + 1 < words.length && pairs.size < MOST_PAIRS; at++) {
    const [first, second] = [words[at] as string, words[at + 1] as string];
    if (isCommonWord(first) && isCommonWord(second)) continue;
    const text = `${first} ${second}`;
    const stems = stemsOf(text);
    if (stems.length > 1) pairs.set(text.toLowerCase(), { match: quote(text), stems });
  }
  return [...pairs.values()];
}
