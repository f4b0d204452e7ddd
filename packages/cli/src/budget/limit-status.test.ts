import { limitPeriod, spendKey } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import { CompletionTracker, SqliteLedger, SqliteSpendCounter } from "@tokenpak/telemetry";
import { describe, expect, it, onTestFinished } from "vitest";
import { limitStatus } from "./limit-status.ts";

const NOW = Date.UTC(2025, 10, 19, 15, 30);
const HOUR = 3_600_000;

const EACH: SpendLimit = {
  name: "each",
  unit: "tokens",
  amount: 100,
  period: "day",
  scope: "agent",
  warnAt: 0.07,
  hard: true,
  calendar: "utc",
};

function parts() {
  const ledger = new SqliteLedger(":memory:");
  onTestFinished(() => ledger.close());
  return { ledger, counter: new SqliteSpendCounter(ledger.database), now: NOW };
}

/** Settles tokens, as a guard does. */
function settle(
  { counter }: ReturnType<typeof parts>,
  limit: SpendLimit,
  { tokens, at = NOW, ...spender }: { tokens: number; at?: number; agent: string; session: string },
): void {
  const key = spendKey(limit, spender, limitPeriod(limit, at)) as string;
  counter.settle({ id: `${key} ${at}`, amounts: { [key]: tokens }, at });
}

describe("limitStatus", () => {
  it("warns from the very share on, as SpendGuard does", () => {
    const all = parts();
    const limit = { ...EACH, scope: "all" } as const;
    settle(all, limit, { tokens: 7, agent: "", session: "" });
    // 100 times 0.07 is a little more than 7.
    expect(limitStatus(limit, all).spending).toMatchObject([{ share: 0.07, state: "warning" }]);
  });

  it("has those too whom only a guard knows, and who used most first", () => {
    const all = parts();
    const tracker = new CompletionTracker({ ledger: all.ledger });
    tracker.record({ model: "m", tokensIn: 9, tokensOut: 1, agent: "recorded", at: NOW });
    settle(all, EACH, { tokens: 12, agent: "only guarded", session: "s" });
    settle(all, EACH, { tokens: 3, agent: "recorded", session: "s" });
    settle(all, { ...EACH, scope: "project" }, { tokens: 5, agent: "x", session: "s" });
    settle(all, EACH, { tokens: 99, agent: "yesterday", session: "s", at: NOW - 24 * HOUR });
    expect(limitStatus(EACH, all).spending).toMatchObject([
      { key: { agent: "only guarded" }, spent: 0, guarded: 12, remaining: 88, state: "warning" },
      { key: { agent: "recorded" }, spent: 10, guarded: 3, remaining: 90 },
    ]);
  });

  it("has the sessions that a guard counted in the last day, with all that they used before", () => {
    const all = parts();
    const limit = { ...EACH, period: "session", scope: "agent", of: "a" } as const;
    const old = NOW - 30 * HOUR;
    const tracker = new CompletionTracker({ ledger: all.ledger });
    const call = { model: "m", tokensOut: 0, agent: "a", at: old };
    tracker.record({ ...call, tokensIn: 50, session: "long" });
    tracker.record({ ...call, tokensIn: 50, session: "over" });
    settle(all, limit, { tokens: 5, agent: "a", session: "long", at: NOW - HOUR });
    settle(all, limit, { tokens: 60, agent: "a", session: "new", at: NOW - HOUR });
    settle(all, limit, { tokens: 60, agent: "a", session: "gone", at: old });
    expect(limitStatus(limit, all).spending).toMatchObject([
      { key: { session: "new" }, spent: 0, guarded: 60 },
      { key: { session: "long" }, spent: 50, guarded: 5 },
    ]);
  });
});
