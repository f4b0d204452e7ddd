import type { KnownWords } from "./known-words.ts";
import { isLong, type Literal, literalOf, literalsIn } from "./literals.ts";
import { PieceLookup } from "./piece-lookup.ts";
import { planQuery, type QueryTerm, quote, stemsOf } from "./plan-query.ts";
import type { TermCounts } from "./term-counts.ts";

/** A term, and how telling it is. */
export interface WeighedTerm extends QueryTerm {
  /** Chunks that hold it, or a few more. */
  readonly found: number;
  /** What it counts for where lines are picked. */
  readonly weight: number;
}

/** What a search looks for. */
export interface WeighedQuery {
  /** Terms that the index has, any of which may match. */
  readonly terms: readonly WeighedTerm[];
  readonly literals: readonly Literal[];
  /** Of the query's words the index has only common ones: they say nothing unless the whole query stands there. */
  readonly isLiteral: boolean;
}

/** In an index of at least this many chunks, a word that is in over half of them is not searched for beside rarer ones. */
const LARGE_INDEX = 1000;

/** A piece of a word stands for at most so many words: the shortest ones that the index still has. */
const MOST_WORDS = 32;

/** Looks the words of a query up in the index. A word that it does not have is taken for a piece of words that it has. */
export function weighTerms(
  query: string,
  { counts, words }: { readonly counts: TermCounts; readonly words: KnownWords },
): WeighedQuery {
  const chunks = counts.refresh();
  const pieces = new PieceLookup(words, query);
  const weigh = (terms: readonly QueryTerm[]): readonly WeighedTerm[] =>
    lookUp(terms, { counts, pieces }).map(({ term, found }) => ({
      ...term,
      found,
      weight: Math.log(1 + chunks / (found + 1)),
    }));
  const telling = weigh(planQuery(query));
  const isLiteral = telling.length === 0;
  const terms = isLiteral ? weigh(planQuery(query, { withCommon: true })) : telling;
  return {
    terms: withoutCommonest(terms, chunks),
    literals: literalsFor(query, terms, isLiteral),
    isLiteral,
  };
}

/** What is quoted or written like code; of a short query with a piece of a word, all of it. */
function literalsFor(
  query: string,
  terms: readonly WeighedTerm[],
  isLiteral: boolean,
): readonly Literal[] {
  const literals = literalsIn(query);
  const isPiece = isLiteral || terms.some(({ kind }) => kind === "piece");
  if (literals.length > 0 || !isPiece || isLong(query)) return literals;
  return literalOf(query).filter(({ text }) => terms.every(({ word }) => word !== text));
}

function withoutCommonest(terms: readonly WeighedTerm[], chunks: number): readonly WeighedTerm[] {
  if (chunks < LARGE_INDEX) return terms;
  const rare = terms.filter(({ found }) => found <= chunks / 2);
  return rare.length > 0 ? rare : terms;
}

interface FoundTerm {
  readonly term: QueryTerm;
  readonly found: number;
}

function lookUp(
  terms: readonly QueryTerm[],
  { counts, pieces }: { readonly counts: TermCounts; readonly pieces: PieceLookup },
): readonly FoundTerm[] {
  const found: FoundTerm[] = [];
  let piece = "";
  for (const term of terms) {
    const { stems, word, parts = [] } = term;
    const chunks = stems.length === 0 ? 1 : counts.ofAll(stems);
    if (chunks > 0) {
      found.push({ term, found: chunks });
      continue;
    }
    // The parts of a name come after it. Where they are words, they are what is sought; where it is a piece, they say no more.
    const isOfWords = parts.length > 0 && counts.ofAll(parts) > 0;
    if (stems.length > 1 || isOfWords || piece.includes(word)) continue;
    const longer = pieceTerm(word, pieces.holders(word), counts);
    if (longer === undefined) continue;
    found.push(longer);
    piece = word;
  }
  return found;
}

function pieceTerm(
  word: string,
  holders: readonly string[],
  counts: TermCounts,
): FoundTerm | undefined {
  const matches: string[] = [];
  let found = 0;
  for (const holder of holders) {
    const chunks = counts.ofAll(stemsOf(holder));
    if (chunks === 0 || matches.length === MOST_WORDS) continue;
    matches.push(quote(holder));
    found += chunks;
  }
  if (matches.length === 0) return undefined;
  return { term: { word, match: `(${matches.join(" OR ")})`, stems: [], kind: "piece" }, found };
}
