/** The encodings of @dqbd/tiktoken, in which every count is exact. */
export const EXACT_ENCODINGS = [
  "o200k_base",
  "cl100k_base",
  "p50k_base",
  "p50k_edit",
  "r50k_base",
  "gpt2",
] as const;

/** The estimators for models whose tokenizers are not public. */
const ESTIMATED_ENCODINGS = ["claude-estimate", "gemini-estimate"] as const;

/** Every encoding that `countTokens` and its siblings take. */
export const ENCODINGS: readonly Encoding[] = [...EXACT_ENCODINGS, ...ESTIMATED_ENCODINGS];

/** An encoding with a public vocabulary. */
export type ExactEncoding = (typeof EXACT_ENCODINGS)[number];

/** An estimator's name. */
export type EstimatedEncoding = (typeof ESTIMATED_ENCODINGS)[number];

/** What tokens are counted in; the default everywhere is `o200k_base`. */
export type Encoding = ExactEncoding | EstimatedEncoding;

export function isExactEncoding(encoding: Encoding): encoding is ExactEncoding {
  return (EXACT_ENCODINGS as readonly string[]).includes(encoding);
}
