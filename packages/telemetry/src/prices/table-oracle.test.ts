import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { calcPrice } from "@pydantic/genai-prices";
import { addTokens, type CanonicalUsage, TOKEN_COUNTS } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { createPricer } from "./create-pricer.ts";
import { TABLE_VERSION } from "./shipped-overlay.ts";

const MODELS = [
  ["anthropic", "claude-opus-4-8"],
  ["anthropic", "claude-sonnet-4-5"],
  ["anthropic", "claude-opus-4-6"],
  ["anthropic", "claude-fable-5-1"],
  ["openai", "gpt-5.6-sol"],
  ["openai", "gpt-5.5"],
  ["openai", "gpt-4o"],
  ["google", "gemini-2.5-pro"],
  ["google", "gemini-2.5-flash"],
  ["openrouter", "google/gemini-2.5-flash-lite"],
  ["x-ai", "grok-4.5"],
  ["deepseek", "deepseek-chat"],
  ["perplexity", "sonar-deep-research"],
] as const;

const FLAT_MODELS = [
  ["anthropic", "claude-opus-4-8"],
  ["openai", "gpt-5"],
  ["google", "gemini-2.5-flash"],
] as const;

const tokens = fc.oneof(fc.nat(300), fc.nat(400_000));

const usages = fc
  .record({
    uncachedInput: tokens,
    cacheRead: tokens,
    cacheWrite5m: tokens,
    cacheWrite1h: tokens,
    output: tokens,
    audio: fc.double({ min: 0, max: 1, noNaN: true }),
    reasoning: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ audio, reasoning, ...counts }) =>
    usageOf({
      ...counts,
      audioInput: Math.floor(counts.uncachedInput * audio),
      reasoning: Math.floor(counts.output * reasoning),
    }),
  );

const times = fc.integer({ min: Date.parse("2025-01-01"), max: Date.parse("2027-01-01") });

const pricer = createPricer();

/** What the table's own calculation, in floating-point numbers, says. */
function tablePrice(
  [provider, model]: readonly [string, string],
  usage: CanonicalUsage,
  at: number,
): number | undefined {
  const input = usage.uncachedInput + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  return calcPrice(
    {
      input_tokens: input,
      cache_read_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
      cache_write_1h_tokens: usage.cacheWrite1h,
      input_audio_tokens: usage.audioInput,
      cache_audio_read_tokens: 0,
      cache_audio_write_tokens: 0,
      cache_audio_write_1h_tokens: 0,
      output_tokens: usage.output,
      output_reasoning_tokens: usage.reasoning,
    },
    model,
    { providerId: provider, timestamp: new Date(at) },
  )?.total_price;
}

describe("createPricer beside the table's own calculation", () => {
  it("is laid over the version that is installed", () => {
    const entry = createRequire(import.meta.url).resolve("@pydantic/genai-prices");
    const manifest = JSON.parse(readFileSync(join(entry, "../../package.json"), "utf8"));
    expect(manifest.version).toBe(TABLE_VERSION);
  });

  it("agrees on every usage of every model that it names exactly", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), usages, times, (named, usage, at) => {
        const price = pricer.price({ provider: named[0], model: named[1], usage, at });
        const expected = tablePrice(named, usage, at) ?? Number.NaN;
        // Five parts, each rounded by half a nano-dollar at most.
        expect(Math.abs((price?.costUsd ?? Number.NaN) - expected)).toBeLessThan(3e-9);
        expect(price?.match).toBe("exact");
      }),
      { numRuns: 400 },
    );
  });

  it("gives a sum of its parts that is a finite number from 0", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), usages, ([provider, model], usage) => {
        const price = pricer.price({ provider, model, usage });
        if (price === undefined) throw new Error("no price");
        const { inputNanos, cacheReadNanos, cacheWriteNanos, outputNanos, toolNanos } = price;
        expect(inputNanos + cacheReadNanos + cacheWriteNanos + outputNanos + toolNanos).toBe(
          price.costNanos,
        );
        expect(Number.isSafeInteger(price.costNanos) && price.costNanos >= 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("adds up: two requests cost what one with their tokens would, but for the rounding of five parts", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLAT_MODELS),
        usages,
        usages,
        ([provider, model], one, other) => {
          const nanos = (usage: CanonicalUsage): number =>
            pricer.price({ provider, model, usage })?.costNanos ?? Number.NaN;
          const both = nanos(usageOf(addTokens(one, other)));
          expect(Math.abs(both - nanos(one) - nanos(other))).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never falls when a count rises", () => {
    const fields = fc.constantFrom(...TOKEN_COUNTS.slice(0, 6));
    fc.assert(
      fc.property(
        fc.constantFrom(...FLAT_MODELS),
        usages,
        fields,
        ([provider, model], usage, field) => {
          const nanos = (more: number): number =>
            pricer.price({ provider, model, usage: { ...usage, [field]: usage[field] + more } })
              ?.costNanos ?? Number.NaN;
          expect(nanos(1000)).toBeGreaterThanOrEqual(nanos(0));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("grows with its tokens: a thousand times as many cost a thousand times as much", () => {
    fc.assert(
      fc.property(usages, (usage) => {
        const many = usageOf(
          Object.fromEntries(TOKEN_COUNTS.map((field) => [field, usage[field] * 1000])),
        );
        const nanos = (counts: CanonicalUsage): number =>
          pricer.price({ provider: "openai", model: "gpt-5", usage: counts })?.costNanos ??
          Number.NaN;
        expect(nanos(many)).toBe(nanos(usage) * 1000);
      }),
      { numRuns: 100 },
    );
  });

  it("answers from memory what it would without", () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), usages, times, ([provider, model], usage, at) => {
        const question = { provider, model, usage, at };
        expect(pricer.price(question)).toEqual(createPricer().price(question));
      }),
      { numRuns: 60 },
    );
  });
});
