import type { WeighedTerm } from "./weigh-terms.ts";

/** Which expressions to ask the index for. */
export interface MatchPlan {
  /** The chunks that match any of these are ranked together; a chunk's score is the best that one of them gives it. */
  readonly together: readonly string[];
  /** Tried in turn until there are enough hits; each may match more chunks than are ranked. */
  readonly fallbacks: readonly string[];
}

/** So many chunks are ranked for one expression: bm25 takes about 400 ns for each. */
export const MOST_RANKED = 10_000;

/** A word in more chunks than this costs more to count than it tells. */
const MOST_COUNTED = 200_000;

/** More words than these are not asked for all at once. */
const MOST_JOINED = 4;

/**
 * Plans a search by how many chunks hold each term. Where they are few, it ranks all that hold any of them. Where they are not,
 * it ranks the chunks that hold a rare term, with those common terms that they also hold; without rare terms those that hold
 * all or two of the common ones, or one in the path or in a declared name.
 */
export function planMatches(terms: readonly WeighedTerm[]): MatchPlan {
  const sorted = terms.toSorted((a, b) => a.found - b.found || (a.match < b.match ? -1 : 1));
  let left = MOST_RANKED;
  const rare = sorted.filter(({ found }) => {
    left -= found;
    return left >= 0;
  });
  const common = sorted.slice(rare.length);
  if (common.length === 0) return { together: [anyOf(terms)], fallbacks: [] };
  const fallbacks = fallbacksFor(common);
  if (rare.length === 0) return { together: [], fallbacks };
  const counted = common.filter(({ found }) => found <= MOST_COUNTED);
  const both = counted.length === 0 ? [] : [`(${anyOf(rare)}) AND (${anyOf(counted)})`];
  return { together: [anyOf(rare), ...both], fallbacks };
}

function fallbacksFor(common: readonly WeighedTerm[]): readonly string[] {
  const [rarest, second] = common;
  if (rarest === undefined) return [];
  const named = `{path names} : (${anyOf(common.slice(0, MOST_JOINED))})`;
  if (second === undefined) return [named, rarest.match];
  const joined = [allOf(common.slice(0, MOST_JOINED)), allOf([rarest, second])];
  return [...new Set(joined), named, rarest.match];
}

function anyOf(terms: readonly WeighedTerm[]): string {
  return terms.map(({ match }) => match).join(" OR ");
}

function allOf(terms: readonly WeighedTerm[]): string {
  return terms.map(({ match }) => `(${match})`).join(" AND ");
}
