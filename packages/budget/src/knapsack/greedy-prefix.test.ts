import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classFrontiers } from "./class-frontiers.ts";
import { compareEfficiency } from "./compare-efficiency.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { hullSteps } from "./hull-steps.ts";

const whole = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const classes = fc.array(
  fc.array(fc.record({ tokens: whole(20), utility: whole(20) }), { maxLength: 4 }),
  { maxLength: 12 },
);

describe("greedyPrefix", () => {
  it("is part of that of any larger capacity, and its break step is what fits next", () => {
    fc.assert(
      fc.property(classes, (rungs) => {
        const frontiers = classFrontiers(rungs, { unit: 1, tokenLimit: 1000, below: -1 });
        const steps = hullSteps(frontiers);
        let before = greedyPrefix(frontiers, steps, 0);
        for (let capacity = 1; capacity < 250; capacity += 1) {
          const prefix = greedyPrefix(frontiers, steps, capacity);
          for (const [index, row] of prefix.rows.entries()) {
            expect(row).toBeGreaterThanOrEqual(before.rows[index] ?? 0);
          }
          if (prefix.tokens > before.tokens) {
            expect(prefix.tokens).toBe(capacity);
            expect(prefix.tokens).toBe(before.tokens + (before.breakStep?.tokens ?? 0));
            expect(prefix.worth).toBe(before.worth + (before.breakStep?.worth ?? 0));
          }
          before = prefix;
        }
        expect(before.breakStep).toBeUndefined();
      }),
      { numRuns: 10 },
    );
  });
});

describe("compareEfficiency", () => {
  it("is exact where quotients and products round", () => {
    const step = fc.record({ tokens: whole(2 ** 52), worth: whole(2 ** 47) });
    fc.assert(
      fc.property(
        step,
        fc.integer({ min: -1, max: 1 }),
        fc.integer({ min: 1, max: 32 }),
        (a, off, factor) => {
          const b = {
            tokens: Math.ceil(a.tokens / 64) * factor,
            worth: Math.ceil(a.worth / 64) * factor + off,
          };
          const left = BigInt(a.worth) * BigInt(b.tokens);
          const right = BigInt(b.worth) * BigInt(a.tokens);
          const close = { tokens: a.tokens, worth: a.worth + off };
          expect(Math.sign(compareEfficiency(a, b))).toBe(
            Number(left > right) - Number(left < right),
          );
          expect(Math.sign(compareEfficiency(close, a))).toBe(off);
        },
      ),
      { numRuns: 500 },
    );
  });
});
