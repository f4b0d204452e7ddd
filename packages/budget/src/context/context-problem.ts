import type { TokenCounter } from "@tokenpak/core";
import type { PartClass } from "./choose-parts.ts";
import type { ContextRendition } from "./context-candidate.ts";
import { headingOf } from "./context-text.ts";
import { leastNoteTokens } from "./omission-note.ts";
import type { RankedCandidate } from "./rank-candidates.ts";
import { repeatedShares } from "./repeated-shares.ts";

/** What is chosen from: arrays of one entry a candidate, in their order. */
export interface ContextProblem<R extends ContextRendition = ContextRendition> {
  readonly ranked: readonly RankedCandidate<R>[];
  /** Without a rung for what is never shown: duplicates, and what is worth nothing. */
  readonly classes: readonly PartClass[];
  /** Share of each candidate's text that stands in earlier ones. */
  readonly repeated: Float64Array;
  /** By the place of a duplicate, the ref of the first candidate with its text. */
  readonly sameAs: ReadonlyMap<number, string>;
  /** Tokens of the line that only counts what is not shown. */
  readonly leastNote: number;
}

/** Of a candidate's worth that repetition takes away at most: what was said elsewhere may not be shown there. */
const MOST_DISCOUNT = 0.9;

/** What each way to show each candidate takes, heading included, and what it is worth. */
export function contextProblem<R extends ContextRendition>(
  ranked: readonly RankedCandidate<R>[],
  counter: TokenCounter,
): ContextProblem<R> {
  const sameAs = duplicatesOf(ranked);
  const repeated = repeatedShares(ranked.map(({ largest }) => largest.rendition.text));
  for (const place of sameAs.keys()) repeated[place] = 1;
  const classes = ranked.map(({ ref, title, pinned, weight, rungs }, place): PartClass => {
    const worth = weight * (1 - MOST_DISCOUNT * (repeated[place] ?? 0));
    const isWorthless = worth === 0 || rungs.every(({ value }) => value === 0);
    if (!pinned && (isWorthless || sameAs.has(place))) return { pinned, rungs: [] };
    const heading = counter.count(`\n\n${headingOf({ ref, title })}`);
    const costs = rungs.map(({ tokens, value }) => {
      return { tokens: tokens + heading, value, utility: worth * value };
    });
    return { pinned, rungs: costs };
  });
  let tokens = 0;
  for (const { largest } of ranked) tokens += largest.tokens;
  const leastNote = leastNoteTokens({ count: ranked.length, tokens }, counter);
  return { ranked, classes, repeated, sameAs, leastNote };
}

function duplicatesOf(ranked: readonly RankedCandidate[]): ReadonlyMap<number, string> {
  const refs = new Map<string, string>();
  const sameAs = new Map<number, string>();
  for (const [place, { ref, largest }] of ranked.entries()) {
    const { text } = largest.rendition;
    const first = refs.get(text);
    if (first === undefined) refs.set(text, ref);
    else sameAs.set(place, first);
  }
  return sameAs;
}
