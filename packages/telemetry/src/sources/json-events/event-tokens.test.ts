import type { JsonValue } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { eventTokens } from "./event-tokens.ts";

function tokens(event: { readonly [name: string]: JsonValue }) {
  const counts = eventTokens(event);
  return [
    counts?.uncachedInput,
    counts?.cacheRead,
    counts?.cacheWriteOther,
    counts?.output,
    counts?.reasoning,
  ];
}

describe("eventTokens", () => {
  it("keeps beside the input what is called a cache's reads and writes", () => {
    const anthropic = {
      input_tokens: 12,
      cache_read_input_tokens: 2000,
      cache_creation_input_tokens: 100,
      output_tokens: 76,
    };
    expect(tokens(anthropic)).toEqual([12, 2000, 100, 76, 0]);
    expect(tokens({ tokensIn: 12, cacheReadTokens: 5, tokensOut: 1 })).toEqual([12, 5, 0, 1, 0]);
  });

  it("takes out of the input what is called cached, and details of the input", () => {
    const flat = {
      inputTokens: 1500,
      cachedInputTokens: 1024,
      outputTokens: 300,
      reasoningTokens: 256,
    };
    expect(tokens(flat)).toEqual([476, 1024, 0, 300, 256]);
    const inputTokenDetails = { noCacheTokens: 376, cacheReadTokens: 1024, cacheWriteTokens: 100 };
    expect(tokens({ inputTokens: 1500, inputTokenDetails, outputTokens: 300 })).toEqual([
      376, 1024, 100, 300, 0,
    ]);
  });

  it("takes everything cached out of a prompt, and nothing out of one that is smaller than that", () => {
    expect(
      tokens({ prompt_tokens: 2112, cache_read_tokens: 2000, cache_write_tokens: 100 }),
    ).toEqual([12, 2000, 100, 0, 0]);
    expect(tokens({ prompt_tokens: 12, cached_tokens: 2000 })).toEqual([12, 2000, 0, 0, 0]);
  });

  it("is nothing where there is neither input nor output, and believes no count that cannot be", () => {
    expect(eventTokens({ cacheReadTokens: 5 })).toBeUndefined();
    expect(eventTokens({ tokensIn: -5, tokensOut: "6" })).toBeUndefined();
    expect(tokens({ tokens_in: 1.5, tokens_out: 4, reasoning_tokens: 9 })).toEqual([0, 0, 0, 4, 4]);
  });
});
