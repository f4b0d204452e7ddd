import { describe, expect, it } from "vitest";
import { pairsIn } from "./word-pairs.ts";

const matches = (query: string) => pairsIn(query).map(({ match }) => match);

describe("pairsIn", () => {
  it("takes neighbours, each pair once, not two common words", () => {
    expect(matches("parse the JSON file parse the")).toEqual([
      '"parse the"',
      '"the JSON"',
      '"JSON file"',
      '"file parse"',
    ]);
    expect(matches("how to be")).toEqual([]);
    expect(matches("one")).toEqual([]);
  });

  it("counts by the words that tell", () => {
    expect(pairsIn("reading the")).toEqual([{ match: '"reading the"', telling: ["read"] }]);
  });

  it("takes no more than a search can ask for", () => {
    const many = Array.from({ length: 1000 }, (_, index) => `w${index}`).join(" ");
    expect(matches(many)).toHaveLength(24);
  });
});
