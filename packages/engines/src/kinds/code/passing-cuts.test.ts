import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passingCuts } from "./passing-cuts.ts";

describe("passingCuts", () => {
  it("leaves out what does not pass, and keeps the order", () => {
    const parts = Array.from({ length: 200 }, (_, from) => ({ from }));
    const passing = passingCuts(parts, (some) => some.every(({ from }) => from !== 77));
    expect(passing).toEqual(parts.filter(({ from }) => from !== 77));
  });

  it("answers only what passes together, after a bounded number of checks", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.nat(60), (good, most) => {
        let checks = 0;
        const parts = good.map((_, from) => ({ from }));
        const passes = (some: readonly { readonly from: number }[]) => {
          checks++;
          return some.length <= most && some.every(({ from }) => good[from] === true);
        };
        const passing = passingCuts(parts, passes);
        expect(passing.length === 0 || passes(passing)).toBe(true);
        expect(checks).toBeLessThan(24);
      }),
      { numRuns: 100 },
    );
  });
});
