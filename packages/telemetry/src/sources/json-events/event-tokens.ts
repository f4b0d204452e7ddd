import type { JsonValue, TokenCounts } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";

/**
 * The counts that an event states, by the names that loggers use; `undefined` where it states neither input nor output. What was read
 * from or written into a cache stands beside the input when it is called so (`cacheReadTokens`, `cache_creation_input_tokens`, ...),
 * and is a part of it where it is called cached (`cachedInputTokens`), where it is a detail of it (`inputTokenDetails`), and where the
 * input is all of a prompt (`prompt_tokens`). A part is never more than the whole: then it stands beside it.
 */
export function eventTokens(event: Fields): Partial<TokenCounts> | undefined {
  const input = readCount(firstField(event, INPUT));
  const prompt = readCount(firstField(event, PROMPT));
  const output = readCount(firstField(event, OUTPUT));
  const stated = input ?? prompt;
  if (stated === undefined && output === undefined) return undefined;
  const { inputTokenDetails } = event;
  const { cacheReadTokens, cacheWriteTokens } = fieldsOf(inputTokenDetails);
  const read = cachedTokens(
    readCount(firstField(event, READ)),
    readCount(firstField(event, CACHED)) ?? readCount(cacheReadTokens),
  );
  const written = cachedTokens(readCount(firstField(event, WRITE)), readCount(cacheWriteTokens));
  const isPrompt = input === undefined;
  const part =
    (isPrompt || read.isPart ? read.count : 0) + (isPrompt || written.isPart ? written.count : 0);
  const whole = stated ?? 0;
  const all = output ?? 0;
  return {
    uncachedInput: whole >= part ? whole - part : whole,
    cacheRead: read.count,
    cacheWriteOther: written.count,
    output: all,
    reasoning: Math.min(readCount(firstField(event, REASONING)) ?? 0, all),
  };
}

/** The first of these fields that says anything. */
export function firstField(event: Fields, names: readonly string[]): JsonValue | undefined {
  for (const name of names) {
    const value = event[name] ?? undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

const INPUT = ["tokensIn", "tokens_in", "inputTokens", "input_tokens"];
const PROMPT = ["promptTokens", "prompt_tokens"];
const OUTPUT = [
  "tokensOut",
  "tokens_out",
  "outputTokens",
  "output_tokens",
  "completionTokens",
  "completion_tokens",
];
const READ = ["cacheReadTokens", "cache_read_tokens", "cache_read_input_tokens"];
const CACHED = ["cachedInputTokens", "cached_input_tokens", "cachedTokens", "cached_tokens"];
const WRITE = ["cacheWriteTokens", "cache_write_tokens", "cache_creation_input_tokens"];
const REASONING = ["reasoningTokens", "reasoning_tokens"];

function cachedTokens(
  beside: number | undefined,
  within: number | undefined,
): { readonly count: number; readonly isPart: boolean } {
  return beside === undefined
    ? { count: within ?? 0, isPart: true }
    : { count: beside, isPart: false };
}
