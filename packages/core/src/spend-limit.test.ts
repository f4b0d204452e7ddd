import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSpendLimit, type SpendLimit } from "./spend-limit.ts";

const DAILY: SpendLimit = {
  name: "daily",
  unit: "usd",
  amount: 20,
  period: "day",
  scope: "all",
  warnAt: 0.8,
  hard: true,
  calendar: "utc",
};

describe("checkSpendLimit", () => {
  it("answers what is right as it is", () => {
    const right: readonly Partial<SpendLimit>[] = [
      {},
      { amount: 0 },
      { amount: 0.000000001 },
      { unit: "tokens", amount: 2 ** 53 - 1 },
      { period: "rolling", windowMs: 1 },
      { scope: "agent" },
      { scope: "model", of: "claude-opus-4-8" },
      { warnAt: 0, hard: false, calendar: "local" },
    ];
    for (const change of right) {
      const limit = { ...DAILY, ...change };
      expect(checkSpendLimit(limit)).toBe(limit);
    }
  });

  it.each<[string, Partial<SpendLimit>]>([
    ["name", { name: "" }],
    ["name", { name: "a b" }],
    ["name", { name: "x".repeat(65) }],
    ["unit", { unit: "eur" as never }],
    ["amount", { amount: -1 }],
    ["amount", { amount: Number.NaN }],
    ["amount", { amount: Number.POSITIVE_INFINITY }],
    ["amount", { amount: 0.0000000001 }],
    ["amount", { unit: "tokens", amount: 1.5 }],
    ["period", { period: "year" as never }],
    ["windowMs", { windowMs: 5 }],
    ["windowMs", { period: "rolling" }],
    ["windowMs", { period: "rolling", windowMs: 0.5 }],
    ["scope", { scope: "team" as never }],
    ["of", { of: "alice" }],
    ["of", { scope: "agent", of: "" }],
    ["of", { scope: "agent", of: "\uD800" }],
    ["warnAt", { warnAt: 80 }],
    ["warnAt", { warnAt: Number.NaN }],
    ["hard", { hard: "no" as never }],
    ["calendar", { calendar: "CET" as never }],
  ])("names a wrong %s", (field, change) => {
    expect(() => checkSpendLimit({ ...DAILY, ...change })).toThrow(
      expect.objectContaining({
        code: "INVALID_OPTION",
        message: expect.stringContaining(` ${field} `),
      }),
    );
  });

  it("takes every amount of whole nano-dollars that people write", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (micros) => {
        const limit = { ...DAILY, amount: micros / 1e6 };
        expect(checkSpendLimit(limit)).toBe(limit);
      }),
    );
  });
});
