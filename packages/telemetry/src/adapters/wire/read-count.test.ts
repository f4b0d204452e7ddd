import { describe, expect, it } from "vitest";
import { readCount } from "./read-count.ts";

describe("readCount", () => {
  it("takes integers from 0", () => {
    expect([0, 1, 2 ** 53 - 1].map(readCount)).toEqual([0, 1, 2 ** 53 - 1]);
  });

  it("believes nothing absurd", () => {
    const absurd = [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, "7", null, [7], true];
    expect(absurd.map(readCount)).toEqual(absurd.map(() => undefined));
  });
});
