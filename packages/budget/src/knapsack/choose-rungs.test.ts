import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRungs } from "./choose-rungs.ts";
import type { Rung, RungChoice } from "./rung-choice.ts";

type Classes = readonly (readonly Rung[])[];

/** Kinds of instances, easy and hard: what a rung of so many tokens is worth, given a fraction from 0 to 1. */
const KINDS: readonly ((tokens: number, fraction: number) => number)[] = [
  (_, fraction) => fraction,
  (_, fraction) => Math.floor(fraction * 4),
  (_, fraction) => Math.round(fraction * 10) / 10,
  (tokens, fraction) => tokens * (0.9 + fraction / 5),
  (tokens) => tokens + 10,
  (tokens) => tokens,
  (tokens, fraction) => Math.sqrt(tokens) * (0.5 + fraction),
  (_, fraction) => 10 ** (600 * fraction - 300),
  (_, fraction) => Math.floor(fraction * 8) * Number.MIN_VALUE,
];

function instances(most: {
  classes: number;
  rungs: number;
  tokens: number;
}): fc.Arbitrary<Classes> {
  const rung = fc.tuple(
    fc.integer({ min: 0, max: most.tokens }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  return fc
    .tuple(
      fc.constantFrom(...KINDS),
      fc.constantFrom(1, 1, 2),
      fc.array(fc.array(rung, { maxLength: most.rungs }), { maxLength: most.classes }),
    )
    .map(([kind, grain, classes]) =>
      classes.map((rungs) =>
        rungs.map(([tokens, fraction]) => ({
          tokens: tokens * grain,
          utility: kind(tokens * grain, fraction),
        })),
      ),
    );
}

/** The greatest utility for every capacity, by plain dynamic programming over tokens. */
function optima(classes: Classes, capacity: number): Float64Array {
  let best = new Float64Array(capacity + 1);
  for (const rungs of classes) {
    const next = best.slice();
    for (const { tokens, utility } of rungs) {
      for (let used = tokens; used <= capacity; used += 1) {
        next[used] = Math.max(next[used] ?? 0, (best[used - tokens] ?? 0) + utility);
      }
    }
    best = next;
  }
  return best;
}

function sums(classes: Classes, { rungs }: RungChoice): { tokens: number; utility: number } {
  let tokens = 0;
  let utility = 0;
  for (const [index, rung] of rungs.entries()) {
    tokens += classes[index]?.[rung]?.tokens ?? 0;
    utility += classes[index]?.[rung]?.utility ?? 0;
  }
  return { tokens, utility };
}

function allTokens(classes: Classes): number {
  return classes.reduce((sum, rungs) => sum + Math.max(0, ...rungs.map((rung) => rung.tokens)), 0);
}

function changed(one: RungChoice, other: RungChoice): number {
  return one.rungs.filter((rung, index) => rung !== other.rungs[index]).length;
}

/** Fractions that look random and are always the same. */
function fractions(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function ladders(count: number, kind: (tokens: number, fraction: number) => number): Classes {
  const next = fractions(count);
  return Array.from({ length: count }, () =>
    Array.from({ length: 5 }, () => {
      const tokens = 1 + Math.floor(next() * 1000);
      return { tokens, utility: kind(tokens, next()) };
    }),
  );
}

const small = instances({ classes: 8, rungs: 5, tokens: 12 });

describe("chooseRungs", () => {
  it("finds the optimum of every capacity, proves it, and never goes above", () => {
    fc.assert(
      fc.property(small, (classes) => {
        const most = allTokens(classes) + 1;
        const best = optima(classes, most);
        for (let capacity = 0; capacity <= most; capacity += 1) {
          const choice = chooseRungs(classes, capacity);
          const { tokens, utility } = sums(classes, choice);
          expect(choice.tokens).toBe(tokens);
          expect(tokens).toBeLessThanOrEqual(capacity);
          expect(choice.gap).toBe(0);
          expect(choice.utilityBound).toBe(choice.utility);
          expect(utility).toBeGreaterThanOrEqual((best[capacity] ?? 0) * (1 - 1e-12));
          expect(Math.abs(choice.utility - utility)).toBeLessThanOrEqual(utility * 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("finds the optimum of twenty classes of five rungs", () => {
    for (const kind of KINDS.slice(0, 7)) {
      const classes = ladders(20, kind);
      const most = allTokens(classes);
      const best = optima(classes, most);
      for (const share of [0.03, 0.1, 0.3, 0.6, 0.95]) {
        const capacity = Math.floor(most * share);
        const choice = chooseRungs(classes, capacity);
        expect(choice.gap).toBe(0);
        expect(sums(classes, choice).utility).toBeCloseTo(best[capacity] ?? 0, 9);
      }
    }
  });

  it("says how far a capped search may be from the optimum", () => {
    fc.assert(
      fc.property(small, fc.nat(60), fc.nat(60), (classes, capacity, maxStates) => {
        const best = optima(classes, capacity)[capacity] ?? 0;
        const choice = chooseRungs(classes, capacity, { maxStates });
        expect(choice.utilityBound).toBeGreaterThanOrEqual(best * (1 - 1e-15));
        expect(choice.utility).toBeGreaterThanOrEqual(
          choice.utilityBound * (1 - choice.gap - 1e-12),
        );
        expect(choice.utility).toBeGreaterThanOrEqual(best / 2);
        expect(choice.gap).toBeGreaterThanOrEqual(0);
        expect(choice.gap).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it("never gives less utility for more capacity, however early the search is capped", () => {
    let capped = 0;
    fc.assert(
      fc.property(
        instances({ classes: 14, rungs: 5, tokens: 25 }),
        fc.constantFrom(0, 10, 60, 300, 2000),
        (classes, maxStates) => {
          let before = 0;
          for (let capacity = 0; capacity <= allTokens(classes); capacity += 1) {
            const choice = chooseRungs(classes, capacity, { maxStates });
            capped += choice.gap > 0 ? 1 : 0;
            expect(choice.utility).toBeGreaterThanOrEqual(before);
            before = choice.utility;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(capped).toBeGreaterThan(300);
  });

  it("changes a few classes at most for one token more", () => {
    for (const kind of KINDS.slice(0, 7)) {
      const classes = ladders(200, kind);
      const from = Math.floor(allTokens(classes) / 5);
      let before = chooseRungs(classes, from);
      for (let capacity = from + 1; capacity < from + 20; capacity += 1) {
        const choice = chooseRungs(classes, capacity);
        expect(changed(before, choice)).toBeLessThanOrEqual(12);
        before = choice;
      }
    }
  });

  it("gives equal candidates their place in order, whatever the capacity", () => {
    const classes = Array.from({ length: 30 }, () => [
      { tokens: 40, utility: 0.3 },
      { tokens: 10, utility: 0.1 },
      { tokens: 10, utility: 0.1 },
    ]);
    for (let capacity = 0; capacity < 300; capacity += 7) {
      const taken = Math.floor(capacity / 10);
      const expected = classes.map((_, index) => (index < taken ? 1 : -1));
      expect([...chooseRungs(classes, capacity).rungs]).toEqual(expected);
    }
  });

  it("has the same utility for the classes in any order", () => {
    fc.assert(
      fc.property(
        small,
        fc.nat(80),
        fc.array(fc.nat(), { minLength: 8 }),
        (classes, capacity, keys) => {
          const order = classes.map((_, index) => index);
          order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
          const shuffled = order.map((index) => classes[index] ?? []);
          const choice = chooseRungs(classes, capacity);
          expect(chooseRungs(shuffled, capacity).utility).toBe(choice.utility);
          expect(chooseRungs(classes, capacity)).toEqual(choice);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("proves the optimum of two thousand classes of five rungs", () => {
    const proven = [0, 1, 3, 5, 6].map((kind) => {
      const classes = ladders(2000, KINDS[kind] ?? (() => 0));
      return chooseRungs(classes, Math.floor(allTokens(classes) / 4)).gap;
    });
    expect(proven).toEqual([0, 0, 0, 0, 0]);
  });

  it("comes close where no proof is found", () => {
    const classes = ladders(2000, (tokens) => tokens + 100);
    const { gap } = chooseRungs(classes, 20_000);
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(0.002);
  });

  it("takes huge counts of tokens, and utilities of any size", () => {
    const huge = ladders(60, (tokens) => tokens + 10).map((rungs) =>
      rungs.map(({ tokens, utility }) => ({ tokens: tokens * 2 ** 40 + 1, utility })),
    );
    const capacity = 5000 * 2 ** 40;
    const choice = chooseRungs(huge, capacity);
    expect(choice.tokens).toBe(sums(huge, choice).tokens);
    expect(choice.tokens).toBeLessThanOrEqual(capacity);
    expect(choice.gap).toBeLessThan(0.01);

    const apart = [
      [{ tokens: 10, utility: 1e300 }],
      [{ tokens: 5, utility: 1e-300 }],
      [{ tokens: 6, utility: 2e-300 }],
    ];
    expect([...chooseRungs(apart, 7).rungs]).toEqual([-1, -1, 0]);
    expect([...chooseRungs(apart, 15).rungs]).toEqual([0, 0, -1]);
  });

  it("takes a class of many rungs", () => {
    const rungs = Array.from({ length: 20_000 }, (_, tokens) => ({
      tokens,
      utility: Math.sqrt(tokens) + (tokens % 7) / 100,
    }));
    const { gap, rungs: chosen } = chooseRungs([rungs, rungs], 20_000);
    expect(gap).toBe(0);
    expect(chosen[0]).toBeGreaterThan(9900);
    expect(chosen[1]).toBeGreaterThan(9900);
  });

  it.each<[string, Classes, number, number[]]>([
    ["no classes", [], 10, []],
    ["a class without rungs", [[], [{ tokens: 3, utility: 1 }]], 3, [-1, 0]],
    ["no capacity", [[{ tokens: 1, utility: 1 }], [{ tokens: 0, utility: 1 }]], 0, [-1, 0]],
    ["a capacity above everything", [[{ tokens: 1, utility: 1 }]], Number.MAX_SAFE_INTEGER, [0]],
    [
      "useless rungs",
      [
        [
          { tokens: 0, utility: 0 },
          { tokens: 1, utility: 0 },
        ],
      ],
      5,
      [-1],
    ],
    [
      "a rung that is dominated",
      [
        [
          { tokens: 9, utility: 1 },
          { tokens: 8, utility: 1 },
        ],
      ],
      9,
      [1],
    ],
    [
      "a rung below the hull",
      [
        [
          { tokens: 10, utility: 10 },
          { tokens: 6, utility: 4 },
          { tokens: 1, utility: 3 },
        ],
      ],
      9,
      [1],
    ],
  ])("takes %s", (_, classes, capacity, expected) => {
    expect([...chooseRungs(classes, capacity).rungs]).toEqual(expected);
  });

  it.each<[string, Rung, number, number]>([
    ["a negative capacity", { tokens: 1, utility: 1 }, -1, 0],
    ["a fractional capacity", { tokens: 1, utility: 1 }, 1.5, 0],
    ["an infinite capacity", { tokens: 1, utility: 1 }, Number.POSITIVE_INFINITY, 0],
    ["negative tokens", { tokens: -1, utility: 1 }, 1, 0],
    ["fractional tokens", { tokens: 0.5, utility: 1 }, 1, 0],
    ["tokens that are no number", { tokens: Number.NaN, utility: 1 }, 1, 0],
    ["a negative utility", { tokens: 1, utility: -1 }, 1, 0],
    ["a utility that is no number", { tokens: 1, utility: Number.NaN }, 1, 0],
    ["an infinite utility", { tokens: 1, utility: Number.POSITIVE_INFINITY }, 1, 0],
    ["utilities without a sum", { tokens: 1, utility: 1e308 }, 1, 0],
    ["a negative cap", { tokens: 1, utility: 1 }, 1, -1],
  ])("refuses %s", (_, rung, capacity, maxStates) => {
    expect(() => chooseRungs([[], [rung]], capacity, { maxStates })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION" }),
    );
  });
});
