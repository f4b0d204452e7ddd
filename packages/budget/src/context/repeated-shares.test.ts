import { describe, expect, it } from "vitest";
import { repeatedShares } from "./repeated-shares.ts";

/** Sentences of which none repeats another. */
function sentences(from: number, count: number): string {
  const one = (index: number): string => {
    const word = Math.imul(index + 7, 2654435761).toString(36);
    return `Sentence ${word} tells of house ${index * 31} and of lamp ${word.slice(2)}${index}.`;
  };
  return Array.from({ length: count }, (_, index) => one(from + index)).join(" ");
}

describe("repeatedShares", () => {
  it("is 0 for what is new, 1 for what was there, and between for what is mixed", () => {
    const shares = repeatedShares([
      sentences(0, 60),
      sentences(100, 60),
      sentences(0, 60).replaceAll(" ", "\n   "),
      sentences(130, 30) + sentences(500, 30),
      sentences(20, 20),
    ]);
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeLessThan(0.02);
    expect(shares[2]).toBeGreaterThan(0.99);
    expect(Math.abs((shares[3] ?? 0) - 0.5)).toBeLessThan(0.1);
    expect(shares[4]).toBeGreaterThan(0.95);
  });

  it("compares many texts, and long ones, by a part of them", () => {
    const many = Array.from({ length: 6000 }, (_, index) => sentences((index % 3000) * 9, 8));
    const shares = repeatedShares(many);
    const mean = (from: number): number =>
      shares.subarray(from, from + 3000).reduce((sum, share) => sum + share, 0) / 3000;
    expect(mean(0)).toBeLessThan(0.02);
    expect(mean(3000)).toBeGreaterThan(0.95);
  });

  it("takes short, empty, repetitive and odd texts", () => {
    const texts = [
      "",
      "short",
      "a".repeat(3_000_000),
      "\ud800\u0000 ".repeat(50),
      "",
      "a".repeat(99),
    ];
    for (const share of repeatedShares(texts)) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(repeatedShares([])).toHaveLength(0);
  });
});
