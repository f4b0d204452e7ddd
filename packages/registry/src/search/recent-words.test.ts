import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentWords } from "./recent-words.ts";

const LENGTHS = { shortest: 3, longest: 8 };

describe("RecentWords", () => {
  it("gives each word once, as long as few are remembered", () => {
    const sign = fc.constantFrom(..."abé1 _-\n", "日", "\u{1F642}");
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: sign, maxLength: 40 }), { maxLength: 10 }),
        (texts) => {
          const recent = new RecentWords();
          const found = texts.flatMap((text) => [...recent.unseen(text, LENGTHS)]);
          const words = texts.flatMap((text) => text.match(/[abé1]+/g) ?? []);
          const kept = words.filter(({ length }) => length >= 3 && length <= 8);
          expect(found).toEqual([...new Set(kept)]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("forgets no word for good, whatever takes its place", () => {
    const recent = new RecentWords();
    const many = Array.from({ length: 200_000 }, (_, index) => `w${index}`).join(" ");
    expect([...recent.unseen(many, LENGTHS)].length).toBeGreaterThan(199_000);
    expect([...recent.unseen("w7 w199999", { shortest: 1, longest: 8 })]).not.toContain("w199999");
  });
});
