import type { UsageTotals } from "@tokenpak/core";

/** Sums over requests. Money in dollars. */
export interface TrackedTotals {
  readonly totalRequests: number;
  /** Input that was neither read from nor written into a prompt cache. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** Of the four above. */
  readonly totalTokens: number;
  /** Of the requests that have a price, to the nano-dollar. */
  readonly costUsd: number;
  /** Requests that used tokens and have no price: their cost is not in {@link costUsd}. */
  readonly unpricedRequests: number;
}

/** What is summed up of a request. */
export interface SummedCompletion {
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costNanos: number | undefined;
}

/** Adds requests up. Nano-dollars are whole numbers: no sum of them drifts below nine million dollars. */
export class TrackedSums {
  #requests = 0;
  #unpriced = 0;
  #tokensIn = 0;
  #tokensOut = 0;
  #cacheRead = 0;
  #cacheWrite = 0;
  #nanos = 0;

  add(completion: SummedCompletion): void {
    const { tokensIn, tokensOut, cacheReadTokens, cacheWriteTokens, costNanos } = completion;
    this.#requests += 1;
    this.#tokensIn += tokensIn;
    this.#tokensOut += tokensOut;
    this.#cacheRead += cacheReadTokens;
    this.#cacheWrite += cacheWriteTokens;
    if (costNanos !== undefined) this.#nanos += costNanos;
    else if (tokensIn + tokensOut + cacheReadTokens + cacheWriteTokens > 0) this.#unpriced += 1;
  }

  /** Adds what another one summed up. */
  addAll(other: TrackedSums): void {
    this.#requests += other.#requests;
    this.#unpriced += other.#unpriced;
    this.#tokensIn += other.#tokensIn;
    this.#tokensOut += other.#tokensOut;
    this.#cacheRead += other.#cacheRead;
    this.#cacheWrite += other.#cacheWrite;
    this.#nanos += other.#nanos;
  }

  totals(): TrackedTotals {
    return {
      totalRequests: this.#requests,
      tokensIn: this.#tokensIn,
      tokensOut: this.#tokensOut,
      cacheReadTokens: this.#cacheRead,
      cacheWriteTokens: this.#cacheWrite,
      totalTokens: this.#tokensIn + this.#tokensOut + this.#cacheRead + this.#cacheWrite,
      costUsd: this.#nanos / 1e9,
      unpricedRequests: this.#unpriced,
    };
  }
}

/** The sums that a ledger reports, by a tracker's names. */
export function trackedTotalsOf(totals: UsageTotals): TrackedTotals {
  return {
    totalRequests: totals.requests,
    tokensIn: totals.uncachedInput,
    tokensOut: totals.output,
    cacheReadTokens: totals.cacheRead,
    cacheWriteTokens: totals.cacheWrite,
    totalTokens: totals.totalTokens,
    costUsd: totals.costUsd,
    unpricedRequests: totals.unpricedRequests,
  };
}
