import { encodeTokens } from "@tokenpak/core";

/** What a piece of a word beyond its first adds. */
const PIECE_BITS = 1.5;

/** A word that the vocabulary knows only in many pieces is rare, and no rarer for being long. */
const MOST_BITS = 20;

/** Words remembered at a time. */
const MOST_WORDS = 50_000;

/** Longer ones are no words. */
const LONGEST_WORD = 60;

const known = new Map<string, number>();

/**
 * How rare a lower-case word is, in bits from 0 to 20, in many languages at once: the binary logarithm of the rank of its rarest
 * piece in the vocabulary of o200k_base (MIT, in @dqbd/tiktoken, which counting reads anyway), plus 1.5 for each further piece.
 * Byte pairs are merged in the order of their frequency, so a rank says how often a piece is met. Independent of the counter
 * that a caller chose. Loads the vocabulary on the first call.
 */
export function wordBits(word: string): number {
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  if (word.length > LONGEST_WORD) return MOST_BITS;
  if (known.size >= MOST_WORDS) known.clear();
  const bits = bitsOf(encodeTokens(` ${word}`, { encoding: "o200k_base" }));
  known.set(word, bits);
  return bits;
}

function bitsOf(ranks: readonly number[]): number {
  let rarest = 0;
  for (const rank of ranks) rarest = Math.max(rarest, rank);
  return Math.min(MOST_BITS, Math.log2(rarest + 1) + PIECE_BITS * (ranks.length - 1));
}
