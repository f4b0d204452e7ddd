import { type LimitPeriod, limitPeriod, spendKey } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import type { SqliteLedger, SqliteSpendCounter } from "@tokenpak/telemetry";
import { utcOffsetMinutes } from "../cost/period.ts";
import { guardedSpenders } from "./guarded-spenders.ts";
import {
  type LimitSpending,
  limitSpending,
  spenderDimensions,
  type TimeRange,
} from "./limit-spending.ts";

/** How much of a limit is used. */
export type LimitState = "ok" | "warning" | "reached";

/** What was spent under a limit, and what is left of it. Amounts in the limit's unit. */
export interface SpendingStatus extends LimitSpending {
  /** Open reservations, of calls that are under way. */
  readonly reserved: number;
  /** What `SpendGuard` has settled: less than {@link spent} where not everything goes through it. */
  readonly guarded: number;
  /** From 0: what neither is spent, by ledger or guard, whichever has more, nor reserved. */
  readonly remaining: number;
  /** The rest, of the amount; 1 where nothing may be spent. */
  readonly share: number;
  readonly state: LimitState;
}

/** A limit in force, and what stands under it now. */
export interface LimitStatus extends TimeRange {
  readonly limit: SpendLimit;
  readonly spending: readonly SpendingStatus[];
}

/** Where figures come from. */
export interface StatusParts {
  readonly ledger: SqliteLedger;
  readonly counter: SqliteSpendCounter;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * How much of a limit is used now; of those that it counts by themselves, who used most comes first. Of a limit by session: sessions
 * that had a request in the last day.
 */
export function limitStatus(limit: SpendLimit, { ledger, counter, now }: StatusParts): LimitStatus {
  const period = limitPeriod(limit, now, { utcOffsetMinutes });
  const { since, until } = period;
  const { unit, windowMs } = limit;
  const scale = unit === "usd" ? NANOS : 1;
  const standing = (key: LimitSpending["key"]) => {
    const { scope, of } = limit;
    const spender = { ...key, ...(scope !== "all" && of !== undefined && { [scope]: of }) };
    const counted = isCountable(spender) ? spendKey(limit, spender, period) : undefined;
    return counted === undefined
      ? { settled: 0, reserved: 0 }
      : counter.state(counted, { at: now, windowMs });
  };
  const rows = spendings(limit, period, { ledger, counter, now }).map((spending) => {
    const { settled, reserved } = standing(spending.key);
    const amount = Math.round(limit.amount * scale);
    // As SpendGuard counts, given the ledger: what it settled is in there too.
    const used = Math.max(Math.round(spending.spent * scale), settled) + reserved;
    const share = amount === 0 ? 1 : used / amount;
    const row: SpendingStatus = {
      ...spending,
      reserved: reserved / scale,
      guarded: settled / scale,
      remaining: Math.max(0, amount - used) / scale,
      share,
      state: used >= amount ? "reached" : share >= limit.warnAt ? "warning" : "ok",
    };
    return { row, used };
  });
  const spending = rows.toSorted((one, other) => other.used - one.used).map(({ row }) => row);
  return { limit, since, until, spending };
}

/** Nano-dollars to a dollar: so are dollars counted. */
const NANOS = 1e9;

const DAY_MS = 86_400_000;

/** By the ledger; of a limit for each, or by session, also those whom only `SpendGuard` has counted. */
function spendings(
  limit: SpendLimit,
  period: LimitPeriod,
  { ledger, counter, now }: StatusParts,
): readonly LimitSpending[] {
  const by = spenderDimensions(limit);
  const { since, until } = period;
  if (by.length === 0) return limitSpending(ledger, limit, { since, until });
  const nameOf = (key: LimitSpending["key"]): string => JSON.stringify(by.map((one) => key[one]));
  const guarded = new Map(
    guardedSpenders(counter, limit, { period, now }).map((key) => [nameOf(key), key]),
  );
  const isSession = limit.period === "session";
  const range = isSession ? { since: now - DAY_MS } : { since, until };
  let recorded = limitSpending(ledger, limit, range);
  if (isSession && recorded.length + guarded.size > 0) {
    const recent = new Set([...recorded.map(({ key }) => nameOf(key)), ...guarded.keys()]);
    recorded = limitSpending(ledger, limit, {}).filter(({ key }) => recent.has(nameOf(key)));
  }
  for (const { key } of recorded) guarded.delete(nameOf(key));
  return [...recorded, ...[...guarded.values()].map(unrecorded)];
}

function unrecorded(key: LimitSpending["key"]): LimitSpending {
  return { key, spent: 0, requests: 0, unpricedRequests: 0, lastAt: undefined };
}

/** A log may hold names that no caller of a counter can have. */
function isCountable(spender: LimitSpending["key"]): boolean {
  return Object.values(spender).every(
    (name) => name === undefined || (name !== "" && name.isWellFormed()),
  );
}
