import { isCommonWord, queryWords, quote, stemsOf } from "./plan-query.ts";
import type { TermCounts } from "./term-counts.ts";

/** Two words in a row. */
export interface WordPair {
  /** As FTS5 reads it. */
  readonly match: string;
  /** The stems of those of its words that are not common. */
  readonly telling: readonly string[];
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
    const telling = [first, second].filter((word) => !isCommonWord(word)).flatMap(stemsOf);
    if (stemsOf(text).length > 1) pairs.set(text.toLowerCase(), { match: quote(text), telling });
  }
  return [...pairs.values()];
}

/** The expression of the pairs of a query; the rarest, up to `most` chunks together. */
export function matchPairs(
  query: string,
  { counts, most }: { readonly counts: TermCounts; readonly most: number },
): string | undefined {
  let left = most;
  const rare = pairsIn(query)
    .map(({ match, telling }) => ({ match, found: counts.ofAll(telling) }))
    .sort((a, b) => a.found - b.found)
    .filter(({ found }) => {
      if (found === 0 || found > left) return false;
      left -= found;
      return true;
    });
  return rare.length === 0 ? undefined : rare.map(({ match }) => match).join(" OR ");
}
