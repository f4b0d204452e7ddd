import { describe, expect, it } from "vitest";
import { countAt, MOST_TOKENS, readCount, sumCounts } from "./read-count.ts";

describe("readCount", () => {
  it("takes integers from 0 to a thousand million", () => {
    expect([0, -0, 1, MOST_TOKENS].map(readCount)).toEqual([0, 0, 1, MOST_TOKENS]);
  });

  it("believes nothing absurd", () => {
    const absurd = [
      -1,
      0.5,
      MOST_TOKENS + 1,
      2 ** 53,
      1e300,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      "7",
      null,
      [7],
      true,
    ];
    expect(absurd.map(readCount)).toEqual(absurd.map(() => undefined));
  });
});

describe("countAt", () => {
  it("is the field's count", () => {
    expect([countAt({ a: 7 }, "a"), countAt({ a: "7" }, "a"), countAt({}, "a")]).toEqual([
      7,
      undefined,
      undefined,
    ]);
  });
});

describe("sumCounts", () => {
  it("stays a count, however much is added", () => {
    expect(sumCounts()).toBe(0);
    expect(sumCounts(1, 2, 3)).toBe(6);
    expect(sumCounts(2 ** 53 - 1, 2 ** 53 - 1, 1)).toBe(2 ** 53 - 1);
  });
});
