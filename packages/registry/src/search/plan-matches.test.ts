import { describe, expect, it } from "vitest";
import { planMatches } from "./plan-matches.ts";
import type { WeighedTerm } from "./weigh-terms.ts";

const term = (word: string, found: number): WeighedTerm => ({
  word,
  match: `"${word}"`,
  stems: [word],
  kind: "word",
  found,
  weight: 1,
});

describe("planMatches", () => {
  it("ranks all that hold any word where they are few", () => {
    expect(planMatches([term("b", 4000), term("a", 6000)])).toEqual({
      together: ['"b" OR "a"'],
      fallbacks: [],
    });
  });

  it("ranks what holds a rare word, with the common words that it also holds", () => {
    const { together, fallbacks } = planMatches([
      term("common", 50_000),
      term("rare", 10),
      term("everywhere", 900_000),
      term("some", 9000),
    ]);
    expect(together).toEqual(['"rare" OR "some"', '("rare" OR "some") AND ("common")']);
    expect(fallbacks).toEqual([
      '("common") AND ("everywhere")',
      '{path names} : ("common" OR "everywhere")',
      '"common"',
    ]);
  });

  it("asks for common words together, then in names, then for the rarest", () => {
    expect(planMatches([term("a", 30_000), term("c", 50_000), term("b", 40_000)])).toEqual({
      together: [],
      fallbacks: [
        '("a") AND ("b") AND ("c")',
        '("a") AND ("b")',
        '{path names} : ("a" OR "b" OR "c")',
        '"a"',
      ],
    });
    expect(planMatches([term("a", 30_000)]).fallbacks).toEqual(['{path names} : ("a")', '"a"']);
  });
});
