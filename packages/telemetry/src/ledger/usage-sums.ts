import { CONFIDENCES, type SavingsTotals, type UsageTotals } from "@tokenpak/core";
import { SUM_FIELDS } from "./rollup-cell.ts";
import { USAGE_FLAGS } from "./usage-flags.ts";

/** Places in a row of sums: session, period and series, flags, {@link SUM_FIELDS}, earliest and latest time. */
const TUPLE = {
  session: 0,
  quarter: 1,
  series: 2,
  flags: 3,
  sums: 4,
  firstAt: 11,
  lastAt: 12,
} as const;

/** Adds rows of sums up to what a report says of a group. */
export class UsageSums {
  #requests: number[] | undefined;
  #savings: number[] | undefined;
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Adds a row, as `UsageReader` gives it. */
  add(row: readonly number[]): void {
    const flags = row[TUPLE.flags] as number;
    const sums = this.#sumsOf(flags);
    for (let index = 0; index < SUMS; index++) {
      (sums[index] as number) += row[TUPLE.sums + index] as number;
    }
    const requests = row[TUPLE.sums] as number;
    (sums[SOURCE + (flags & 3)] as number) += requests;
    (sums[CONFIDENCE + ((flags >> 2) & 3)] as number) += requests;
    for (let bit = 0; bit < FLAG_BITS; bit++) {
      if (flags & (16 << bit)) (sums[FLAG + bit] as number) += requests;
    }
    this.#firstAt = Math.min(this.#firstAt, row[TUPLE.firstAt] as number);
    this.#lastAt = Math.max(this.#lastAt, row[TUPLE.lastAt] as number);
  }

  totals(): UsageTotals {
    const sums = this.#requests ?? NOTHING;
    const at = (place: number): number => sums[place] as number;
    const isEmpty = this.#firstAt > this.#lastAt;
    return {
      requests: at(0),
      failedRequests: at(FLAG),
      uncachedInput: at(1),
      cacheRead: at(2),
      cacheWrite: at(3),
      output: at(4),
      reasoning: at(5),
      totalTokens: at(1) + at(2) + at(3) + at(4),
      costUsd: at(6) / NANOS_PER_USD,
      unpricedRequests: at(FLAG + 2),
      fuzzyRequests: at(FLAG + 3),
      reportedCostRequests: at(FLAG + 4),
      partialRequests: at(FLAG + 1),
      usageSources: {
        provider_reported: at(SOURCE),
        proxy_estimate: at(SOURCE + 1),
        token_counted: at(SOURCE + 2),
        unknown: at(SOURCE + 3),
      },
      confidences: { high: at(CONFIDENCE), medium: at(CONFIDENCE + 1), low: at(CONFIDENCE + 2) },
      savings: this.#savings === undefined ? NO_SAVINGS : savingsTotals(this.#savings),
      firstAt: isEmpty ? undefined : this.#firstAt,
      lastAt: isEmpty ? undefined : this.#lastAt,
    };
  }

  #sumsOf(flags: number): number[] {
    if (flags & USAGE_FLAGS.saving) {
      this.#savings ??= [...NOTHING];
      return this.#savings;
    }
    this.#requests ??= [...NOTHING];
    return this.#requests;
  }
}

/** Places of what is kept: the sums, then requests (or events) by usage source, by confidence and by flag, from 16 up. */
const SUMS = SUM_FIELDS.length;
const SOURCE = SUMS;
const CONFIDENCE = SOURCE + 4;
const FLAG = CONFIDENCE + 4;
const FLAG_BITS = 5;
const NOTHING: readonly number[] = Array.from({ length: FLAG + FLAG_BITS }, () => 0);

const NANOS_PER_USD = 1e9;

const NO_SAVINGS: SavingsTotals = savingsTotals(NOTHING);

function savingsTotals(sums: readonly number[]): SavingsTotals {
  const at = (place: number): number => sums[place] as number;
  const confidence = CONFIDENCES.findLast((_, index) => at(CONFIDENCE + index) > 0);
  return {
    events: at(0),
    tokensBefore: at(1),
    tokensAfter: at(2),
    tokensFetchedBack: at(3),
    tokensSaved: at(1) - at(2) - at(3),
    savedUsd: at(6) / NANOS_PER_USD,
    unpricedEvents: at(FLAG + 2),
    confidence,
  };
}
