import { limitPeriod } from "@tokenpak/budget";
import type { SpendLimit } from "@tokenpak/core";
import type { SpendLimitChange, SqliteLedger } from "@tokenpak/telemetry";
import { utcOffsetMinutes } from "../cost/period.ts";
import { type LimitSpending, limitSpending, type TimeRange } from "./limit-spending.ts";

/** What was spent in one period, of one that spent. */
export interface PastPeriod extends LimitSpending, TimeRange {
  /** What tells which spending is meant: the limit of then, or one like it. */
  readonly kind: SpendLimit;
  /** The limit that was in force when the period ended, or is now; `undefined` where there was none. */
  readonly limit: SpendLimit | undefined;
  /** Of the limit's amount; `undefined` without one, or with an amount of 0. */
  readonly share: number | undefined;
  readonly over: boolean;
}

/** What to look back at. */
export interface PastQuestion {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** At most so many, at least 1. */
  readonly most: number;
  readonly changes: readonly SpendLimitChange[];
  /** What to sum up where there is no limit for it, and where given, which period alone is asked for. */
  readonly otherwise: SpendLimit;
  readonly only: "day" | "week" | "month" | undefined;
}

/**
 * Periods of every limit by day, week or month, the newest first, back to the first request, or of one that was removed, to when it
 * was set: by the limit of then. Where there are no such limits, those of the others: windows that roll are taken end to end, back
 * from now; sessions are those of all time, by their last request. Without any limit, the periods of
 * {@link PastQuestion.otherwise}.
 */
export function pastPeriods(ledger: SqliteLedger, question: PastQuestion): readonly PastPeriod[] {
  const { changes, only, otherwise, most } = question;
  const names = [...new Set(changes.map(({ name }) => name))];
  const known = names.flatMap((name): readonly LimitHistory[] => {
    const own = changes.filter((change) => change.name === name);
    const last = own.findLast(({ limit }) => limit !== undefined)?.limit;
    return last === undefined || (only !== undefined && last.period !== only)
      ? []
      : [{ changes: own, last }];
  });
  // Windows end to end, and sessions, which are many, would crowd out all else.
  const dated = known.filter(
    ({ last: { period } }) => period !== "rolling" && period !== "session",
  );
  const shown = dated.length > 0 ? dated : known;
  return (shown.length > 0 ? shown : [{ changes: [], last: otherwise }])
    .flatMap((history) =>
      history.last.period === "session"
        ? pastSessions(ledger, history, most)
        : datedPeriods(ledger, history, question),
    )
    .toSorted(
      (one, other) =>
        (other.since ?? other.lastAt ?? 0) - (one.since ?? one.lastAt ?? 0) ||
        other.spent - one.spent,
    )
    .slice(0, most);
}

/** A limit by its name. */
interface LimitHistory {
  readonly changes: readonly SpendLimitChange[];
  /** What it is, or was last. */
  readonly last: SpendLimit;
}

function datedPeriods(
  ledger: SqliteLedger,
  history: LimitHistory,
  { now, most }: PastQuestion,
): readonly PastPeriod[] {
  const lastChange = history.changes.at(-1);
  const isRemoved = lastChange !== undefined && lastChange.limit === undefined;
  const firstAt = isRemoved ? history.changes[0]?.at : ledger.report().totals.firstAt;
  const periods: PastPeriod[] = [];
  let at = isRemoved ? Math.min(now, lastChange.at) - 1 : now;
  let kind = history.last;
  // Of a limit for each, there may be periods in which nobody spent.
  for (let steps = 0; steps < Math.max(most, MOST_STEPS); steps++) {
    if (at < Math.max(0, Math.floor(firstAt ?? now)) || periods.length >= most) break;
    const limit = limitAt(history, at);
    kind = limit ?? kind;
    if (kind.period === "session") break;
    const { since = 0, until = at + 1 } = limitPeriod(kind, at, { utcOffsetMinutes });
    for (const spending of limitSpending(ledger, kind, { since, until })) {
      periods.push(pastPeriod(spending, { kind, limit, since, until }));
    }
    at = since - 1;
  }
  return periods;
}

const MOST_STEPS = 400;

function pastSessions(
  ledger: SqliteLedger,
  history: LimitHistory,
  most: number,
): readonly PastPeriod[] {
  return limitSpending(ledger, history.last, {})
    .toSorted((one, other) => (other.lastAt ?? 0) - (one.lastAt ?? 0))
    .slice(0, most)
    .map((spending) =>
      pastPeriod(spending, {
        kind: history.last,
        limit: limitAt(history, spending.lastAt ?? 0),
      }),
    );
}

function pastPeriod(
  spending: LimitSpending,
  period: TimeRange & Pick<PastPeriod, "kind" | "limit">,
): PastPeriod {
  const { limit } = period;
  const isLimited = limit !== undefined && limit.amount > 0;
  return {
    ...spending,
    ...period,
    share: isLimited ? spending.spent / limit.amount : undefined,
    over: limit !== undefined && spending.spent > limit.amount,
  };
}

/** The limit that was in force at a time. */
function limitAt({ changes }: LimitHistory, at: number): SpendLimit | undefined {
  return changes.findLast((change) => change.at <= at)?.limit;
}
