import { inputTokens, NO_TOKENS, totalTokens, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import {
  anthropicCachedResponse,
  anthropicIteratedResponse,
} from "../../../tests/samples/anthropic-samples.ts";
import { anthropicUsage, newerUsage, readReportedUsage } from "./anthropic-usage.ts";

const usageOf = (usage: unknown, model?: string) =>
  anthropicUsage(readReportedUsage(usage), { model, partial: false });

describe("anthropicUsage", () => {
  it("counts input without what was cached, so that all adds up: 12 + 100 + 2000 = 2112", () => {
    const usage = usageOf(anthropicCachedResponse.usage);
    expect(usage).toEqual({
      ...NO_TOKENS,
      uncachedInput: 12,
      cacheWrite5m: 60,
      cacheWrite1h: 40,
      cacheRead: 2000,
      output: 7,
      reasoning: 3,
      serverTools: { web_search_requests: 2 },
      tier: "standard",
      speed: "fast",
      geo: "us",
      usageSource: "provider_reported",
      confidence: "high",
      partial: false,
    });
    expect(inputTokens(usage)).toBe(2112);
    expect(totalTokens(usage)).toBe(2119);
  });

  it("keeps writes beyond the split, and writes without one, as of a life time that was not said", () => {
    const total = { input_tokens: 3, cache_creation_input_tokens: 200_000, output_tokens: 1 };
    const split = { ephemeral_5m_input_tokens: 100_000, ephemeral_1h_input_tokens: 20_000 };
    expect(usageOf({ ...total, cache_creation: split })).toMatchObject({
      cacheWrite5m: 100_000,
      cacheWrite1h: 20_000,
      cacheWriteOther: 80_000,
    });
    for (const none of [null, undefined, {}, { ephemeral_5m_input_tokens: null }]) {
      expect(usageOf({ ...total, cache_creation: none })).toMatchObject({
        cacheWrite5m: 0,
        cacheWrite1h: 0,
        cacheWriteOther: 200_000,
      });
    }
  });

  it("believes the split where the total is less", () => {
    const usage = {
      input_tokens: 1,
      output_tokens: 1,
      cache_creation: { ephemeral_1h_input_tokens: 50 },
    };
    expect(usageOf(usage)).toMatchObject({ cacheWrite1h: 50, cacheWriteOther: 0 });
    expect(usageOf({ ...usage, cache_creation_input_tokens: 20 })).toMatchObject({
      cacheWrite1h: 50,
      cacheWriteOther: 0,
    });
  });

  it("bills what the request was made of, where the totals leave out compaction and a refused attempt", () => {
    const { usage, model } = anthropicIteratedResponse;
    const read = usageOf(usage, model);
    expect(read).toMatchObject({
      uncachedInput: 60_385 + 408 + 412,
      cacheWrite1h: 30,
      output: 522 + 264,
      reasoning: 100,
    });
    expect(
      read.parts?.map(({ kind, model: served, output, reasoning }) => [
        kind,
        served,
        output,
        reasoning,
      ]),
    ).toEqual([
      ["compaction", undefined, 522, 0],
      ["message", "claude-fable-5", 0, 0],
      ["fallback_message", undefined, 264, 100],
    ]);
  });

  it("needs no parts for a single message of the model itself", () => {
    const usage = {
      input_tokens: 5,
      output_tokens: 7,
      iterations: [{ type: "message", input_tokens: 5, output_tokens: 7 }],
    };
    expect(usageOf(usage, "m")).toMatchObject({ uncachedInput: 5, output: 7, parts: undefined });
    expect(usageOf({ ...usage, iterations: [] }, "m").parts).toBe(undefined);
  });

  it("leaves nothing unbilled that the totals have and the parts have not", () => {
    const usage = usageOf({
      input_tokens: 50,
      cache_read_input_tokens: 9,
      cache_creation_input_tokens: 7,
      cache_creation: { ephemeral_5m_input_tokens: 7 },
      output_tokens: 20,
      iterations: [
        { type: "message", input_tokens: 30, output_tokens: 5, cache_creation_input_tokens: 4 },
        { type: "message", input_tokens: 10, output_tokens: 15 },
      ],
    });
    expect(usage).toMatchObject({
      uncachedInput: 50,
      cacheRead: 9,
      cacheWriteOther: 7,
      output: 20,
    });
    expect(usage.parts).toHaveLength(3);
  });

  it("spreads reasoning that the totals alone tell over parts that can hold it", () => {
    const { parts } = usageOf({
      output_tokens: 30,
      output_tokens_details: { thinking_tokens: 25 },
      iterations: [
        { type: "message", output_tokens: 20 },
        { type: "message", output_tokens: 10 },
      ],
    });
    expect(parts?.map(({ reasoning }) => reasoning)).toEqual([15, 10]);
  });

  it("is unknown where nothing was said", () => {
    for (const nothing of [
      undefined,
      null,
      {},
      [],
      7,
      { service_tier: "batch" },
      { iterations: [null] },
    ]) {
      expect(usageOf(nothing)).toEqual(UNKNOWN_USAGE);
    }
  });

  it("believes no absurd count, keeps the others, and trusts the whole less", () => {
    for (const absurd of [-1, 0.5, "7", 1e300, 2 ** 53, true, [], {}]) {
      expect(usageOf({ input_tokens: absurd, output_tokens: 7 })).toMatchObject({
        uncachedInput: 0,
        output: 7,
        confidence: "low",
      });
    }
    expect(usageOf({ input_tokens: null, output_tokens: 7 }).confidence).toBe("high");
    const many = Array.from({ length: 1_001 }, () => ({ input_tokens: 1 }));
    expect(usageOf({ input_tokens: 5, iterations: many })).toMatchObject({
      uncachedInput: 5,
      confidence: "low",
    });
  });

  it("does not take a region that is not available for one", () => {
    expect(usageOf({ input_tokens: 1, inference_geo: "not_available" }).geo).toBe(undefined);
  });

  it("names no tool that was not called", () => {
    const tools = { web_search_requests: 0, web_fetch_requests: 1, strange: -1 };
    expect(usageOf({ input_tokens: 1, server_tool_use: tools }).serverTools).toEqual({
      web_fetch_requests: 1,
    });
  });
});

describe("newerUsage", () => {
  it("replaces what is said, and keeps what is not", () => {
    const first = readReportedUsage({
      input_tokens: 43,
      cache_read_input_tokens: 500,
      cache_creation: { ephemeral_5m_input_tokens: 9 },
      output_tokens: 1,
      server_tool_use: { web_search_requests: 1 },
      service_tier: "standard",
    });
    const second = readReportedUsage({
      input_tokens: 61,
      cache_read_input_tokens: null,
      output_tokens: 20,
      server_tool_use: { web_search_requests: 3 },
    });
    expect(newerUsage(first, second)).toMatchObject({
      input: 61,
      cacheRead: 500,
      write5m: 9,
      output: 20,
      serverTools: { web_search_requests: 3 },
      tier: "standard",
    });
  });
});
