import type { TokenCounts } from "@tokenpak/core";
import type { Fields } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";

/**
 * Counts from the attributes `gen_ai.usage.*`, under their present and earlier names. The input includes what was read from and
 * written into a cache, by the conventions; where it is smaller than these, its writer did not follow them, and it excludes them.
 * Output includes reasoning.
 */
export function spanTokens(attributes: Fields): Partial<TokenCounts> {
  const input = count(attributes, ["input_tokens", "prompt_tokens"]);
  const cacheRead = count(attributes, [
    "cache_read.input_tokens",
    "cache_read_input_tokens",
    "cached_input_tokens",
  ]);
  const cacheWriteOther = count(attributes, [
    "cache_write.input_tokens",
    "cache_creation.input_tokens",
    "cache_creation_input_tokens",
    "cache_write_input_tokens",
  ]);
  const output = count(attributes, ["output_tokens", "completion_tokens"]);
  const reasoning = count(attributes, ["reasoning.output_tokens", "reasoning_tokens"]);
  const cached = cacheRead + cacheWriteOther;
  return {
    uncachedInput: input >= cached ? input - cached : input,
    cacheRead,
    cacheWriteOther,
    output,
    reasoning: Math.min(reasoning, output),
  };
}

function count(attributes: Fields, names: readonly string[]): number {
  for (const name of names) {
    const value = readCount(attributes[`gen_ai.usage.${name}`]);
    if (value !== undefined) return value;
  }
  return 0;
}
