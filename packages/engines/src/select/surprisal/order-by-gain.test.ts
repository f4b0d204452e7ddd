import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GainSubject, orderByGain } from "./order-by-gain.ts";

const STATEMENTS = 8;

const subjects: fc.Arbitrary<GainSubject> = fc.record({
  says: fc.array(
    fc
      .uniqueArray(fc.nat(STATEMENTS - 1), { maxLength: 5 })
      .map((statements) => Uint32Array.from(statements)),
    { maxLength: 9 },
  ),
  weights: fc.array(fc.integer({ min: 0, max: 9 }), {
    minLength: STATEMENTS,
    maxLength: STATEMENTS,
  }),
  costs: fc.constant(new Float64Array(9).fill(3)),
  gapCost: fc.constant(0),
  first: fc.constant([]),
});

describe("orderByGain", () => {
  it("takes each thing once, and always one that adds most", () => {
    fc.assert(
      fc.property(subjects, (subject) => {
        const order = [...orderByGain(subject)];
        expect(order.toSorted((a, b) => a - b)).toEqual([...subject.says.keys()]);
        const times = new Map<number, number>();
        const gainOf = (at: number): number =>
          [...(subject.says[at] as Uint32Array)].reduce(
            (sum, one) => sum + (subject.weights[one] as number) * 0.15 ** (times.get(one) ?? 0),
            0,
          );
        for (const [place, at] of order.entries()) {
          const most = Math.max(...order.slice(place).map(gainOf));
          expect(gainOf(at)).toBeCloseTo(most, 9);
          for (const one of subject.says[at] as Uint32Array)
            times.set(one, (times.get(one) ?? 0) + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("begins with what is kept anyway, and closes gaps before it opens new ones", () => {
    const says = [[0], [1], [2], [3], [4]].map((one) => Uint32Array.from(one));
    const order = orderByGain({
      says,
      weights: [0.9, 1, 1, 1, 1],
      costs: [9, 9, 9, 9, 9],
      gapCost: 5,
      first: [3],
    });
    expect([...order]).toEqual([3, 4, 2, 1, 0]);
  });
});
