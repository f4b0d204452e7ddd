import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixedText } from "./__fixtures__/mixed-text.ts";
import { countTokens } from "./count-tokens.ts";
import { createTokenCounter } from "./create-token-counter.ts";
import { ENCODINGS } from "./encodings.ts";

const SOURCE = `export function total(values: readonly number[]): number {
  let sumOfValues = 0;
  for (const value of values) sumOfValues += value;
  return sumOfValues; // 1234567
}
`.repeat(20);

describe("createTokenCounter", () => {
  it("says what it counts in and whether that is exact", () => {
    expect(createTokenCounter()).toMatchObject({ encoding: "o200k_base", exact: true });
    expect(createTokenCounter({ model: "gpt-4" })).toMatchObject({
      encoding: "cl100k_base",
      exact: true,
    });
    expect(createTokenCounter({ model: "anthropic/claude-sonnet-4-5" })).toMatchObject({
      encoding: "claude-estimate",
      exact: false,
    });
    expect(createTokenCounter({ encoding: "gemini-estimate" }).exact).toBe(false);
  });

  it("lets the encoding win over the model", () => {
    expect(createTokenCounter({ encoding: "gpt2", model: "gpt-5" }).encoding).toBe("gpt2");
  });

  it.each(ENCODINGS)("counts whole tokens of any text in %s", (encoding) => {
    const counter = createTokenCounter({ encoding });
    fc.assert(
      fc.property(mixedText, (text) => {
        const tokens = counter.count(text);
        expect(Number.isInteger(tokens)).toBe(true);
        expect(tokens).toBeGreaterThanOrEqual(text === "" ? 0 : 1);
        expect(tokens).toBe(countTokens(text, { encoding }));
      }),
      { numRuns: 100 },
    );
  });

  it("estimates more tokens for Claude than o200k_base has, as the recorded counts do", () => {
    const exact = countTokens(SOURCE);
    const estimate = countTokens(SOURCE, { model: "claude-sonnet-4-5" });
    expect(estimate).toBeGreaterThan(exact * 1.1);
    expect(estimate).toBeLessThan(exact * 1.5);
  });

  it("takes o200k_base's count for Gemini's", () => {
    expect(countTokens(SOURCE, { model: "gemini-2.5-pro" })).toBe(countTokens(SOURCE));
  });
});
