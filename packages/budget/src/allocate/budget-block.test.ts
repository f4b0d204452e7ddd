import { isTokenPakError } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { BudgetBlock, type BudgetBlockInit } from "./budget-block.ts";

describe("BudgetBlock", () => {
  it("is of middling importance when nothing is known of it", () => {
    const block = new BudgetBlock({ ref: "docs/a.md#v1" });
    expect(block).toMatchObject({
      relevance: 0.5,
      recency: 0.5,
      quality: 1,
      typeWeight: 0.5,
      utility: 1,
      demand: Number.POSITIVE_INFINITY,
      importance: 6,
    });
    expect(Object.isFrozen(block)).toBe(true);
  });

  it("weighs relevance twice, and multiplies by utility up to 10", () => {
    const importance = (init: Omit<BudgetBlockInit, "ref">) =>
      new BudgetBlock({ ref: "a", ...init }).importance;
    expect(importance({ relevance: 0.9 })).toBe(7.6);
    expect(importance({ relevance: 0.1, recency: 0, quality: 0, typeWeight: 1 })).toBe(2.4);
    expect(importance({ relevance: 1, recency: 1, quality: 1, typeWeight: 1 })).toBe(10);
    expect(importance({ utility: 0.5 })).toBe(3);
    expect(importance({ utility: 2 })).toBe(10);
    expect(importance({ utility: 0 })).toBe(0);
  });

  it.each([
    [{ ref: "" }, /needs a ref/],
    [{ ref: 7 }, /needs a ref/],
    [undefined, /needs a ref/],
    [
      { ref: "a", relevance: 1.5 },
      /relevance of budget block "a" cannot be 1\.5: give a number from 0 to 1\./,
    ],
    [{ ref: "a", recency: Number.NaN }, /recency .* NaN/],
    [{ ref: "a", quality: -0.1 }, /quality .* -0\.1/],
    [{ ref: "a", typeWeight: "1" }, /typeWeight .* a string/],
    [{ ref: "a", utility: Number.POSITIVE_INFINITY }, /utility .* Infinity/],
    [{ ref: "a", utility: -1 }, /utility .* -1/],
    [
      { ref: "a", demand: 1.5 },
      /demand .* 1\.5: give a whole number of tokens from 0, or Infinity\./,
    ],
    [{ ref: "a", demand: -1 }, /demand .* -1/],
    [{ ref: "a".repeat(200), demand: Number.NaN }, /"a{80}\.\.\." .* NaN/],
  ])("refuses %j", (init, message) => {
    const make = () => new BudgetBlock(init as never);
    expect(make).toThrow(message);
    try {
      make();
    } catch (error) {
      expect(isTokenPakError(error, "INVALID_OPTION")).toBe(true);
    }
  });
});
