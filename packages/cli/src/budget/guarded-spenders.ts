import { type LimitPeriod, spenderOf } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import type { SqliteSpendCounter } from "@tokenpak/telemetry";
import { type LimitSpending, spenderDimensions } from "./limit-spending.ts";

/**
 * Whom `SpendGuard` has counted under a limit for each, or by session, in the period; of sessions, those of which something was
 * settled in the last day, or is reserved. The ledger need not know them.
 */
export function guardedSpenders(
  counter: SqliteSpendCounter,
  limit: SpendLimit,
  { period, now }: { readonly period: LimitPeriod; readonly now: number },
): readonly LimitSpending["key"][] {
  const by = spenderDimensions(limit);
  const windowMs = limit.period === "session" ? DAY_MS : limit.windowMs;
  return counter.keys(`${limit.unit}/${period.label}`).flatMap((key) => {
    const spender = spenderOf(key, limit, period);
    if (spender === undefined) return [];
    const { settled, reserved } = counter.state(key, { at: now, windowMs });
    if (settled + reserved === 0) return [];
    return [Object.fromEntries(by.map((one) => [one, spender[one as keyof typeof spender]]))];
  });
}

const DAY_MS = 86_400_000;
