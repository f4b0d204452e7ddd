import type { TokenCounter } from "@tokenpak/core";
import { chooseUnits, type UnitChoice } from "./choose-units.ts";
import type { CutBucket } from "./cut-component.ts";
import type { KeptUnit, Shortening } from "./shorten-unit.ts";
import { joinText } from "./split-text.ts";

/** What of a bucket stands within its share. */
export interface BucketFit extends UnitChoice {
  /** Into how much it was fitted. */
  readonly share: number;
  /** As counted on what stands; never over the share. */
  readonly tokens: number;
  /** What stands of a bucket that is a text. */
  readonly text: string | undefined;
}

/** With what a bucket is fitted. */
export interface FitBucketOptions {
  readonly counter: TokenCounter;
  readonly shortening: Shortening | undefined;
}

/**
 * Fits a bucket into `share` tokens, which are at least what it requires. What is chosen is counted as it will stand; where units count
 * otherwise together than one by one, it is chosen again with as much less, or more, to choose from.
 */
export function fitBucket(
  bucket: CutBucket,
  share: number,
  { counter, shortening }: FitBucketOptions,
): BucketFit {
  let best = onlyRequired(bucket, share);
  let room = share;
  for (let round = 0; round < MOST_ROUNDS && room > 0; round++) {
    const choice = chooseUnits(bucket, { room, shortening });
    const { kept, unshortened } = choice;
    const text = bucket.split && joinText(bucket.split, kept);
    const tokens = text === undefined ? choice.tokens : counter.count(text);
    if (tokens > share) {
      room -= Math.max(tokens - share, 2 ** round);
    } else {
      if (tokens >= best.tokens) best = { share, kept, unshortened, tokens, text };
      const unused = choice.tokens - tokens;
      if (round > 0 || unused <= share * WORTH_ANOTHER_ROUND) break;
      room += unused;
    }
  }
  return best;
}

/** Room shrinks by doubling steps: enough rounds for any budget. */
const MOST_ROUNDS = 54;

const WORTH_ANOTHER_ROUND = 0.01;

/** A text of which nothing must stay may be gone whole. */
function onlyRequired(bucket: CutBucket, share: number): BucketFit {
  const { kept, unshortened } = chooseUnits(bucket, { room: 0, shortening: undefined });
  const { split, required } = bucket;
  const nothing = kept.every((unit: KeptUnit | undefined) => unit === undefined);
  const text = split && (nothing ? "" : joinText(split, kept));
  return { share, kept, unshortened, tokens: required, text };
}
