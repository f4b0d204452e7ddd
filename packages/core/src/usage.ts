/** Where a usage figure comes from, best first. */
export const USAGE_SOURCES = [
  "provider_reported",
  "proxy_estimate",
  "token_counted",
  "unknown",
] as const;

/**
 * - `provider_reported`: the provider said so, in its answer or in what a client logged of it.
 * - `proxy_estimate`: an estimate from what passed by (bytes, characters, a cut-off stream).
 * - `token_counted`: counted by a tokenizer of ours.
 * - `unknown`: nobody said.
 */
export type UsageSource = (typeof USAGE_SOURCES)[number];

/** The usage sources by name. */
export const UsageSource = {
  providerReported: "provider_reported",
  proxyEstimate: "proxy_estimate",
  tokenCounted: "token_counted",
  unknown: "unknown",
} as const satisfies Record<string, UsageSource>;

/** How far a figure can be relied upon, best first. */
export const CONFIDENCES = ["high", "medium", "low"] as const;

/**
 * - `high`: read from the provider's own answer.
 * - `medium`: read from a log that a client wrote about it, or counted with the model's own tokenizer.
 * - `low`: estimated, or incomplete.
 */
export type Confidence = (typeof CONFIDENCES)[number];

/** The confidences by name. */
export const Confidence = {
  high: "high",
  medium: "medium",
  low: "low",
} as const satisfies Record<string, Confidence>;

/**
 * Tokens as they are billed, in one form for every provider. The first six are disjoint, and their sum is all that was processed;
 * the others are parts of those. Integers from 0.
 */
export interface TokenCounts {
  /** Input that was neither read from nor written into a prompt cache. */
  readonly uncachedInput: number;
  /** Input read from a prompt cache. */
  readonly cacheRead: number;
  /** Input written into a cache that lives 5 minutes. */
  readonly cacheWrite5m: number;
  /** Input written into a cache that lives an hour. */
  readonly cacheWrite1h: number;
  /** Input written into a cache of another life time, or of one that was not said. */
  readonly cacheWriteOther: number;
  /** All output: text, tool calls, reasoning. */
  readonly output: number;
  /** Reasoning, as part of the output. */
  readonly reasoning: number;
  /** Audio, as part of the input that was not cached, and of the output. */
  readonly audioInput: number;
  readonly audioOutput: number;
  /** Images, likewise. */
  readonly imageInput: number;
  readonly imageOutput: number;
}

/** Of one part of a request that another model served, or that is billed beside the rest. */
export interface UsagePart extends TokenCounts {
  /** What it was: `message`, `compaction`, `fallback_message`, ..., as the provider calls it. */
  readonly kind: string;
  /** The model that served it, where that is not the model of the response. */
  readonly model?: string | undefined;
}

/** What one request used. */
export interface CanonicalUsage extends TokenCounts {
  /** Calls of tools that the provider runs and bills by number: `{ web_search_requests: 2 }`. Empty where there were none. */
  readonly serverTools: Readonly<Record<string, number>>;
  /** Service tier as the provider names it (`standard`, `priority`, `batch`, `flex`), where it said so. */
  readonly tier?: string | undefined;
  /** Speed as the provider names it (`standard`, `fast`), where it said so. */
  readonly speed?: string | undefined;
  /** Region of inference, where it said so. */
  readonly geo?: string | undefined;
  /**
   * What the request was made of, where parts are priced apart: the counts above are then the sums of the parts' counts.
   */
  readonly parts?: readonly UsagePart[] | undefined;
  readonly usageSource: UsageSource;
  readonly confidence: Confidence;
  /** The answer ended before its last count: the true figures are at least these. */
  readonly partial: boolean;
}

/** The fields of {@link TokenCounts}, in their order. */
export const TOKEN_COUNTS = [
  "uncachedInput",
  "cacheRead",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteOther",
  "output",
  "reasoning",
  "audioInput",
  "audioOutput",
  "imageInput",
  "imageOutput",
] as const satisfies readonly (keyof TokenCounts)[];

/** No tokens at all. */
export const NO_TOKENS: TokenCounts = {
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheWriteOther: 0,
  output: 0,
  reasoning: 0,
  audioInput: 0,
  audioOutput: 0,
  imageInput: 0,
  imageOutput: 0,
};

/** A usage that nobody reported: all counts 0, source `unknown`, confidence `low`. */
export const UNKNOWN_USAGE: CanonicalUsage = {
  ...NO_TOKENS,
  serverTools: {},
  usageSource: "unknown",
  confidence: "low",
  partial: false,
};

/** Tokens written into caches of every life time. */
export function cacheWriteTokens(counts: TokenCounts): number {
  return counts.cacheWrite5m + counts.cacheWrite1h + counts.cacheWriteOther;
}

/** All input: what was cached and what was not (the inclusive total of OpenAI, Gemini and OpenTelemetry). */
export function inputTokens(counts: TokenCounts): number {
  return counts.uncachedInput + counts.cacheRead + cacheWriteTokens(counts);
}

/** All input and output. */
export function totalTokens(counts: TokenCounts): number {
  return inputTokens(counts) + counts.output;
}

/** The sum, field by field. */
export function addTokens(left: TokenCounts, right: TokenCounts): TokenCounts {
  const sum: Record<string, number> = {};
  for (const field of TOKEN_COUNTS) sum[field] = left[field] + right[field];
  return sum as unknown as TokenCounts;
}
