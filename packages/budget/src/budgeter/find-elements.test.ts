import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findElements } from "./find-elements.ts";
import { joinText, splitText } from "./split-text.ts";

describe("findElements", () => {
  it("cuts any JSON array into what its elements say, and any of them make an array again", () => {
    const anyArray = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 6 });
    const anySpace = fc.constantFrom(0, 2, "\t");
    fc.assert(
      fc.property(anyArray, anySpace, fc.infiniteStream(fc.boolean()), (values, space, coins) => {
        const source = ` ${JSON.stringify(values, null, space)}\n`;
        const split = splitText(source, findElements(source) ?? [], "[]");
        const plain = JSON.parse(source);
        expect(split.parts.map(({ text }) => JSON.parse(text))).toEqual(plain);
        const lines = source.split("\n");
        for (const part of split.parts) {
          const [first, last] = part.lines;
          expect(lines.slice(first - 1, last).join("\n")).toContain(part.text);
        }
        const kept = split.parts.map((part) => (coins.next().value ? part : undefined));
        const rest = JSON.parse(joinText(split, kept));
        expect(rest).toEqual(plain.filter((_: unknown, index: number) => kept[index]));
        expect(joinText(split, split.parts)).toBe(source);
      }),
      { numRuns: 100 },
    );
  });

  it("leaves all other texts alone", () => {
    for (const text of ["", "[]", " [ ] ", "[1", "[1,]", '{"a":[1]}', "text", "\ufeff[1]"]) {
      expect(findElements(text)).toBeUndefined();
    }
  });

  it("takes arrays of any depth", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(findElements(`[1,${deep}]`)).toEqual([
      { start: 1, end: 2, lines: [1, 1] },
      { start: 3, end: 200_003, lines: [1, 1] },
    ]);
  });
});
