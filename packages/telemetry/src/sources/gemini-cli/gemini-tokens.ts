import type { TokenCounts } from "@tokenpak/core";
import type { Fields } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";

/**
 * The counts of a message of Gemini CLI, `{ input, output, cached, thoughts, tool, total }`, which are those of Gemini's
 * `usageMetadata`: what was cached is part of the input, results of tools that Google ran are input beside it, and thoughts are
 * billed as output beside `output`.
 */
export function geminiTokens(tokens: Fields): Partial<TokenCounts> {
  const of = (name: string): number => readCount(tokens[name]) ?? 0;
  const cacheRead = Math.min(of("cached"), of("input"));
  return {
    uncachedInput: of("input") - cacheRead + of("tool"),
    cacheRead,
    output: of("output") + of("thoughts"),
    reasoning: of("thoughts"),
  };
}
