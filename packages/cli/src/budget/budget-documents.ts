import type { SpendLimit, UsageGroup } from "@tokenpak/core";
import type { SpendLimitChange } from "@tokenpak/telemetry";
import { type CollectionCounts, promisedCounts } from "../cost/cost-document.ts";
import type { CostReading } from "../cost/cost-session.ts";
import type { LimitState, LimitStatus } from "./limit-status.ts";
import type { PastPeriod } from "./past-periods.ts";

/**
 * The JSON document of `tokenpak budget status --json`. Times are ISO 8601 in UTC; amounts are in the unit of their limit: US dollars,
 * or tokens.
 */
export interface BudgetDocument {
  readonly schema: "tokenpak.budget/1";
  /** Absolute path of the ledger that holds limits and figures. */
  readonly ledger: string;
  /** When this was so. */
  readonly at: string;
  readonly limits: readonly {
    readonly limit: SpendLimit;
    /** First moment of the period; missing for a session. */
    readonly since?: string;
    /** When it starts anew; missing for a rolling window and a session. */
    readonly until?: string;
    /** One sum; or of a limit for each, or by session, one for each that spent or reserved, who used most first. */
    readonly spending: readonly {
      /** Agent, project, model or session, where the limit is for each. */
      readonly key: UsageGroup["key"];
      readonly spent: number;
      /** By calls under way. */
      readonly reserved: number;
      readonly remaining: number;
      /** Spent and reserved, of the amount: 1 is all of it. */
      readonly share: number;
      readonly state: LimitState;
      readonly requests: number;
      /** Their cost is not known, and not in `spent`. */
      readonly unpricedRequests: number;
      /** What `SpendGuard` has settled; where that is more than `spent`, it is what `remaining` and `share` go by. */
      readonly guarded: number;
    }[];
  }[];
  /** What reading the session logs brought; missing with `--stored`. */
  readonly collected?: CollectionCounts;
  readonly warnings: readonly string[];
}

/** The JSON document of `tokenpak budget show --json`. */
export interface BudgetLimitsDocument {
  readonly schema: "tokenpak.budget.limits/1";
  readonly ledger: string;
  /** In force now, by name. */
  readonly limits: readonly SpendLimit[];
}

/** The JSON document of `tokenpak budget set --json`. */
export interface BudgetSetDocument {
  readonly schema: "tokenpak.budget.set/1";
  readonly ledger: string;
  readonly changes: readonly {
    readonly name: string;
    /** Missing where it was removed. */
    readonly limit?: SpendLimit | undefined;
    /** What was in force under that name; missing where nothing was. */
    readonly before?: SpendLimit | undefined;
  }[];
}

/** The JSON document of `tokenpak budget history --json`. */
export interface BudgetHistoryDocument {
  readonly schema: "tokenpak.budget.history/1";
  readonly ledger: string;
  /** The newest first. */
  readonly periods: readonly {
    readonly name: string;
    readonly since?: string;
    readonly until?: string;
    readonly key: UsageGroup["key"];
    readonly unit: SpendLimit["unit"];
    readonly spent: number;
    readonly requests: number;
    readonly unpricedRequests: number;
    /** The limit of then; missing where there was none. */
    readonly limit?: SpendLimit | undefined;
    readonly share?: number | undefined;
    readonly over: boolean;
  }[];
  /** The newest first. */
  readonly changes: readonly (Omit<SpendLimitChange, "at"> & { readonly at: string })[];
  readonly collected?: CollectionCounts;
  readonly warnings: readonly string[];
}

/** The document of limits and what stands under them. */
export function budgetDocument(
  statuses: readonly LimitStatus[],
  { now, reading }: { readonly now: number; readonly reading: CostReading },
): BudgetDocument {
  return {
    schema: "tokenpak.budget/1",
    ledger: reading.path,
    at: new Date(now).toISOString(),
    limits: statuses.map(({ limit, since, until, spending }) => ({
      limit,
      ...rangeOf({ since, until }),
      spending: spending.map(({ lastAt: _, ...row }) => row),
    })),
    ...readingOf(reading),
  };
}

/** The document of what was. */
export function budgetHistoryDocument(
  periods: readonly PastPeriod[],
  {
    changes,
    reading,
  }: { readonly changes: readonly SpendLimitChange[]; readonly reading: CostReading },
): BudgetHistoryDocument {
  return {
    schema: "tokenpak.budget.history/1",
    ledger: reading.path,
    periods: periods.map(({ kind, since, until, lastAt: _, ...period }) => ({
      name: kind.name,
      ...rangeOf({ since, until }),
      unit: kind.unit,
      ...period,
    })),
    changes: changes.map((change) => ({ ...change, at: new Date(change.at).toISOString() })),
    ...readingOf(reading),
  };
}

function rangeOf({ since, until }: Pick<LimitStatus, "since" | "until">): {
  readonly since?: string;
  readonly until?: string;
} {
  return {
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  };
}

function readingOf({ collected, warnings }: CostReading): {
  readonly collected?: CollectionCounts;
  readonly warnings: readonly string[];
} {
  return { ...(collected && { collected: promisedCounts(collected) }), warnings };
}
