import {
  CONFIDENCES,
  type Confidence,
  type SavingsTotals,
  USAGE_SOURCES,
  type UsageSource,
  type UsageTotals,
} from "@tokenpak/core";
import { confidenceOf, USAGE_FLAGS, usageSourceOf } from "./usage-flags.ts";

/** Sums over rows with the same flags. */
export interface SummedRow {
  readonly flags: number;
  /** In the order of `SUM_FIELDS`. */
  readonly sums: readonly number[];
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Adds up to what a report says of a group. */
export class UsageSums {
  readonly #requests = [0, 0, 0, 0, 0, 0, 0];
  readonly #savings = [0, 0, 0, 0, 0, 0, 0];
  readonly #byFlags = new Map<number, number>();
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  add({ flags, sums, firstAt, lastAt }: SummedRow): void {
    const totals = flags & USAGE_FLAGS.saving ? this.#savings : this.#requests;
    for (let index = 0; index < totals.length; index++) {
      totals[index] = (totals[index] ?? 0) + (sums[index] ?? 0);
    }
    this.#byFlags.set(flags, (this.#byFlags.get(flags) ?? 0) + (sums[0] ?? 0));
    if (firstAt < this.#firstAt) this.#firstAt = firstAt;
    if (lastAt > this.#lastAt) this.#lastAt = lastAt;
  }

  totals(): UsageTotals {
    const [requests = 0, uncachedInput = 0, cacheRead = 0, cacheWrite = 0, ...rest] =
      this.#requests;
    const [output = 0, reasoning = 0, costNanos = 0] = rest;
    const withFlag = (flag: number): number =>
      this.#count((flags) => (flags & (flag | USAGE_FLAGS.saving)) === flag);
    const isRequest = (flags: number): boolean => (flags & USAGE_FLAGS.saving) === 0;
    return {
      requests,
      failedRequests: withFlag(USAGE_FLAGS.failed),
      uncachedInput,
      cacheRead,
      cacheWrite,
      output,
      reasoning,
      totalTokens: uncachedInput + cacheRead + cacheWrite + output,
      costUsd: costNanos / NANOS_PER_USD,
      unpricedRequests: withFlag(USAGE_FLAGS.unpriced),
      fuzzyRequests: withFlag(USAGE_FLAGS.fuzzy),
      reportedCostRequests: withFlag(USAGE_FLAGS.reportedCost),
      partialRequests: withFlag(USAGE_FLAGS.partial),
      usageSources: Object.fromEntries(
        USAGE_SOURCES.map((source) => [
          source,
          this.#count((flags) => isRequest(flags) && usageSourceOf(flags) === source),
        ]),
      ) as Record<UsageSource, number>,
      confidences: Object.fromEntries(
        CONFIDENCES.map((confidence) => [
          confidence,
          this.#count((flags) => isRequest(flags) && confidenceOf(flags) === confidence),
        ]),
      ) as Record<Confidence, number>,
      savings: this.#savingsTotals(),
      ...(this.#byFlags.size > 0 ? { firstAt: this.#firstAt, lastAt: this.#lastAt } : {}),
    };
  }

  #savingsTotals(): SavingsTotals {
    const [events = 0, tokensBefore = 0, tokensAfter = 0, tokensFetchedBack = 0] = this.#savings;
    const flagsOfSavings = [...this.#byFlags.keys()].filter((flags) => flags & USAGE_FLAGS.saving);
    const confidence = CONFIDENCES.findLast((name) =>
      flagsOfSavings.some((flags) => confidenceOf(flags) === name),
    );
    return {
      events,
      tokensBefore,
      tokensAfter,
      tokensFetchedBack,
      tokensSaved: tokensBefore - tokensAfter - tokensFetchedBack,
      savedUsd: (this.#savings[6] ?? 0) / NANOS_PER_USD,
      unpricedEvents: this.#count((flags) => (flags & UNPRICED_SAVING) === UNPRICED_SAVING),
      ...(confidence === undefined ? {} : { confidence }),
    };
  }

  #count(counts: (flags: number) => boolean): number {
    let sum = 0;
    for (const [flags, requests] of this.#byFlags) if (counts(flags)) sum += requests;
    return sum;
  }
}

const NANOS_PER_USD = 1e9;

const UNPRICED_SAVING = USAGE_FLAGS.saving | USAGE_FLAGS.unpriced;
