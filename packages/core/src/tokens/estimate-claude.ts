import type { BytePairEncoder } from "./byte-pair-encoder.ts";
import { type ClaudeFeatures, claudeFeatures } from "./claude-features.ts";

/** Claude tokens for one of each feature, as `scripts/fit-claude-estimate.ts` prints them. */
export const CLAUDE_WEIGHTS: Readonly<Record<keyof ClaudeFeatures, number>> = {
  wordTokens: 0.679,
  words: 0.592,
  bareWords: 0.363,
  joinedWords: 0.471,
  numberTokens: 1.849,
  symbolTokens: 0.312,
  symbols: 0.246,
  lineEndingSymbols: 1.826,
  spaceTokens: 0.378,
  lineFeeds: 0.691,
  wideSymbolTokens: 1.003,
  wideWordTokens: 1.229,
};

/**
 * An estimate of the tokens that `text` has for Claude; `encoder` is o200k_base's.
 */
export function estimateClaude(encoder: BytePairEncoder, text: string): number {
  if (text === "") return 0;
  const features = claudeFeatures(encoder, text);
  let tokens = 0;
  for (const [name, weight] of Object.entries(CLAUDE_WEIGHTS)) {
    tokens += weight * features[name as keyof ClaudeFeatures];
  }
  return Math.max(1, Math.round(tokens));
}
