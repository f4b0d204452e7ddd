import { matchFinder } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { queryCoverage } from "./query-coverage.ts";

const SENTENCES = [
  "The house stands by the river. ",
  "Its windows are many. ",
  "A lamp costs 819 euros. ",
  "That was in May. ",
  "Nobody came by.\n",
  "The end of it.",
];
const TEXT = SENTENCES.join("");

function shown(...which: readonly number[]): number {
  const coverage = queryCoverage(TEXT, matchFinder("what does a lamp cost in euros?"));
  return coverage(
    which.map((index) => {
      const from = SENTENCES.slice(0, index).join("").length;
      return [from, from + (SENTENCES[index]?.length ?? 0)] as const;
    }),
  );
}

describe("queryCoverage", () => {
  it("counts a sentence with what is sought for more, and its neighbours more than others", () => {
    expect(shown(2)).toBeGreaterThan(0.5);
    expect(shown(3)).toBeGreaterThan(shown(4));
    expect(shown(1)).toBeGreaterThan(shown(0));
  });

  it("is 0 for nothing, 1 for everything, and grows with what is shown", () => {
    expect(shown()).toBe(0);
    expect(shown(0, 1, 2, 3, 4, 5)).toBeCloseTo(1, 9);
    for (let count = 1; count < 6; count++) {
      const all = [0, 1, 2, 3, 4, 5].slice(0, count);
      expect(shown(...all)).toBeGreaterThan(shown(...all.slice(1)));
    }
  });

  it("goes by length where nothing matches, and by the part of a sentence that is shown", () => {
    const coverage = queryCoverage(TEXT, matchFinder("zeppelin"));
    expect(coverage([[0, TEXT.length / 2]])).toBeCloseTo(0.5, 1);
    expect(queryCoverage("", matchFinder("lamp"))([])).toBe(1);
  });
});
