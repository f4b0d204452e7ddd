import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likelyAnswers } from "./likely-answers.ts";

/** Parts of passages, as `[passage, text]`; a text that begins with `#` is a title. */
function likeliest(query: string, ...parts: readonly (readonly [number, string])[]): string {
  const chances = likelyAnswers(
    parts.map(([passage, text]) => ({ passage, text, isTitle: text.startsWith("#") })),
    query,
  );
  const best = chances.reduce((most, chance, at) => (chance > (chances[most] ?? 0) ? at : most), 0);
  return parts[best]?.[1] ?? "";
}

const SHIPS = [
  [1, "# The Beagle"],
  [1, "The Beagle was built at Woolwich."],
  [1, "It first sailed in May 1820."],
  [2, "# The Endeavour"],
  [2, "The Endeavour was a collier."],
  [2, "Its captain was James Cook."],
] as const;

describe("likelyAnswers", () => {
  it.each([
    ["when did the Beagle sail", "It first sailed in May 1820."],
    ["where was the Beagle built?", "The Beagle was built at Woolwich."],
    ["who was captain of the Endeavour", "Its captain was James Cook."],
    ["captaincy", "Its captain was James Cook."],
  ])("finds the sentence that answers %j", (query, sentence) => {
    expect(likeliest(query, ...SHIPS)).toBe(sentence);
  });

  it("gives shares of at most 1 together, and nothing without a word of the query", () => {
    const words = fc.constantFrom("ship", "sails", "Ships", "1820", "May", "the", "日本", "\ud800");
    const part = fc.record({
      text: fc.array(words, { maxLength: 6 }).map((list) => list.join(" ")),
      isTitle: fc.boolean(),
      length: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(words), (texts, query) => {
        const parts = texts.map(({ length, ...own }, at) => ({ ...own, passage: at - length }));
        const chances = likelyAnswers(parts, query.join(" "));
        const sum = chances.reduce((total, chance) => total + chance, 0);
        expect(sum === 0 || Math.abs(sum - 1) < 1e-9).toBe(true);
        expect(chances.every((chance) => chance >= 0)).toBe(true);
        expect(likelyAnswers(parts, "elsewhere 77").every((chance) => chance === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
