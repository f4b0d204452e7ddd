import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { createPricer } from "./create-pricer.ts";
import { parsePriceOverlay, readPriceOverlay } from "./read-price-overlay.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenpak-prices-"));
afterAll(() => rmSync(folder, { recursive: true }));

const MILLION = 1_000_000;

function priced(
  prices: object,
  question: { provider?: string; model: string; usage: Parameters<typeof usageOf>[0] },
) {
  const overlay = parsePriceOverlay(JSON.stringify(prices));
  return createPricer({ overlay }).price({ ...question, usage: usageOf(question.usage) });
}

describe("readPriceOverlay", () => {
  it("lays the prices of a file over the table", () => {
    const path = join(folder, "prices.json");
    writeFileSync(path, '\uFEFF{ "claude-opus-4-8": { "input": 1, "output": 2 } }');
    const usage = usageOf({ uncachedInput: MILLION, output: MILLION });
    const price = createPricer({ overlay: path }).price({
      provider: "anthropic",
      model: "claude-opus-4-8",
      usage,
    });
    expect(price).toMatchObject({ costUsd: 3, match: "exact" });
    expect(price?.priceTable).toContain("+user-");
  });

  it("is nothing where there is no file", () => {
    const path = join(folder, "none.json");
    expect(readPriceOverlay(path)).toBeUndefined();
    expect(createPricer({ overlay: path }).priceTable).toBe(createPricer().priceTable);
  });

  it("says so where a file cannot be read", () => {
    expect(() => readPriceOverlay(folder)).toThrow(
      expect.objectContaining({ code: "PATH_UNREADABLE" }),
    );
  });
});

describe("parsePriceOverlay", () => {
  it("takes dollars per million tokens", () => {
    const prices = {
      "my-model": {
        provider: "my-cloud",
        names: ["my-model-latest"],
        input: 2,
        cacheRead: 0.2,
        cacheWrite: 2.5,
        cacheWrite1h: 4,
        output: 10,
        reasoning: 20,
        request: 0.001,
        tools: { web_search: 0.02 },
        factors: { priority: 3 },
        above: [{ tokens: 200_000, input: 4, output: 15 }],
      },
    };
    const usage = {
      uncachedInput: 100_000,
      cacheRead: 10,
      cacheWrite5m: 10,
      cacheWrite1h: 10,
      output: 1000,
      reasoning: 500,
      serverTools: { web_search_requests: 2 },
    };
    const question = { provider: "my-cloud", model: "my-model-latest" };
    expect(priced(prices, { ...question, usage })).toMatchObject({
      priceProvider: "my-cloud",
      priceModel: "my-model",
      inputNanos: 200_000_000,
      cacheReadNanos: 2000,
      cacheWriteNanos: 25_000 + 40_000,
      outputNanos: 5_000_000 + 10_000_000,
      toolNanos: 41_000_000,
    });
    const long = { uncachedInput: 200_001, output: 1000 };
    expect(priced(prices, { ...question, usage: long })).toMatchObject({
      inputNanos: 800_004_000,
      outputNanos: 15_000_000,
    });
    const prior = { uncachedInput: 100_000, tier: "priority" };
    expect(priced(prices, { ...question, usage: prior })?.inputNanos).toBe(600_000_000);
    expect(priced(prices, { ...question, provider: "other", usage })).toBeUndefined();
  });

  it("takes LiteLLM's fields, and passes over what they say of other things", () => {
    const prices = {
      sample_spec: { input_cost_per_token: "as text" },
      "claude-next-1": {
        litellm_provider: "anthropic",
        mode: "chat",
        max_tokens: 8192,
        supports_vision: true,
        input_cost_per_token: 0.000003,
        output_cost_per_token: 1.5e-5,
        cache_read_input_token_cost: 3e-7,
        cache_creation_input_token_cost: 3.75e-6,
        cache_creation_input_token_cost_above_1hr: 6e-6,
        input_cost_per_token_above_200k_tokens: 6e-6,
        output_cost_per_token_above_200k_tokens: null,
      },
      "dall-e-3": { mode: "image_generation", input_cost_per_image: 0.04 },
    };
    const question = { provider: "anthropic", model: "claude-next-1" };
    const each = {
      uncachedInput: 100_000,
      cacheRead: 10_000,
      cacheWrite5m: 1000,
      cacheWrite1h: 1000,
      output: 100,
    };
    expect(priced(prices, { ...question, usage: each })).toMatchObject({
      inputNanos: 300_000_000,
      cacheReadNanos: 3_000_000,
      cacheWriteNanos: 3_750_000 + 6_000_000,
      outputNanos: 1_500_000,
      assumptions: [],
    });
    const long = { uncachedInput: 200_001, output: 100 };
    expect(priced(prices, { ...question, usage: long })).toMatchObject({
      inputNanos: 1_200_006_000,
      outputNanos: 1_500_000,
    });
    expect(
      priced(prices, { provider: "openai", model: "dall-e-3", usage: each })?.priceTable,
    ).toBeUndefined();
  });

  it("knows LiteLLM's names of providers, and the name behind the provider's", () => {
    const prices = {
      "bedrock/next-1": { litellm_provider: "bedrock_converse", input_cost_per_token: 1e-6 },
      "next-2": { litellm_provider: "vertex_ai-anthropic_models", input_cost_per_token: 1e-6 },
    };
    const usage = { uncachedInput: MILLION };
    expect(priced(prices, { provider: "aws", model: "next-1", usage })?.costUsd).toBe(1);
    expect(priced(prices, { provider: "google", model: "next-2", usage })?.costUsd).toBe(1);
  });

  it("leaves dated snapshots that the table knows at their own price", () => {
    const prices = { "gpt-4o": { input: 1, output: 1 }, "next-3": { input: 1, output: 1 } };
    const usage = { uncachedInput: MILLION };
    expect(priced(prices, { provider: "openai", model: "gpt-4o-2024-05-13", usage })?.costUsd).toBe(
      5,
    );
    expect(priced(prices, { provider: "openai", model: "next-3-20270101", usage })?.costUsd).toBe(
      1,
    );
  });

  it.each([
    ["[]", "must be an object whose keys are names of models"],
    ['{\n "a": {\n', "is not JSON: see line"],
    ['{ "m": 3 }', '"m": must be an object such as'],
    ['{ "m": {} }', '"m", input: is missing'],
    ['{ "m": { "input": -1, "output": 1 } }', '"m", input: must be dollars per million tokens'],
    ['{ "m": { "input": 0.000003 } }', '"m", input: must be dollars per million tokens'],
    ['{ "m": { "input": 20000 } }', '"m", input: must be dollars per million tokens'],
    ['{ "m": { "input": "3" } }', '"m", input: is missing or no number'],
    ['{ "m": { "input": 1, "ouput": 2 } }', 'unknown key "ouput"; known are input, cacheRead'],
    [
      '{ "m": { "input": 1, "above": [{ "input": 2 }] } }',
      '"m", above.0.tokens: must be a whole number',
    ],
    ['{ "m": { "input": 1, "factors": { "batch": 0 } } }', '"m", factors.batch: must be above 0'],
    [
      '{ "m": { "input": 1, "tools": { "web_search": -1 } } }',
      '"m", tools.web_search: must not be negative',
    ],
    [
      '{ "m": { "input_cost_per_token": -1e-6 } }',
      '"m", input_cost_per_token: must not be negative',
    ],
    [
      '{ "m": { "input_cost_per_token": 3 } }',
      '"m", input_cost_per_token: must be dollars per token',
    ],
  ])("refuses %s and names the fix", (text, message) => {
    expect(() => parsePriceOverlay(text, "/home/me/prices.json")).toThrow(
      expect.objectContaining({
        code: "INVALID_OPTION",
        message: expect.stringContaining(message),
      }),
    );
    expect(() => parsePriceOverlay(text, "/home/me/prices.json")).toThrow(
      /^\/home\/me\/prices\.json/,
    );
  });

  it("never quotes a file that is something else", () => {
    const secret = "API_KEY=sk-very-secret";
    expect(() => parsePriceOverlay(secret)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });
});
