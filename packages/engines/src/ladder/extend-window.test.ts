import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { extendWindow } from "./extend-window.ts";

const TEXT = "One is said. Two holds it. Three goes on here,\n\nand four begins.";
const ENDS = [13, 27, 48, TEXT.length];

function unitsOf(chances: readonly number[]): Unit[] {
  return ENDS.map((to, at) => ({
    from: ENDS[at - 1] ?? 0,
    to,
    tier: UNIT_TIERS.match,
    score: 0,
    chance: chances[at] ?? 0,
    parent: at === 0 ? undefined : at - 1,
  }));
}

const mayTear = (): boolean => true;

function keptText(units: readonly Unit[] | undefined): string | undefined {
  const kept = units?.filter(({ tier }) => tier === UNIT_TIERS.kept);
  return kept?.map(({ from, to }) => TEXT.slice(from, to)).join("|");
}

describe("extendWindow", () => {
  it("goes on behind the likeliest window, to a gap between words", () => {
    const extend = (kept: readonly number[], characters: number): string | undefined => {
      const units = unitsOf([0.2, 0.7, 0, 0.1]);
      return keptText(
        extendWindow(TEXT, { units, keeps: (at) => kept.includes(at), mayTear, characters }),
      );
    };
    expect(extend([1], 14)).toBe("Two holds it. |Three goes on ");
    expect(extend([0, 3], 9)).toBe("One is said. |Two |and four begins.");
    expect(extend([1], 3)).toBeUndefined();
    expect(extend([3], 20)).toBeUndefined();
    expect(extend([], 20)).toBeUndefined();
  });

  it("adds nothing of what cannot be read in part", () => {
    const end = { units: unitsOf([0, 1]), keeps: (at: number) => at === 1, characters: 14 };
    expect(extendWindow(TEXT, { ...end, mayTear: ({ from }) => from === 0 })).toBeUndefined();
  });

  it("does not leave the paragraph", () => {
    const units = unitsOf([0, 1, 0, 0]);
    const longer = extendWindow(TEXT, { units, keeps: (at) => at === 1, mayTear, characters: 60 });
    expect(keptText(longer)).toBe("Two holds it. |Three goes on ");
  });

  it("tiles the same text, with parents that stand before what needs them", () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3]), fc.nat(70), (kept, characters) => {
        const units = unitsOf([0.1, 0.4, 0.2, 0.3]);
        const longer = extendWindow(TEXT, {
          units,
          keeps: (at) => kept.includes(at),
          mayTear,
          characters,
        });
        for (const [at, { from, to, parent = -1 }] of (longer ?? units).entries()) {
          expect(from).toBe((longer ?? units)[at - 1]?.to ?? 0);
          expect(to).toBeGreaterThan(from);
          expect(parent).toBeLessThan(at);
        }
        expect((longer ?? units).at(-1)?.to).toBe(TEXT.length);
      }),
    );
  });
});
