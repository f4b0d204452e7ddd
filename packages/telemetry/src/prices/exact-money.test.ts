import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factorUnits, perCall, perToken, toNanos, WHOLE_FACTOR } from "./exact-money.ts";

describe("perToken", () => {
  it("is exact for every decimal that a price is written as", () => {
    expect(perToken(3)).toBe(3_000_000_000_000_000_000n);
    expect(perToken(0.1)).toBe(100_000_000_000_000_000n);
    expect(perToken(0.08333333333333334)).toBe(83_333_333_333_333_340n);
    expect(perToken(1e-7)).toBe(100_000_000_000n);
    expect(perToken(1e21)).toBe(10n ** 39n);
    expect(perToken(5e-324)).toBe(0n);
    expect(perCall(0.01)).toBe(10n ** 22n);
    expect(factorUnits(1.1)).toBe(1_100_000n);
  });

  it("adds without an error, as floating-point numbers do not", () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(cents, cents, (left, right) => {
        expect(perToken(left / 100) + perToken(right / 100)).toBe(perToken((left + right) / 100));
      }),
    );
  });

  it("refuses what is no price", () => {
    for (const price of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => perToken(price)).toThrow(/must be a number from 0/);
    }
  });
});

describe("toNanos", () => {
  it("rounds half up", () => {
    const nano = 10n ** 15n * WHOLE_FACTOR;
    expect(toNanos(nano / 2n - 1n)).toBe(0n);
    expect(toNanos(nano / 2n)).toBe(1n);
    expect(toNanos((nano * 5n) / 2n)).toBe(3n);
  });
});
