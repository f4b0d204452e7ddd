import { describe, expect, it } from "vitest";
import { wordBits } from "./word-bits.ts";

describe("wordBits", () => {
  it.each([
    ["the", "house", "photosynthesis"],
    ["der", "haus", "grundwasserspiegel"],
    ["и", "город", "митохондрия"],
  ])("rates %s below %s, and that below %s", (common, known, rare) => {
    expect(wordBits(common)).toBeLessThan(wordBits(known));
    expect(wordBits(known)).toBeLessThan(wordBits(rare));
  });

  it("stays between 0 and 20 for anything", () => {
    for (const word of ["", "\ud800", "x".repeat(10_000), "日本語", "\u0000"]) {
      expect(wordBits(word)).toBeGreaterThanOrEqual(0);
      expect(wordBits(word)).toBeLessThanOrEqual(20);
    }
  });
});
