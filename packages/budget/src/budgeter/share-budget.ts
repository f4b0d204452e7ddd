/** What one bucket asks of a budget. All in whole tokens, from 0. */
export interface BucketDemand {
  /** What it takes whole. */
  readonly demand: number;
  /** What of that must stay; at most `demand`. */
  readonly required: number;
  /** What it is sure of, as far as it has use for it. */
  readonly min: number;
  /** What it passes only when no other has use for the rest. */
  readonly max: number;
  /** The lower, the more important. Equal ones are served in their order. */
  readonly rank: number;
}

/**
 * How many of `total` tokens each bucket gets, in their order. In four rounds, the more important first in each: what must stay, then up
 * to `min`, then up to `max`, then all they can use. So minima give way only to what must stay, the least important first, and a maximum
 * is passed only when every other bucket with use for more is at its own.
 *
 * The shares sum to `total`, or to all demand where that is less. Precondition: what must stay fits.
 */
export function shareBudget(buckets: readonly BucketDemand[], total: number): number[] {
  const shares = buckets.map(() => 0);
  const places = buckets.map((_, place) => place);
  const inOrder = places.sort((a, b) => rankOf(buckets, a) - rankOf(buckets, b) || a - b);
  let left = total;
  for (const levelOf of ROUNDS) {
    for (const place of inOrder) {
      const bucket = buckets[place] as BucketDemand;
      const share = shares[place] as number;
      const more = Math.min(left, Math.max(0, Math.min(bucket.demand, levelOf(bucket)) - share));
      shares[place] = share + more;
      left -= more;
    }
  }
  return shares;
}

const ROUNDS: readonly ((bucket: BucketDemand) => number)[] = [
  ({ required }) => required,
  ({ min }) => min,
  ({ max }) => max,
  ({ demand }) => demand,
];

function rankOf(buckets: readonly BucketDemand[], place: number): number {
  return buckets[place]?.rank ?? 0;
}
