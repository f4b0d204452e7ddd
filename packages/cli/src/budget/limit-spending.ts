import type { ReportDimension, SpendLimit, UsageGroup, UsageTotals } from "@tokenpak/core";
import type { SqliteLedger } from "@tokenpak/telemetry";

/** What was spent under a limit, by the ledger. */
export interface LimitSpending {
  /** Whose it is, where the limit is for each, and the session of a limit by session. */
  readonly key: UsageGroup["key"];
  /** In the limit's unit: dollars, or tokens. */
  readonly spent: number;
  readonly requests: number;
  /** Of those, the ones that should be in {@link spent} and have no price; none where tokens are counted. */
  readonly unpricedRequests: number;
  /** Time of the last request; `undefined` where there was none. */
  readonly lastAt: number | undefined;
}

/** Milliseconds since 1970; the end is not included any more. */
export interface TimeRange {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/**
 * What was spent under a limit in a time, as `tokenpak cost` reports it: one sum, or where the limit is for each (agent, session, ...)
 * one for each that spent, the most first.
 */
export function limitSpending(
  ledger: SqliteLedger,
  limit: SpendLimit,
  { since, until }: TimeRange,
): readonly LimitSpending[] {
  const { scope, of, period } = limit;
  const by = spenderDimensions(limit);
  const filter = scope !== "all" && of !== undefined ? { [scope]: of } : {};
  const { totals, groups } = ledger.report({ ...filter, since, until, by });
  if (by.length === 0) return [spendingOf({ ...totals, key: {} }, limit)];
  return (
    groups
      // A request outside of any session is in none.
      .filter(({ key }) => period !== "session" || key.session !== undefined)
      .map((group) => spendingOf(group, limit))
      .toSorted((one, other) => other.spent - one.spent)
  );
}

/** By what the spending under a limit is divided: it holds for each of them by itself. */
export function spenderDimensions({
  scope,
  of,
  period,
}: Pick<SpendLimit, "of" | "period" | "scope">): readonly ReportDimension[] {
  return [
    ...(scope !== "all" && of === undefined ? [scope] : []),
    ...(period === "session" ? (["session"] as const) : []),
  ];
}

function spendingOf(
  totals: UsageTotals & Pick<UsageGroup, "key">,
  { unit }: Pick<SpendLimit, "unit">,
): LimitSpending {
  const { key, requests, lastAt } = totals;
  return {
    key,
    spent: unit === "usd" ? totals.costUsd : totals.totalTokens,
    requests,
    unpricedRequests: unit === "usd" ? totals.unpricedRequests : 0,
    lastAt,
  };
}
