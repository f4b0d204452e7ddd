import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PairTable } from "./pair-table.ts";

describe("PairTable", () => {
  it("finds what was added and not taken back, whatever was taken back before", () => {
    const turns = fc.array(fc.tuple(fc.nat(60), fc.nat(50)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 130, maxLength: 130 }), turns, (lines, each) => {
        // Places beyond these lines have lines of their own, so that there are many pairs.
        const keyAt = (place: number): number => (place % 3 === 0 ? (lines[place] ?? 0) : place);
        const table = new PairTable({ keyAt });
        const added: number[] = [];
        const firstOf = (place: number): number => table.firstOf(keyAt(place), keyAt(place + 1));
        let next = 0;
        for (const [more, fewer] of each) {
          for (let left = more; left > 0 && next < 129; left--, next++) {
            if (firstOf(next) < 0) {
              table.add(next);
              added.push(next);
            }
          }
          const keep = Math.max(0, next - fewer);
          while ((added.at(-1) ?? -1) >= keep) table.takeBack(added.pop() as number);
          next = keep;
          for (let place = 0; place < 129; place++) {
            const first = added.find(
              (one) => keyAt(one) === keyAt(place) && keyAt(one + 1) === keyAt(place + 1),
            );
            expect(firstOf(place)).toBe(first ?? -1);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
