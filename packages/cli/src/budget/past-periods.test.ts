import type { SpendLimit } from "@tokenpak/core";
import { CompletionTracker, type SpendLimitChange, SqliteLedger } from "@tokenpak/telemetry";
import { describe, expect, it, onTestFinished } from "vitest";
import { pastPeriods } from "./past-periods.ts";

const NOW = Date.UTC(2025, 10, 19, 15, 30);
const DAY = 86_400_000;

const DAILY: SpendLimit = {
  name: "daily",
  unit: "tokens",
  amount: 10,
  period: "day",
  scope: "all",
  warnAt: 0.8,
  hard: true,
  calendar: "utc",
};

/** Ten tokens a day in the last five days, outside of any session. */
function spentDaily(): SqliteLedger {
  const ledger = new SqliteLedger(":memory:");
  onTestFinished(() => ledger.close());
  const tracker = new CompletionTracker({ ledger });
  for (let day = 0; day < 5; day++) {
    tracker.record({ model: "m", tokensIn: 9, tokensOut: 1, at: NOW - day * DAY });
  }
  return ledger;
}

function daysOf(ledger: SqliteLedger, changes: readonly SpendLimitChange[]) {
  const periods = pastPeriods(ledger, {
    now: NOW,
    most: 20,
    changes,
    otherwise: DAILY,
    only: undefined,
  });
  return periods.map(({ since = 0, limit, share, over }) => {
    return [Math.ceil((NOW - since) / DAY) - 1, limit?.amount, share, over];
  });
}

function change(at: number, amount: number | undefined): SpendLimitChange {
  const limit = amount === undefined ? undefined : { ...DAILY, amount };
  return { name: "daily", at, limit, by: undefined };
}

describe("pastPeriods", () => {
  it("goes by the limit at the end of each period, and now", () => {
    const changes = [change(NOW - 2.1 * DAY, 10), change(NOW - DAY, 9), change(NOW, 0)];
    expect(daysOf(spentDaily(), changes)).toEqual([
      [0, 0, undefined, true],
      [1, 9, 10 / 9, true],
      [2, 10, 1, false],
      [3, undefined, undefined, false],
      [4, undefined, undefined, false],
    ]);
  });

  it("has of a removed limit the days from when it was set until it was removed", () => {
    const changes = [change(NOW - 3 * DAY, 20), change(NOW - DAY, undefined)];
    expect(daysOf(spentDaily(), changes)).toEqual([
      [1, 20, 0.5, false],
      [2, 20, 0.5, false],
      [3, 20, 0.5, false],
    ]);
  });

  it("has sessions where no limit is by day, week or month, and none of requests outside of any", () => {
    const ledger = spentDaily();
    const limit = { ...DAILY, period: "session" } as const;
    const changes = [{ name: "daily", at: 0, limit, by: undefined }];
    expect(daysOf(ledger, changes)).toEqual([]);
    new CompletionTracker({ ledger }).record({
      model: "m",
      tokensIn: 11,
      tokensOut: 0,
      session: "s",
    });
    expect(daysOf(ledger, changes)).toMatchObject([[expect.anything(), 10, 1.1, true]]);
    const days = daysOf(ledger, [...changes, { ...change(0, 9), name: "other" }]);
    expect(days.map(([, amount]) => amount)).toEqual(days.map(() => 9));
  });
});
