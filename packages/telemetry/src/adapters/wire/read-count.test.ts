import { describe, expect, it } from "vitest";
import { MOST_TOKENS, readCount } from "./read-count.ts";

describe("readCount", () => {
  it("takes integers from 0 to a thousand million", () => {
    expect([0, 1, MOST_TOKENS].map(readCount)).toEqual([0, 1, MOST_TOKENS]);
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
