import { type CanonicalUsage, NO_TOKENS, type TokenCounts, UNKNOWN_USAGE } from "@tokenpak/core";

/**
 * Usage as the provider states it in its answer, of high confidence; counts that are not given are 0. A part that is stated higher
 * than its whole counts as much as the whole.
 */
export function reportedUsage(
  counts: Partial<TokenCounts>,
  more: Partial<CanonicalUsage> = {},
): CanonicalUsage {
  return {
    ...partsWithin({ ...NO_TOKENS, ...counts }),
    serverTools: {},
    usageSource: "provider_reported",
    confidence: "high",
    partial: false,
    ...more,
  };
}

/** Counts of which every part is as large as its whole at most. */
export function partsWithin(counts: TokenCounts): TokenCounts {
  const { uncachedInput, output } = counts;
  const audioInput = Math.min(counts.audioInput, uncachedInput);
  const audioOutput = Math.min(counts.audioOutput, output);
  return {
    ...counts,
    reasoning: Math.min(counts.reasoning, output),
    audioInput,
    imageInput: Math.min(counts.imageInput, uncachedInput - audioInput),
    audioOutput,
    imageOutput: Math.min(counts.imageOutput, output - audioOutput),
  };
}

/** What an answer used that was not seen to its end: the counts so far, at least; none where none were stated. */
export function unfinishedUsage(usage: CanonicalUsage = UNKNOWN_USAGE): CanonicalUsage {
  return { ...usage, confidence: "low", partial: true };
}
