import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentWords } from "./recent-words.ts";

describe("RecentWords", () => {
  it("knows the words that it has seen, wherever they stand, and no others", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 60 }), (words) => {
        const recent = new RecentWords();
        const seen = new Set<string>();
        for (const [index, word] of words.entries()) {
          const text = `${" ".repeat(index % 3)}${word} `;
          const found = recent.seen(text, index % 3, (index % 3) + word.length);
          // One may have taken the place of another, but none is known that was not there.
          if (found) expect(seen).toContain(word);
          expect(recent.seen(word, 0, word.length)).toBe(true);
          seen.add(word);
        }
      }),
      { numRuns: 200 },
    );
  });
});
