import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import { rankWindows } from "./rank-windows.ts";

const MARKER = 5;

type Spec = readonly (readonly [tokens: number, chance: number])[];

function unitsOf(specs: Spec): Unit[] {
  let at = 0;
  return specs.map(([tokens, chance]) => {
    const from = at;
    at += tokens;
    return { from, to: at, tier: UNIT_TIERS.match, score: chance, chance };
  });
}

function ranksOf(specs: Spec): number[] {
  const ranked = rankWindows(unitsOf(specs), {
    tokensOf: ({ from, to }) => to - from,
    markerTokens: MARKER,
    maxTokens: 1e9,
  });
  return ranked.map(({ score }) => Math.floor(score / 1000));
}

/** What a choice of units costs, and what it is worth. */
function worthOf(specs: Spec, isKept: (at: number) => boolean): readonly [number, number] {
  let [cost, chance, wasKept] = [0, 0, true];
  for (const [at, [tokens, own]] of specs.entries()) {
    if (isKept(at)) {
      cost += tokens;
      chance += own;
    } else if (wasKept) cost += MARKER;
    wasKept = isKept(at);
  }
  return [cost, chance];
}

describe("rankWindows", () => {
  it("keeps at every rank what no other choice of the same size is worth", () => {
    const spec = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat({ max: 5 }));
    fc.assert(
      fc.property(fc.array(spec, { minLength: 1, maxLength: 7 }), (specs) => {
        const ranks = ranksOf(specs);
        for (const rank of new Set(ranks.filter((own) => own > 0))) {
          const [cost, chance] = worthOf(specs, (at) => (ranks[at] ?? 0) >= rank);
          for (let set = 0; set < 1 << specs.length; set++) {
            const [otherCost, other] = worthOf(specs, (at) => ((set >> at) & 1) === 1);
            if (otherCost <= cost) expect(other).toBeLessThanOrEqual(chance + 1e-9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("fills a gap that costs less than its marker, and leaves a dear one", () => {
    const [left = 0, gap = 0, right = 0] = ranksOf([
      [10, 4],
      [3, 0],
      [10, 4],
    ]);
    expect(gap).toBe(Math.min(left, right));
    expect(
      ranksOf([
        [10, 4],
        [60, 0],
        [10, 4],
      ])[1],
    ).toBe(0);
  });

  it("leaves units as they are where none has a chance", () => {
    const units = unitsOf([
      [3, 0],
      [4, 0],
    ]);
    const costs = { tokensOf: () => 1, markerTokens: MARKER, maxTokens: 10 };
    expect(rankWindows(units, costs)).toBe(units);
  });
});
