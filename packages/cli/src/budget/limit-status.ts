import { limitPeriod, spendKey } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import type { SqliteLedger, SqliteSpendCounter } from "@tokenpak/telemetry";
import { utcOffsetMinutes } from "../cost/period.ts";
import { type LimitSpending, limitSpending, type TimeRange } from "./limit-spending.ts";

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

/** How much of each limit is used now. Of a limit by session: sessions that had a request in the last day. */
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
  const spendings =
    limit.period === "session"
      ? recentSessions(ledger, limit, now)
      : limitSpending(ledger, limit, { since, until });
  return {
    limit,
    since,
    until,
    spending: spendings.map((spending): SpendingStatus => {
      const { settled, reserved } = standing(spending.key);
      const amount = Math.round(limit.amount * scale);
      // As SpendGuard counts, given the ledger: what it settled is in there too.
      const used = Math.max(Math.round(spending.spent * scale), settled) + reserved;
      return {
        ...spending,
        reserved: reserved / scale,
        guarded: settled / scale,
        remaining: Math.max(0, amount - used) / scale,
        share: amount === 0 ? 1 : used / amount,
        state: stateOf(used, { amount, warnAt: limit.warnAt }),
      };
    }),
  };
}

/** Nano-dollars to a dollar: so are dollars counted. */
const NANOS = 1e9;

const DAY_MS = 86_400_000;

function stateOf(
  used: number,
  { amount, warnAt }: { readonly amount: number; readonly warnAt: number },
): LimitState {
  if (used >= amount) return "reached";
  return used >= amount * warnAt ? "warning" : "ok";
}

function recentSessions(
  ledger: SqliteLedger,
  limit: SpendLimit,
  now: number,
): readonly LimitSpending[] {
  const nameOf = ({ key }: LimitSpending): string => JSON.stringify(Object.values(key));
  const recent = new Set(limitSpending(ledger, limit, { since: now - DAY_MS }).map(nameOf));
  if (recent.size === 0) return [];
  return limitSpending(ledger, limit, {}).filter((spending) => recent.has(nameOf(spending)));
}

/** A log may hold names that no caller of a counter can have. */
function isCountable(spender: LimitSpending["key"]): boolean {
  return Object.values(spender).every(
    (name) => name === undefined || (name !== "" && name.isWellFormed()),
  );
}
