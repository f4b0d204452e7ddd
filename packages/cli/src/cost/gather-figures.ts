import type { ReportDimension, UsageFilter, UsageGroup, UsageQuery } from "@tokenpak/core";
import type { SqliteLedger } from "@tokenpak/telemetry";
import type { CollectionCounts, CostFigures } from "./cost-document.ts";
import { type Period, utcOffsetMinutes } from "./period.ts";

/** What to report. */
export interface CostQuestion {
  readonly period: Period;
  readonly utc: boolean;
  readonly by: readonly ReportDimension[];
  readonly filter: UsageFilter;
}

/** Where figures come from, beside the ledger. */
export interface CostOrigin {
  readonly path: string;
  readonly priceTable: string;
  /** Absolute path of the user's own prices. */
  readonly pricesPath: string;
  readonly collected: CollectionCounts | undefined;
  readonly warnings: readonly string[];
  /** Milliseconds since 1970: what is later than that has a wrong clock. */
  readonly now: number;
}

/** Sums up what the ledger has. */
export function gatherFigures(
  ledger: SqliteLedger,
  question: CostQuestion,
  origin: CostOrigin,
): CostFigures {
  const { period, utc, by, filter } = question;
  const query: UsageQuery = {
    ...filter,
    since: period.since,
    until: period.until,
    ...(!utc && { utcOffsetMinutes }),
  };
  const report = ledger.report({ ...query, by });
  const { totals } = report;
  const wantsDays = by[0] !== "day" && by[0] !== "hour";
  const unpriced =
    totals.unpricedRequests === 0 ? [] : ledger.report({ ...query, by: ["model"] }).groups;
  const { lastAt } = totals;
  const isAhead = lastAt !== undefined && lastAt > origin.now + CLOCK_TOLERANCE_MS;
  return {
    ledger: origin.path,
    period,
    utc,
    by,
    report,
    days: wantsDays ? everyDay(ledger.report({ ...query, by: ["day"] }).groups) : undefined,
    latencyMs: ledger.latencies(query),
    unpricedModels: unpriced.flatMap(({ key, unpricedRequests }) =>
      unpricedRequests > 0 && key.model !== undefined ? [key.model] : [],
    ),
    priceTable: origin.priceTable,
    collected: origin.collected,
    filtered: Object.values(filter).some((name) => name !== undefined),
    pricesPath: origin.pricesPath,
    warnings: [
      ...origin.warnings,
      ...(isAhead
        ? [
            `requests are dated up to ${new Date(lastAt).toISOString()}, which is in the future: a clock was wrong`,
          ]
        : []),
    ],
  };
}

const CLOCK_TOLERANCE_MS = 3_600_000;

const DAY_MS = 86_400_000;

/** Days without a request belong into a chart too. */
function everyDay(groups: readonly UsageGroup[]): readonly UsageGroup[] {
  const [first] = groups;
  const start = Date.parse(first?.key.day ?? "");
  const end = Date.parse(groups.at(-1)?.key.day ?? "");
  if (first === undefined || !(end - start < MOST_DAYS * DAY_MS)) return groups;
  const byDay = new Map(groups.map((group) => [group.key.day, group]));
  const days: UsageGroup[] = [];
  for (let at = start; at <= end; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    days.push(
      byDay.get(day) ?? { ...first, costUsd: 0, totalTokens: 0, requests: 0, key: { day } },
    );
  }
  return days;
}

/** A wrong clock must not make a chart of centuries. */
const MOST_DAYS = 3700;
