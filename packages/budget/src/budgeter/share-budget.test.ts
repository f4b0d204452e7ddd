import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BucketDemand, shareBudget } from "./share-budget.ts";

const anyBucket = fc
  .record({
    demand: fc.nat({ max: 60 }),
    requiredOf: fc.constantFrom(0, 0, 0.3, 1),
    min: fc.nat({ max: 20 }),
    above: fc.nat({ max: 20 }),
    rank: fc.nat({ max: 3 }),
  })
  .map(({ demand, requiredOf, min, above, rank }) => {
    const required = Math.floor(demand * requiredOf);
    return { demand, required, min, max: min + above, rank };
  });

/** Buckets, and a total that what must stay fits into. */
const anyCase = fc
  .tuple(fc.array(anyBucket, { minLength: 1, maxLength: 5 }), fc.nat({ max: 150 }))
  .map(([buckets, more]) => ({ buckets, total: sum(buckets.map((b) => b.required)) + more }));

describe("shareBudget", () => {
  it("gives all of the total, or all that is asked for", () => {
    fc.assert(
      fc.property(anyCase, ({ buckets, total }) => {
        const shares = shareBudget(buckets, total);
        expect(sum(shares)).toBe(Math.min(total, sum(buckets.map(({ demand }) => demand))));
        buckets.forEach(({ demand, required }, place) => {
          expect(shares[place]).toBeGreaterThanOrEqual(required);
          expect(shares[place]).toBeLessThanOrEqual(demand);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("cuts a minimum only for what must stay and for minima of more important ones", () => {
    fc.assert(
      fc.property(anyCase, ({ buckets, total }) => {
        const shares = shareBudget(buckets, total);
        forEachPair(buckets, (place, other) => {
          if ((shares[place] ?? 0) >= sure(buckets[place])) return;
          const first = comesFirst(buckets, other, place) ? sure(buckets[other]) : 0;
          const allowed = Math.max(buckets[other]?.required ?? 0, first);
          expect(shares[other]).toBeLessThanOrEqual(allowed);
        });
      }),
      { numRuns: 200 },
    );
  });

  it("passes a maximum only when every other bucket has what it asks for or is at its own", () => {
    fc.assert(
      fc.property(anyCase, ({ buckets, total }) => {
        const shares = shareBudget(buckets, total);
        forEachPair(buckets, (place, other) => {
          const { max, required } = buckets[place] as BucketDemand;
          if ((shares[place] ?? 0) <= Math.max(max, required)) return;
          const { demand, max: otherMax } = buckets[other] as BucketDemand;
          expect(shares[other]).toBeGreaterThanOrEqual(Math.min(demand, otherMax));
        });
      }),
      { numRuns: 200 },
    );
  });

  it("gives a bucket more than its minimum only when the more important ones are at their maxima", () => {
    fc.assert(
      fc.property(anyCase, ({ buckets, total }) => {
        const shares = shareBudget(buckets, total);
        forEachPair(buckets, (place, other) => {
          const { required } = buckets[place] as BucketDemand;
          if ((shares[place] ?? 0) <= Math.max(required, sure(buckets[place]))) return;
          if (!comesFirst(buckets, other, place)) return;
          const { demand, max } = buckets[other] as BucketDemand;
          expect(shares[other]).toBeGreaterThanOrEqual(Math.min(demand, max));
        });
      }),
      { numRuns: 200 },
    );
  });

  it("takes nothing from anyone when the total grows", () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 20 }), ({ buckets, total }, more) => {
        const larger = shareBudget(buckets, total + more);
        shareBudget(buckets, total).forEach((share, place) => {
          expect(larger[place]).toBeGreaterThanOrEqual(share);
        });
      }),
      { numRuns: 200 },
    );
  });
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** What a bucket is sure of beyond what must stay. */
function sure(bucket: BucketDemand | undefined): number {
  return Math.min(bucket?.demand ?? 0, bucket?.min ?? 0);
}

function comesFirst(buckets: readonly BucketDemand[], one: number, other: number): boolean {
  const difference = (buckets[one]?.rank ?? 0) - (buckets[other]?.rank ?? 0);
  return difference < 0 || (difference === 0 && one < other);
}

function forEachPair(
  buckets: readonly BucketDemand[],
  visit: (place: number, other: number) => void,
): void {
  for (const place of buckets.keys()) {
    for (const other of buckets.keys()) if (place !== other) visit(place, other);
  }
}
