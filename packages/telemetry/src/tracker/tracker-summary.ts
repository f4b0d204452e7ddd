import {
  type LatencyQuantiles,
  REPORT_DIMENSIONS,
  type ReportDimension,
  TokenPakError,
} from "@tokenpak/core";
import type { TrackedTotals } from "./tracked-sums.ts";

/** What to sum up. */
export interface SummaryQuery {
  /** From this time on, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Up to this time, which is not included any more. */
  readonly until?: number | undefined;
  /** What the requests of a group have in common; several divide by all of them together. Days and hours are UTC. */
  readonly by?: ReportDimension | readonly ReportDimension[] | undefined;
}

/** What was used and what it cost. */
export interface TrackerSummary extends TrackedTotals {
  /** Of requests whose latency is known; `undefined` where there are none. */
  readonly latencyMs: LatencyQuantiles | undefined;
  /** By the model's name, the most expensive first (engines put names that are whole numbers before all others). */
  readonly byModel: Readonly<Record<string, TrackedTotals>>;
  /** Only with `by`: days and hours in their order, everything else by cost, then tokens, the largest first. */
  readonly groups?: readonly TrackerGroup[];
  /**
   * Requests that are not kept one by one any more and may be missing: in `groups`, and, where `since` or `until` asks for the
   * time that they are of, everywhere. 0 on a ledger.
   */
  readonly forgottenRequests: number;
}

/** Totals of one group. Values of the key that nobody recorded are left out. */
export interface TrackerGroup extends TrackedTotals {
  readonly key: Readonly<Partial<Record<ReportDimension, string>>>;
}

/** By what to divide, as a list without repetition. Throws `INVALID_OPTION` for what a summary cannot be divided by, or for no times. */
export function checkedDimensions({ since, until, by }: SummaryQuery): readonly ReportDimension[] {
  for (const [field, time] of Object.entries({ since, until })) {
    if (time === undefined || (typeof time === "number" && !Number.isNaN(time))) continue;
    throw invalid(`${field} must be milliseconds since 1970.`);
  }
  const names = by === undefined ? [] : [by].flat();
  const unknown = names.find((name) => !REPORT_DIMENSIONS.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw invalid(`by must be of ${REPORT_DIMENSIONS.join(", ")}, not ${JSON.stringify(unknown)}.`);
}

/** Orders totals by cost, then tokens, the largest first. */
export function byCost(left: TrackedTotals, right: TrackedTotals): number {
  return right.costUsd - left.costUsd || right.totalTokens - left.totalTokens;
}

function invalid(message: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", message);
}
