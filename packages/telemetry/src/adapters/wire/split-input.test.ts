import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitInput } from "./split-input.ts";

describe("splitInput", () => {
  it("takes what was cached out of the total", () => {
    expect(splitInput({ total: 1500, cacheRead: 1024, cacheWrite: 256 })).toEqual({
      uncachedInput: 220,
      cacheRead: 1024,
      cacheWriteOther: 256,
    });
  });

  it("adds up to the total, without a negative count, whatever is said to be cached", () => {
    const count = fc.maxSafeNat();
    fc.assert(
      fc.property(count, count, count, (total, cacheRead, cacheWrite) => {
        const counts = Object.values(splitInput({ total, cacheRead, cacheWrite }));
        expect(counts.reduce((sum, each) => sum + each, 0)).toBe(total);
        expect(counts.every((each) => each >= 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
