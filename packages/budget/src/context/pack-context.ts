import { createTokenCounter, type TokenCounter, TokenPakError } from "@tokenpak/core";
import { checkContextOptions } from "./check-context-options.ts";
import type { ContextCandidate, ContextRendition } from "./context-candidate.ts";
import { fitContext } from "./fit-context.ts";
import type { PackedContext } from "./packed-context.ts";
import { rankCandidates } from "./rank-candidates.ts";

/** What a context is packed for. */
export interface PackContextOptions {
  /** Tokens that there are, an integer from 0. */
  readonly totalTokens: number;
  /** Tokens of these that stay free, for other messages or the answer: an integer from 0 to `totalTokens`. Default 0. */
  readonly reserve?: number | undefined;
  /** What the reader looks for: ranks the candidates that state no relevance, by its words. */
  readonly query?: string | undefined;
  /**
   * Refs of candidates that must be in, in the order they shall stand: whole where they fit together, else as much of them as fits,
   * before anything else gets a token. Default: none.
   */
  readonly pinned?: readonly string[] | undefined;
  /** Counts the text, and renditions that state no tokens. Default: that of `countTokens()`, o200k_base. */
  readonly counter?: TokenCounter | undefined;
}

/**
 * Puts together the context that is worth the most within a limit: of each candidate at most one rendition, by a multiple-choice
 * knapsack whose distance to the optimum is in the result. `text` is counted as a whole, headings and the last line included, and is
 * never over `totalTokens - reserve`.
 *
 * A rendition is worth `value` x relevance x importance, lowered by up to nine tenths by the share of the candidate's text that
 * stands in candidates of higher rank, shown or not; an equal text is worth nothing and is named as a duplicate. That discount does
 * not depend on the choice: it keeps the problem one that is solved exactly, and the result monotone and stable. For the same
 * candidates more tokens never give less utility (with pinned ones: never less of those, nor, for as much of them, less utility).
 *
 * Deterministic, the same for any order of candidates and renditions, near-linear. Tokens that a rendition understates are found by
 * the count of the whole, and then all are counted. Throws `INVALID_OPTION`, and `BUDGET_UNSATISFIABLE` where the smallest renditions
 * of what is pinned do not fit.
 */
export function packContext<R extends ContextRendition>(
  candidates: readonly ContextCandidate<R>[],
  options: PackContextOptions,
): PackedContext<R> {
  const { limit, pinned, query } = checkContextOptions(candidates, options);
  const counter = options.counter ?? createTokenCounter();
  for (const recount of [false, true]) {
    const ranked = rankCandidates(candidates, { query, pinned, counter, recount });
    const fitted = fitContext(ranked, { limit, counter, trusted: recount });
    if (fitted !== undefined) return { ...fitted, totalTokens: options.totalTokens };
  }
  throw new TokenPakError(
    "INVALID_OPTION",
    `counter answers different counts for the same text, so that nothing can be held to ${limit} tokens.`,
  );
}
