import { COMMON_WORDS, wordsOf } from "./words.ts";

const K1 = 1.2;
const B = 0.75;
/** What the neighbours of a match are worth: an answer often stands beside the sentence that holds the words asked for. */
const NEIGHBOUR_SHARE = 0.25;

/**
 * BM25 of each text against a query, the texts being the documents (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75, idf =
 * ln(1 + (N - n + 0.5) / (n + 0.5))), plus a quarter of the better neighbour's score. All 0 where the query has no word.
 */
export function scoreByQuery(texts: readonly string[], query: string): Float64Array {
  const terms = termsOf(query);
  if (terms.size === 0) return new Float64Array(texts.length);
  const documents = texts.map((text) => countTerms(text, terms));
  const documentsWith = new Map<string, number>();
  let totalLength = 0;
  for (const { counts, length } of documents) {
    totalLength += length;
    for (const word of counts.keys()) documentsWith.set(word, (documentsWith.get(word) ?? 0) + 1);
  }
  const average = totalLength / texts.length || 1;
  const idfOf = (word: string): number => {
    const n = documentsWith.get(word) ?? 0;
    return Math.log(1 + (texts.length - n + 0.5) / (n + 0.5));
  };
  const scores = documents.map(({ counts, length }) => {
    const norm = K1 * (1 - B + (B * length) / average);
    let score = 0;
    for (const [word, count] of counts) score += (idfOf(word) * count * (K1 + 1)) / (count + norm);
    return score;
  });
  return smooth(Float64Array.from(scores));
}

/** How often each of the terms stands in a text, and the text's length in words. */
function countTerms(
  text: string,
  terms: ReadonlySet<string>,
): { readonly counts: ReadonlyMap<string, number>; readonly length: number } {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) if (terms.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, length: words.length };
}

/** The distinct words of a query that say what it is about; all of its words where each is a common one. */
export function termsOf(query: string): ReadonlySet<string> {
  const words = new Set(wordsOf(query));
  const telling = new Set([...words].filter((word) => !COMMON_WORDS.has(word)));
  return telling.size > 0 ? telling : words;
}

function smooth(scores: Float64Array): Float64Array {
  return scores.map((score, index) => {
    const before = scores[index - 1] ?? 0;
    const after = scores[index + 1] ?? 0;
    return score + NEIGHBOUR_SHARE * Math.max(before, after);
  });
}
