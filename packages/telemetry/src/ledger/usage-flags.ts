import {
  CONFIDENCES,
  type CompletionRecord,
  type Confidence,
  type SavingsRecord,
  totalTokens,
  USAGE_SOURCES,
  type UsageSource,
} from "@tokenpak/core";

/**
 * What reports count requests by, beside their names, in one number: bits 0-1 the source of the usage, 2-3 the confidence (as
 * places in {@link USAGE_SOURCES} and {@link CONFIDENCES}), and above them these. Stored: a bit never changes its meaning.
 */
export const USAGE_FLAGS = {
  /** Ended in an error, or was aborted. */
  failed: 16,
  partial: 32,
  /** Used tokens, and has no cost; the index of unpriced rows knows this number. */
  unpriced: 64,
  fuzzy: 128,
  reportedCost: 256,
  /** Is no request at all but a saving. */
  saving: 512,
} as const;

/** {@link USAGE_FLAGS} of a request. */
export function completionFlags(record: CompletionRecord): number {
  const { usage, costNanos, costSource, priceMatch, outcome } = record;
  const isPriced = costNanos !== undefined;
  return (
    USAGE_SOURCES.indexOf(usage.usageSource) +
    4 * CONFIDENCES.indexOf(usage.confidence) +
    (outcome === "ok" ? 0 : USAGE_FLAGS.failed) +
    (usage.partial ? USAGE_FLAGS.partial : 0) +
    (!isPriced && totalTokens(usage) > 0 ? USAGE_FLAGS.unpriced : 0) +
    (isPriced && priceMatch === "fuzzy" ? USAGE_FLAGS.fuzzy : 0) +
    (isPriced && costSource === "reported" ? USAGE_FLAGS.reportedCost : 0)
  );
}

/** {@link USAGE_FLAGS} of a saving. */
export function savingsFlags({ confidence, savedNanos }: SavingsRecord): number {
  return (
    USAGE_FLAGS.saving +
    4 * CONFIDENCES.indexOf(confidence) +
    (savedNanos === undefined ? USAGE_FLAGS.unpriced : 0)
  );
}

/** Where a usage comes from, of its flags. */
export function usageSourceOf(flags: number): UsageSource {
  return USAGE_SOURCES[flags & 3] as UsageSource;
}

/** How far it can be relied upon, of its flags. */
export function confidenceOf(flags: number): Confidence {
  return CONFIDENCES[(flags >> 2) & 3] ?? "low";
}
