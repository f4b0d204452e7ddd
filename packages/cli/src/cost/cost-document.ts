import type {
  LatencyQuantiles,
  ReportDimension,
  UsageGroup,
  UsageReport,
  UsageTotals,
} from "@tokenpak/core";
import type { Period } from "./period.ts";

/** The JSON document of `tokenpak cost --json`. Times are ISO 8601 in UTC, money is US dollars. */
export interface CostDocument {
  readonly schema: "tokenpak.cost/1";
  /** Absolute path of the ledger, or `:memory:` where none could be written. */
  readonly ledger: string;
  /** First moment of the period; missing where it reaches back to the beginning. */
  readonly since?: string;
  /** First moment after it; missing where it has no end. */
  readonly until?: string;
  /** Where days begin. */
  readonly days: "local" | "UTC";
  readonly by: readonly ReportDimension[];
  readonly totals: UsageTotals;
  readonly groups: readonly UsageGroup[];
  /** Of requests whose latency is known. */
  readonly latencyMs?: LatencyQuantiles;
  /** Models that have requests without a price. */
  readonly unpricedModels: readonly string[];
  /** Version of the price table that unpriced requests were looked up in; records keep the one that priced them. */
  readonly priceTable: string;
  /** What reading the session logs brought; missing with `--stored`. */
  readonly collected?: CollectionCounts;
  readonly warnings: readonly string[];
}

/** What was read from session logs. */
export interface CollectionCounts {
  /** Log files that there are, and those that had something new. */
  readonly files: number;
  readonly changedFiles: number;
  /** Requests that are new, and those of which more is known now. */
  readonly added: number;
  readonly replaced: number;
  /** Lines that are no JSON, or say impossible things. */
  readonly badLines: number;
  /** Requests of an impossible time, which got that of their file. */
  readonly retimed: number;
  /** Names of the agents whose logs were found. */
  readonly agents: readonly string[];
}

/** All that a report is written from. */
export interface CostFigures {
  readonly ledger: string;
  readonly period: Period;
  readonly utc: boolean;
  readonly by: readonly ReportDimension[];
  readonly report: UsageReport;
  /** By day, for the chart; missing where the report is by day itself, or of one day. */
  readonly days?: readonly UsageGroup[] | undefined;
  readonly latencyMs: LatencyQuantiles | undefined;
  readonly unpricedModels: readonly string[];
  readonly priceTable: string;
  readonly collected: CollectionCounts | undefined;
  readonly warnings: readonly string[];
  /** The report is of one model, agent, project or session only. */
  readonly filtered: boolean;
  /** Absolute path of the user's own prices, which need not exist. */
  readonly pricesPath: string;
}

/** The document of the figures. */
export function costDocument(figures: CostFigures): CostDocument {
  const { ledger, period, utc, by, report, latencyMs, collected } = figures;
  const { since, until } = period;
  return {
    schema: "tokenpak.cost/1",
    ledger,
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    days: utc ? "UTC" : "local",
    by,
    ...report,
    ...(latencyMs && { latencyMs }),
    unpricedModels: figures.unpricedModels,
    priceTable: figures.priceTable,
    ...(collected && { collected: promisedCounts(collected) }),
    warnings: figures.warnings,
  };
}

/** Without what else a collector counts, which is not promised. */
export function promisedCounts(counts: CollectionCounts): CollectionCounts {
  const { files, changedFiles, added, replaced, badLines, retimed, agents } = counts;
  return { files, changedFiles, added, replaced, badLines, retimed, agents };
}
