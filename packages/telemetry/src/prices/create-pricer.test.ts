import { NO_TOKENS, type PriceQuestion, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { createPricer } from "./create-pricer.ts";

const pricer = createPricer();
const EVERY_KIND = {
  uncachedInput: 12,
  cacheWrite5m: 60,
  cacheWrite1h: 40,
  cacheRead: 2000,
  output: 7,
};

function usd(question: PriceQuestion): number | undefined {
  return pricer.price(question)?.costUsd;
}

function claude(model: string, usage: Parameters<typeof usageOf>[0], at?: string) {
  return pricer.price({
    provider: "anthropic",
    model,
    usage: usageOf(usage),
    at: at === undefined ? undefined : Date.parse(at),
  });
}

describe("createPricer", () => {
  it("prices as the provider's own client does", () => {
    expect(claude("claude-opus-4-8", EVERY_KIND)).toMatchObject({
      costUsd: 0.00201,
      costNanos: 2_010_000,
      inputNanos: 60_000,
      cacheReadNanos: 1_000_000,
      cacheWriteNanos: 775_000,
      outputNanos: 175_000,
      toolNanos: 0,
      match: "exact",
      priceProvider: "anthropic",
      priceModel: "claude-opus-4-8",
      assumptions: [],
    });
    expect(claude("claude-opus-5-5", EVERY_KIND)?.costUsd).toBe(0.001208);
  });

  it("charges a cache write once (a bill of $0.0544 that was reported as $0.0913)", () => {
    const usage = { uncachedInput: 3, cacheWriteOther: 12_304, output: 550 };
    expect(claude("claude-3-7-sonnet-20250219", usage)?.costUsd).toBe(0.054399);
  });

  it("charges cache reads at their own price (a bill of $0.000292 that was reported as seven times that)", () => {
    const usage = { uncachedInput: 4, cacheRead: 2455, output: 23 };
    expect(claude("claude-3-5-haiku-20241022", usage)?.costUsd).toBe(0.0002916);
  });

  it("charges one-hour cache writes at twice the input, on Bedrock too, where the table has one price for writes", () => {
    const usage = usageOf({ cacheWrite1h: 1_000_000 });
    expect(usd({ provider: "anthropic", model: "claude-opus-4-8", usage })).toBe(10);
    const price = pricer.price({
      provider: "aws",
      model: "global.anthropic.claude-opus-4-8",
      usage,
    });
    expect(price).toMatchObject({
      costUsd: 10,
      assumptions: ["One-hour cache writes are priced at twice the input, as Anthropic does."],
    });
  });

  it("charges the rest of a split of cache writes as five-minute ones, and says so", () => {
    const price = claude("claude-opus-4-8", {
      cacheWrite5m: 100_000,
      cacheWrite1h: 20_000,
      cacheWriteOther: 80_000,
    });
    expect(price?.costUsd).toBe(0.625 + 0.2 + 0.5);
    expect(price?.assumptions).toEqual([
      "Cache writes of a life time that was not said are priced as those of five minutes.",
    ]);
  });

  it("takes the price that held when the request was served", () => {
    const usage = usageOf({ uncachedInput: 1_000_000 - 900_000 });
    const sol = (at?: string) =>
      usd({
        provider: "openai",
        model: "gpt-5.6-sol",
        usage,
        at: at === undefined ? undefined : Date.parse(at),
      });
    expect(sol("2026-08-20T23:59:59.999Z")).toBe(0.5);
    expect(sol("2026-08-21T00:00:00Z")).toBe(0.4);
    expect(sol()).toBe(0.4);
    expect(sol("1990-01-01")).toBe(0.5);
    const read = { cacheRead: 1_000_000 };
    expect(claude("claude-sonnet-5-5", read, "2026-10-06T23:59:59Z")?.costUsd).toBe(0.2);
    expect(claude("claude-sonnet-5-5", read, "2026-10-07T00:00:00Z")?.costUsd).toBe(0.1);
    expect(claude("claude-sonnet-5-5", read)?.costUsd).toBe(0.1);
  });

  it("takes the price of the time of day, and says so where that is not known", () => {
    const usage = usageOf({ uncachedInput: 1_000_000 });
    const at = (time: string) => Date.parse(`2026-09-01T${time}Z`);
    const question = { provider: "deepseek", model: "deepseek-v4-flash", usage };
    expect(usd({ ...question, at: at("00:59:59.999") })).toBe(0.22);
    expect(usd({ ...question, at: at("01:00:00") })).toBe(0.44);
    expect(usd({ ...question, at: at("04:00:00") })).toBe(0.22);
    expect(pricer.price(question)?.assumptions).toHaveLength(1);
  });

  it("charges every token of a long prompt at the price of long prompts", () => {
    const short = { uncachedInput: 60_000, cacheRead: 40_000, output: 1000 };
    expect(claude("claude-haiku-5-5", short)?.costUsd).toBe(0.006 + 0.0004 + 0.0005);
    const long = { ...short, cacheRead: 40_001 };
    expect(claude("claude-haiku-5-5", long)?.costNanos).toBe(30_000_000 + 2_000_050 + 2_500_000);
    const sol = (uncachedInput: number) =>
      usd({
        provider: "openai",
        model: "gpt-5.5",
        usage: usageOf({ uncachedInput, output: 1000 }),
      });
    expect(sol(271_999)).toBe(1.389995);
    expect(sol(272_000)).toBe(2.765);
  });

  it("charges audio and images where they have a price of their own", () => {
    const usage = usageOf({ uncachedInput: 1000, audioInput: 400, output: 500, audioOutput: 200 });
    expect(usd({ provider: "openai", model: "gpt-audio", usage })).toBe(
      (600 * 2.5 + 400 * 32 + 300 * 10 + 200 * 64) / 1e6,
    );
    const image = usageOf({ uncachedInput: 100, output: 1500, imageOutput: 1290 });
    expect(usd({ provider: "google", model: "gemini-2.5-flash-image", usage: image })).toBe(
      (100 * 0.3 + 210 * 2.5 + 1290 * 30) / 1e6,
    );
    const more = usageOf({ uncachedInput: 10, audioInput: 50 });
    expect(usd({ provider: "openai", model: "gpt-audio", usage: more })).toBe((10 * 32) / 1e6);
  });

  it("charges reasoning apart only where it costs something else", () => {
    const usage = usageOf({ output: 1000, reasoning: 400 });
    expect(usd({ provider: "openai", model: "gpt-5", usage })).toBe(0.01);
    expect(usd({ provider: "perplexity", model: "sonar-deep-research", usage })).toBe(
      (600 * 8 + 400 * 3) / 1e6,
    );
  });

  it("charges calls of tools that the provider runs", () => {
    const serverTools = { web_search_requests: 3, web_fetch_requests: 5 };
    const price = claude("claude-opus-4-8", { ...EVERY_KIND, serverTools });
    expect(price).toMatchObject({ toolNanos: 30_000_000, costNanos: 32_010_000 });
    expect(claude("claude-opus-4-8", { serverTools: { tea_requests: 1 } })).toBeUndefined();
    expect(claude("claude-opus-4-8", { serverTools: { tea_requests: 0 } })?.costUsd).toBe(0);
  });

  it("charges the parts of a request by the models that served them", () => {
    const message = { ...NO_TOKENS, uncachedInput: 1000, output: 100 };
    const parts = [
      { ...message, kind: "message" },
      { ...message, kind: "compaction" },
      { ...message, kind: "fallback_message", model: "claude-haiku-4-5" },
    ];
    const price = claude("claude-opus-4-8", { uncachedInput: 3000, output: 300, parts });
    expect(price?.costUsd).toBe(2 * 0.0075 + 0.0015);
    const unknown = [...parts, { ...message, kind: "advisor", model: "no-such-model" }];
    expect(
      claude("claude-opus-4-8", { uncachedInput: 4000, output: 400, parts: unknown }),
    ).toBeUndefined();
  });

  it("judges the length of a prompt by the part, not by the sum", () => {
    const half = { ...NO_TOKENS, uncachedInput: 60_000, kind: "message" };
    const price = claude("claude-haiku-5-5", { uncachedInput: 120_000, parts: [half, half] });
    expect(price?.costUsd).toBe(0.012);
  });

  it("has no price for what nobody has one for", () => {
    const usage = usageOf(EVERY_KIND);
    expect(usd({ provider: "anthropic", model: "claude-fable-5-2", usage })).toBeUndefined();
    expect(usd({ provider: "ollama", model: "llama3", usage })).toBeUndefined();
    expect(usd({ model: "", usage })).toBeUndefined();
    expect(usd({ model: "x".repeat(1_000_000), usage })).toBeUndefined();
    expect(usd({ provider: "openai", model: "whisper-1", usage })).toBeUndefined();
    expect(usd({ provider: "openai", model: "text-embedding-3-small", usage })).toBeUndefined();
  });

  it("has no price for a usage that nobody reported or that is none", () => {
    const question = { provider: "openai", model: "gpt-5" };
    expect(usd({ ...question, usage: UNKNOWN_USAGE })).toBeUndefined();
    for (const uncachedInput of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(usd({ ...question, usage: usageOf({ uncachedInput }) })).toBeUndefined();
    }
    expect(usd({ ...question, usage: usageOf({ uncachedInput: 8 }), at: Number.NaN })).toBe(
      0.00001,
    );
  });

  it("says that an answer which was cut off cost at least its price", () => {
    expect(claude("claude-opus-4-8", { output: 1, partial: true })?.assumptions).toEqual([
      "The answer was cut off: it cost at least this.",
    ]);
  });

  it("stays whole and finite beyond what a number of nano-dollars holds exactly", () => {
    const price = claude("claude-opus-4-8", { output: Number.MAX_SAFE_INTEGER });
    expect(price?.costNanos).toBe(Number(BigInt(Number.MAX_SAFE_INTEGER) * 25_000n));
    expect(Number.isInteger(price?.costNanos)).toBe(true);
    expect(price?.costUsd).toBeCloseTo((2 ** 53 * 25) / 1e6, -6);
  });

  it("rounds half up, each part once", () => {
    // $0.02 per million is 20 nano-dollars a token, in a batch 10; $0.125 is 125, in a batch 62.5.
    const price = pricer.price({
      provider: "anthropic",
      model: "claude-haiku-5-5",
      usage: usageOf({ cacheWrite5m: 1, tier: "batch" }),
    });
    expect(price).toMatchObject({ cacheWriteNanos: 63, costNanos: 63 });
  });

  it("refuses an overlay of prices that are none", () => {
    const lay = (rates: object, from?: string) =>
      createPricer({
        overlay: { models: [{ names: ["m"], prices: [{ from, rates }] }] },
      }).price({ model: "m", usage: usageOf({ uncachedInput: 1 }) });
    expect(lay({ input: 3 }, "2026-01-01")?.costNanos).toBe(3000);
    expect(() => lay({ input: -3 })).toThrow(/must be a number from 0, not -3/);
    expect(() => lay({ input: 3 }, "soon")).toThrow(/not from "soon"/);
  });

  it("names its prices", () => {
    expect(pricer.priceTable).toBe("genai-prices-0.1.8+tokenpak-2026-11-23");
    const overlay = { date: "2026-01-01", models: [] };
    const named = createPricer({ overlay }).priceTable;
    expect(named).toMatch(/^genai-prices-0\.1\.8\+tokenpak-2026-11-23\+user-[0-9a-f]{8}$/);
    expect(createPricer({ overlay }).priceTable).toBe(named);
    expect(createPricer({ overlay: { ...overlay, date: "2026-01-02" } }).priceTable).not.toBe(
      named,
    );
  });
});
