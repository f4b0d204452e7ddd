import type { TokenCounter } from "@tokenpak/core";
import type { CutBucket } from "./cut-component.ts";
import { type BucketFit, fitBucket } from "./fit-bucket.ts";
import { type BucketDemand, shareBudget } from "./share-budget.ts";
import type { Shortening } from "./shorten-unit.ts";

/** A bucket, and what it asks of the budget. */
export interface AskingBucket {
  readonly bucket: CutBucket;
  readonly asks: BucketDemand;
}

/** What buckets are fitted into, and with what. */
export interface FitOptions {
  readonly total: number;
  readonly counter: TokenCounter;
  readonly shortening: Shortening | undefined;
}

/**
 * Fits the buckets into the total, each into its share, the most important first. Units are whole, so that a bucket may leave some of
 * its share: that is shared anew among the less important ones, and what these leave is offered to all once more, first up to their
 * maxima. Precondition: what is required fits.
 */
export function fitBuckets(asking: readonly AskingBucket[], options: FitOptions): BucketFit[] {
  const { total } = options;
  const inOrder = [...asking.keys()].sort(
    (a, b) => asksOf(asking, a).rank - asksOf(asking, b).rank || a - b,
  );
  const asks = asking.map((one) => one.asks);
  const fits: BucketFit[] = [];
  for (const place of inOrder) {
    const { bucket } = asking[place] as AskingBucket;
    const fit = fitBucket(bucket, shareBudget(asks, total)[place] as number, options);
    fits[place] = fit;
    asks[place] = { ...asksOf(asking, place), demand: fit.tokens, required: fit.tokens };
  }
  for (const limit of ["max", "demand"] as const) {
    for (const place of inOrder) {
      fits[place] = refitted(asking[place] as AskingBucket, fits, { ...options, place, limit });
    }
  }
  return fits;
}

/** The bucket with what nobody uses as well, when it can use it. */
function refitted(
  { bucket, asks }: AskingBucket,
  fits: readonly BucketFit[],
  { place, limit, ...options }: FitOptions & { place: number; limit: "max" | "demand" },
): BucketFit {
  const { total, shortening } = options;
  const fit = fits[place] as BucketFit;
  const left = total - fits.reduce((sum, { tokens }) => sum + tokens, 0);
  const room = limit === "max" ? Math.min(fit.tokens + left, asks.max) : fit.tokens + left;
  const useless = room <= fit.share || room - fit.tokens < (shortening?.leastTokens ?? 1);
  if (useless || isWhole(bucket, fit)) return fit;
  const again = fitBucket(bucket, room, options);
  return again.tokens > fit.tokens ? again : fit;
}

function isWhole({ units }: CutBucket, { kept }: BucketFit): boolean {
  return units.every((unit, index) => kept[index] === unit);
}

function asksOf(asking: readonly AskingBucket[], place: number): BucketDemand {
  return (asking[place] as AskingBucket).asks;
}
