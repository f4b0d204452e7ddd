import { identifierParts } from "./identifier-parts.ts";
import { plainText } from "./literals.ts";
import { type QueryTerm, stemOf, WORD } from "./plan-query.ts";

/** Which terms a text holds, one bit each in the order of the terms; the first 32 count. */
export type WordMatcher = (text: string) => number;

/**
 * Finds the terms of a query in a text as the index does: stemmed, and inside identifiers; pieces and phrases as they stand.
 * Remembers each word it has seen, so one matcher serves one search.
 */
export function matchWords(terms: readonly QueryTerm[]): WordMatcher {
  const bits = new Map<string, number>();
  const verbatim: (readonly [string, number])[] = [];
  const beginnings = new Set<string>();
  for (const [index, { stems, word, kind }] of terms.entries()) {
    const bit = 1 << index;
    const [stem, ...others] = stems;
    if (stem === undefined || kind !== "word") verbatim.push([word, bit]);
    // The pieces of a joined name are terms of their own.
    else if (others.length === 0) {
      bits.set(stem, (bits.get(stem) ?? 0) | bit);
      beginnings.add(stem.slice(0, 2));
    }
  }
  const known = new Map<string, number>();
  const ofWord = (word: string): number => {
    let mask = 0;
    for (const part of [word, ...identifierParts(word).split(" ")]) {
      if (part === "" || (isPlain(part) && !beginnings.has(part.slice(0, 2).toLowerCase())))
        continue;
      mask |= bits.get(stemOf(part)) ?? 0;
    }
    return mask;
  };
  return (text) => {
    let mask = 0;
    // Both find the same words in ASCII; one is several times as fast.
    for (const word of text.match(ASCII.test(text) ? ASCII_WORD : WORD) ?? []) {
      let found = known.get(word);
      if (found === undefined) {
        found = ofWord(word);
        known.set(word, found);
      }
      mask |= found;
    }
    return verbatim.length === 0 ? mask : mask | maskOf(verbatim, plainText(text));
  };
}

const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /[A-Za-z0-9]+/g;

function maskOf(verbatim: readonly (readonly [string, number])[], plain: string): number {
  let mask = 0;
  for (const [word, bit] of verbatim) if (plain.includes(word)) mask |= bit;
  return mask;
}

/** Stemming leaves the first two letters of such a word alone. */
function isPlain(word: string): boolean {
  return /^[A-Za-z0-9]{3,}$/.test(word);
}

/** The words of the terms of a kind whose bits are set. */
export function wordsOf(
  terms: readonly QueryTerm[],
  { mask, kind }: { readonly mask: number; readonly kind: QueryTerm["kind"] },
): string[] {
  return terms.flatMap((term, index) =>
    (mask >>> index) & 1 && term.kind === kind ? [term.word] : [],
  );
}
