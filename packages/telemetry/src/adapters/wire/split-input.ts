import type { TokenCounts } from "@tokenpak/core";

/** Input as OpenAI and Google count it: what was cached is part of the total. */
export interface InclusiveInput {
  readonly total: number;
  readonly cacheRead: number;
  /** Default 0. */
  readonly cacheWrite?: number | undefined;
}

/**
 * Disjoint counts whose sum is the total, which is what is billed: where more is said to be cached than there was, the total holds, and
 * what was read counts before what was written.
 */
export function splitInput(
  input: InclusiveInput,
): Pick<TokenCounts, "uncachedInput" | "cacheRead" | "cacheWriteOther"> {
  const cacheRead = Math.min(input.cacheRead, input.total);
  const cacheWriteOther = Math.min(input.cacheWrite ?? 0, input.total - cacheRead);
  return { uncachedInput: input.total - cacheRead - cacheWriteOther, cacheRead, cacheWriteOther };
}
