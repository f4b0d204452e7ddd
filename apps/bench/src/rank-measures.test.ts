import { describe, expect, it } from "vitest";
import { meanMeasures, measureRanking } from "./rank-measures.ts";

describe("measureRanking", () => {
  const grades = new Map([
    ["a", 3],
    ["b", 1],
  ]);

  it("is one where the best come first, and zero where none comes", () => {
    expect(measureRanking(["a", "b", "x"], grades)).toEqual({ ndcg: 1, mrr: 1, recall: 1, hit: 1 });
    expect(measureRanking(["x", "y"], grades)).toEqual({ ndcg: 0, mrr: 0, recall: 0, hit: 0 });
    expect(measureRanking([], new Map())).toEqual({ ndcg: 0, mrr: 0, recall: 0, hit: 0 });
  });

  it("discounts grades by the logarithm of the rank", () => {
    const best = 3 + 1 / Math.log2(3);
    const { ndcg, mrr, recall } = measureRanking(["x", "b", "a"], grades);
    expect(ndcg).toBeCloseTo((1 / Math.log2(3) + 3 / 2) / best, 12);
    expect(mrr).toBe(1 / 2);
    expect(recall).toBe(1);
  });

  it("cuts at ten, recall and hits at five", () => {
    const late = [..."123456789", "a", "b"];
    expect(measureRanking(late, grades)).toMatchObject({ mrr: 1 / 10, recall: 0, hit: 0 });
    expect(measureRanking([..."1234567890", "a"], grades).mrr).toBe(0);
  });
});

describe("meanMeasures", () => {
  it("is the mean of each, zero of none", () => {
    const all = [
      { ndcg: 1, mrr: 1, recall: 0, hit: 0 },
      { ndcg: 0, mrr: 0.5, recall: 0, hit: 1 },
    ];
    expect(meanMeasures(all)).toEqual({ ndcg: 0.5, mrr: 0.75, recall: 0, hit: 0.5 });
    expect(meanMeasures([]).ndcg).toBe(0);
  });
});
