import { createTokenCounter } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { Source } from "./source.ts";
import { splitSkipped } from "./split-skipped.ts";

const counter = createTokenCounter();

describe("splitSkipped", () => {
  it("parts the likeliest units between words, in place and with their chance", () => {
    const words = fc.constantFrom(
      "one ",
      "twenty-three, ",
      "12,345 ",
      "日本",
      "\u{1f600}",
      "Ends. ",
    );
    const sentence = fc.array(words, { minLength: 1, maxLength: 40 }).map((list) => list.join(""));
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 9 }), (sentences) => {
        const units = sentences.map((own, at): Unit => {
          const from = sentences.slice(0, at).join("").length;
          const parent = at === 0 ? undefined : 0;
          const chance = at / 100;
          return { from, to: from + own.length, tier: UNIT_TIERS.match, score: at, chance, parent };
        });
        const source = new Source(sentences.join(""), { counter });
        const pieces = splitSkipped(units, source, { isKept: (at) => at % 3 === 1 }) ?? units;
        expect(pieces.map(({ from, to }) => source.text.slice(from, to)).join("")).toBe(
          source.text,
        );
        const chanceOf = (list: readonly Unit[]): number =>
          list.reduce((sum, { chance = 0 }) => sum + chance, 0);
        expect(chanceOf(pieces)).toBeCloseTo(chanceOf(units), 9);
        for (const [at, { parent = -1, from, to }] of pieces.entries()) {
          expect(parent).toBeLessThan(at);
          expect(source.text.slice(from, to)).not.toBe("");
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has nothing to part where every unit is kept or none has a chance", () => {
    const source = new Source("one two", { counter });
    const unit = { from: 0, to: 7, tier: UNIT_TIERS.match, score: 1 };
    expect(splitSkipped([{ ...unit, chance: 1 }], source, { isKept: () => true })).toBeUndefined();
    expect(splitSkipped([unit], source, { isKept: () => false })).toBeUndefined();
  });
});
