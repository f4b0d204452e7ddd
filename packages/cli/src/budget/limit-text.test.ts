import type { SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPercent, limitAmount, limitText } from "./limit-text.ts";
import { readAmount } from "./read-amount.ts";

const LIMIT: SpendLimit = {
  name: "x",
  unit: "usd",
  amount: 20,
  period: "day",
  scope: "all",
  warnAt: 0.8,
  hard: true,
  calendar: "local",
};

describe("limitAmount", () => {
  it("says every amount to its last digit, as it can be given", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SpendLimit["unit"]>("usd", "tokens"),
        fc.oneof(fc.nat({ max: 3000 }), fc.nat({ max: 1e15 })),
        (unit, counted) => {
          const amount = unit === "usd" ? counted / 1e9 : counted;
          const text = limitAmount({ unit, amount }).replace(" tokens", "");
          expect(readAmount(text, { unit, flag: "--daily" })).toBe(amount);
        },
      ),
      { numRuns: 200 },
    );
    expect(limitAmount({ unit: "usd", amount: 1234.5 })).toBe("$1,234.50");
    expect(limitAmount({ unit: "usd", amount: 0.00005 })).toBe("$0.00005");
  });
});

describe("limitText", () => {
  it("is a sentence", () => {
    expect(limitText(LIMIT)).toBe("$20.00 a day, warns from 80 %, hard");
    const each = { ...LIMIT, scope: "agent", period: "week", calendar: "utc" } as const;
    expect(limitText(each)).toBe("$20.00 a week (UTC) for each agent, warns from 80 %, hard");
    const burst = { ...LIMIT, period: "rolling", windowMs: 5_400_000, hard: false } as const;
    expect(limitText({ ...burst, scope: "model", of: "m" })).toBe(
      "$20.00 in any 90m of model m, warns from 80 %, only warns",
    );
  });
});

describe("formatPercent", () => {
  it("rounds, but nothing to none, and no rest away", () => {
    expect([0, 0.004, 0.414, 0.999, 1, 12.345].map(formatPercent)).toEqual([
      "0 %",
      "0.4 %",
      "41 %",
      "99 %",
      "100 %",
      "1,235 %",
    ]);
  });
});
