import { describe, expect, it } from "vitest";
import { relevanceByQuery } from "./relevance-by-query.ts";

describe("relevanceByQuery", () => {
  it("ranks by the words of the query, rare ones more, the best at 1, and none at 0", () => {
    const texts = [
      "The clock ticks in the hall.",
      "The lamp in the hall costs 819 euros.",
      "The hall is long.",
      "",
    ];
    const [clock = 0, lamp = 0, hall = 0, empty = 0] = relevanceByQuery(texts, "LAMP in the hall?");
    expect(lamp).toBe(1);
    expect(clock).toBeGreaterThan(empty);
    expect(hall).toBeLessThan(lamp);
    expect(empty).toBeCloseTo(1e-8, 9);
  });

  it("knows forms of a word", () => {
    expect(relevanceByQuery(["It is lighting.", "A lamp."], "lights")).toEqual([
      1,
      expect.closeTo(1e-8, 9),
    ]);
  });

  it("takes all alike where no word is found, and nothing at all", () => {
    expect(relevanceByQuery(["a", "b"], "zeppelin")).toEqual([1, 1]);
    expect(relevanceByQuery(["a", "b"], "?!")).toEqual([1, 1]);
    expect(relevanceByQuery([], "lamp")).toEqual([]);
  });
});
