import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPairQueue, keyOf, positionIn, rankIn } from "./pair-queue.ts";

const pair = fc.record({ rank: fc.nat({ max: 200_000 }), position: fc.nat() });

describe("createPairQueue", () => {
  it("gives the lowest rank first and the leftmost position among equals", () => {
    const few = fc.record({ rank: fc.nat({ max: 5 }), position: fc.nat({ max: 5000 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof(pair, few), { maxLength: 3000 }), (pairs) => {
        const queue = createPairQueue();
        for (const { rank, position } of pairs) queue.push(rank, position);
        const sorted = pairs
          .map(({ rank, position }) => keyOf(rank, position))
          .sort((a, b) => a - b);
        for (const key of sorted) {
          expect(queue.first()).toBe(key);
          queue.shift();
        }
        expect(queue.first()).toBe(Number.POSITIVE_INFINITY);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps rank and position apart in a key", () => {
    fc.assert(
      fc.property(pair, ({ rank, position }) => {
        const key = keyOf(rank, position);
        expect([rankIn(key), positionIn(key)]).toEqual([rank, position]);
      }),
    );
  });
});
