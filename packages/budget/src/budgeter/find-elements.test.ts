import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findElements } from "./find-elements.ts";
import { joinText, splitText } from "./split-text.ts";

describe("findElements", () => {
  it("cuts any JSON list of tools into what its elements say, and any of them make one again", () => {
    const anyList = fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 6 });
    const anySpace = fc.constantFrom(0, 2, "\t");
    const decoys = [{ tools: [1] }, ["tools", [1]], "tools", '"tools": [', "]", null];
    const anyField = fc.tuple(fc.constantFrom("a", "b", "functions"), fc.constantFrom(...decoys));
    const anyAround = fc.option(
      fc.tuple(fc.array(anyField, { maxLength: 3 }), fc.array(anyField, { maxLength: 3 })),
    );
    fc.assert(
      fc.property(
        anyList,
        anySpace,
        anyAround,
        fc.infiniteStream(fc.boolean()),
        (list, space, around, coins) => {
          const listed = (tools: unknown): unknown =>
            around === null
              ? tools
              : Object.fromEntries([...around[0], ["tools", tools], ...around[1]]);
          const source = ` ${JSON.stringify(listed(list), null, space)}\n`;
          const split = splitText(source, findElements(source) ?? [], true);
          const plain = JSON.parse(JSON.stringify(list));
          expect(split.parts.map(({ text }) => JSON.parse(text))).toEqual(plain);
          const lines = source.split("\n");
          for (const part of split.parts) {
            const [first, last] = part.lines;
            expect(lines.slice(first - 1, last).join("\n")).toContain(part.text);
          }
          const kept = split.parts.map((part) => (coins.next().value ? part : undefined));
          const rest = JSON.parse(joinText(split, kept));
          expect(rest).toEqual(listed(plain.filter((_: unknown, index: number) => kept[index])));
          expect(joinText(split, split.parts)).toBe(source);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("leaves all other texts alone", () => {
    for (const text of [
      "",
      "[]",
      " [ ] ",
      "[1",
      "[1,]",
      '{"a":[1]}',
      "text",
      "\ufeff[1]",
      '{"tools":[]}',
      '{"tools":{"a":[1]}}',
      '{"t\\u006fols":[1]}',
    ]) {
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
