import type { KnownWords } from "./known-words.ts";
import { queryWords } from "./plan-query.ts";

/** So many words that hold a piece are looked at. */
const MOST_LOOKED_AT = 256;

/**
 * Finds, for one search, the words that a word of its query is a piece of. The last of several words can only be the beginning
 * of one, which is found at once. Of the others one alone is looked for, as that reads all words.
 */
export class PieceLookup {
  readonly #words: KnownWords;
  readonly #found = new Map<string, readonly string[]>();
  readonly #last: string | undefined;
  #hasRead = false;

  constructor(words: KnownWords, query: string) {
    this.#words = words;
    const pieces = queryWords(query).flatMap((word) => word.split("_"));
    this.#last = pieces.length > 1 ? pieces.at(-1)?.toLowerCase() : undefined;
  }

  /** Words that hold `word`, the shortest first. */
  holders(word: string): readonly string[] {
    const known = this.#found.get(word);
    if (known !== undefined) return known;
    const holders = this.#look(word);
    this.#found.set(word, holders);
    return holders;
  }

  #look(word: string): readonly string[] {
    const beginning = word === this.#last ? this.#words.beginningWith(word, MOST_LOOKED_AT) : [];
    if (beginning.length > 0 || this.#hasRead || !this.#words.canHold(word)) return beginning;
    this.#hasRead = true;
    return this.#words.holding(word, MOST_LOOKED_AT);
  }
}
