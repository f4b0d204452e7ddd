import { describe, expect, it } from "vitest";
import { usageOf } from "./__fixtures__/usage-of.ts";
import { factorUnits, WHOLE_FACTOR } from "./exact-money.ts";
import { priceFactor } from "./price-factors.ts";
import { SHIPPED_OVERLAY } from "./shipped-overlay.ts";

const rules = SHIPPED_OVERLAY.factors ?? [];

function factor(
  provider: string,
  model: string,
  how: { tier?: string; speed?: string; geo?: string },
): number | undefined {
  const answer = priceFactor(usageOf(how), { provider, model, rules });
  return answer && Number(answer.units) / Number(WHOLE_FACTOR);
}

describe("priceFactor", () => {
  it("is 1 for standard service", () => {
    expect(factor("anthropic", "claude-opus-5", {})).toBe(1);
    for (const tier of ["standard", "default", "auto", "ON_DEMAND", ""]) {
      expect(factor("openai", "gpt-5", { tier })).toBe(1);
    }
    expect(factor("anthropic", "claude-opus-5", { speed: "standard", geo: "not_available" })).toBe(
      1,
    );
  });

  it("halves batches and flexible service", () => {
    expect(factor("anthropic", "claude-opus-5", { tier: "batch" })).toBe(0.5);
    expect(factor("openai", "gpt-5", { tier: "flex" })).toBe(0.5);
    expect(factor("google", "gemini-2.5-pro", { tier: "Batch" })).toBe(0.5);
    expect(factor("google", "gemini-2.5-pro", { tier: "ON_DEMAND_FLEX" })).toBe(0.5);
    expect(factor("google", "gemini-2.5-pro", { tier: "TRAFFIC_TYPE_UNSPECIFIED" })).toBe(1);
  });

  it("multiplies fast and prior service by the model", () => {
    expect(factor("anthropic", "claude-opus-5", { speed: "fast" })).toBe(2);
    expect(factor("anthropic", "claude-opus-4-6", { speed: "fast" })).toBe(6);
    expect(factor("openai", "gpt-5.5", { tier: "priority" })).toBe(2.5);
    expect(factor("openai", "gpt-5-mini", { tier: "priority" })).toBe(1.8);
    expect(factor("openai", "gpt-5.6-sol", { tier: "fast" })).toBe(2);
  });

  it("adds the premium of a region, for the models that have one", () => {
    expect(factor("anthropic", "claude-opus-4-6", { geo: "us" })).toBe(1.1);
    expect(factor("anthropic", "claude-opus-4-5", { geo: "us" })).toBeUndefined();
    expect(factor("aws", "claude-opus-4-6", { geo: "us-east-1" })).toBe(1);
  });

  it("multiplies them all", () => {
    const units = priceFactor(usageOf({ tier: "batch", speed: "fast", geo: "us" }), {
      provider: "anthropic",
      model: "claude-opus-5",
      rules,
    })?.units;
    expect(units).toBe(factorUnits(0.5) * factorUnits(2) * factorUnits(1.1));
  });

  it("is not known where nobody says", () => {
    expect(factor("anthropic", "claude-opus-5", { tier: "priority" })).toBeUndefined();
    expect(factor("anthropic", "claude-sonnet-5", { speed: "fast" })).toBeUndefined();
    expect(factor("google", "gemini-2.5-pro", { tier: "priority" })).toBeUndefined();
    expect(factor("groq", "llama", { tier: "performance" })).toBeUndefined();
  });
});
