import { commonWordsFor } from "./common-words.ts";
import { COMMON_WORDS, wordsOf } from "./words.ts";

const K1 = 1.2;
const B = 0.75;
/** What the neighbours of a match are worth: an answer often stands beside the sentence that holds the words asked for. */
const NEIGHBOUR_SHARE = 0.5;

/** A text as BM25 sees it: how often each word of the query stands in it, and its length in words. */
interface TermCounts {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/**
 * Scores each text against a query: its own BM25, plus that of the passage it belongs to, plus half of the better neighbour's.
 * `passages[i]` names the passage of text i; texts of one passage stand together. All 0 where the query has no word.
 *
 * BM25 as in Robertson and Zaragoza 2009: k1 = 1.2, b = 0.75, idf = ln(1 + (N - n + 0.5) / (n + 0.5)). A sentence without a
 * word of the query still scores when its passage has them; that is how a pronoun's sentence is found.
 */
export function scoreByQuery(
  texts: readonly string[],
  query: string,
  passages: readonly number[] = [],
): Float64Array {
  const terms = termsOf(query);
  if (terms.size === 0) return new Float64Array(texts.length);
  const documents = texts.map((text) => countTerms(text, terms));
  const own = bm25(documents);
  const whole = new Map<number, TermCounts>();
  for (const [index, passage] of passages.entries()) {
    whole.set(passage, sumOf(whole.get(passage), documents[index] as TermCounts));
  }
  const ofPassage = new Map([...whole.keys()].map((key, at) => [key, at] as const));
  const passageScores = bm25([...whole.values()]);
  return own.map((score, index) => {
    const neighbour = Math.max(own[index - 1] ?? 0, own[index + 1] ?? 0);
    const passage = passageScores[ofPassage.get(passages[index] ?? -1) ?? -1] ?? 0;
    return score + passage + NEIGHBOUR_SHARE * neighbour;
  });
}

function bm25(documents: readonly TermCounts[]): Float64Array {
  const documentsWith = new Map<string, number>();
  let totalLength = 0;
  for (const { counts, length } of documents) {
    totalLength += length;
    for (const word of counts.keys()) documentsWith.set(word, (documentsWith.get(word) ?? 0) + 1);
  }
  const average = totalLength / documents.length || 1;
  const idfOf = (word: string): number => {
    const n = documentsWith.get(word) ?? 0;
    return Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
  };
  return Float64Array.from(documents, ({ counts, length }) => {
    const norm = K1 * (1 - B + (B * length) / average);
    let score = 0;
    for (const [word, count] of counts) score += (idfOf(word) * count * (K1 + 1)) / (count + norm);
    return score;
  });
}

function sumOf(left: TermCounts | undefined, right: TermCounts): TermCounts {
  if (left === undefined) return right;
  const counts = new Map(left.counts);
  for (const [word, count] of right.counts) counts.set(word, (counts.get(word) ?? 0) + count);
  return { counts, length: left.length + right.length };
}

/** How often each of the terms stands in a text, and the text's length in words. */
function countTerms(text: string, terms: ReadonlySet<string>): TermCounts {
  const words = wordsOf(text);
  const counts = new Map<string, number>();
  for (const word of words) if (terms.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, length: words.length };
}

/** The distinct words of a query that say what it is about; all of its words where each is a common one. */
export function termsOf(query: string): ReadonlySet<string> {
  const words = new Set(wordsOf(query));
  const common = commonWordsFor(query);
  const telling = new Set(
    [...words].filter((word) => !COMMON_WORDS.has(word) && !common.has(word)),
  );
  return telling.size > 0 ? telling : words;
}
