import { type CanonicalUsage, NO_TOKENS, TOKEN_COUNTS, type TokenCounts } from "@tokenpak/core";

/**
 * Usage that a client wrote into its log: reported by the provider, of medium confidence. Counts that are not given are 0;
 * `undefined` where nothing at all was used, since that is no request that anybody paid for.
 */
export function loggedUsage(
  counts: Partial<TokenCounts>,
  more: Partial<CanonicalUsage> = {},
): CanonicalUsage | undefined {
  if (TOKEN_COUNTS.every((name) => (counts[name] ?? 0) === 0)) return undefined;
  return {
    ...NO_TOKENS,
    ...counts,
    serverTools: {},
    usageSource: "provider_reported",
    confidence: "medium",
    partial: false,
    ...more,
  };
}

/** Dollars that a log states, as nano-dollars; `undefined` for what is no price: nothing, 0, negative, text, beyond belief. */
export function reportedNanos(costUsd: unknown): number | undefined {
  if (typeof costUsd !== "number" || !(costUsd > 0) || costUsd > MOST_DOLLARS) return undefined;
  const nanos = Math.round(costUsd * 1e9);
  return nanos > 0 ? nanos : undefined;
}

/** Of one request. */
const MOST_DOLLARS = 1_000_000;
