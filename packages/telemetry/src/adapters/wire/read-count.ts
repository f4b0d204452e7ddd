import { type Fields, fieldAt } from "./fields.ts";

/** The greatest count that is believed of one answer: above any context, and small enough that sums and their price stay exact integers. */
export const MOST_TOKENS = 1_000_000_000;

/**
 * A number of tokens as an answer states it: an integer from 0 to {@link MOST_TOKENS}. `undefined` for everything else (negative,
 * fractional, larger, text, `null`): such a count is not believed.
 */
export function readCount(value: unknown): number | undefined {
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0;
  // JSON can write -0, which is 0.
  return isCount && value <= MOST_TOKENS ? value + 0 : undefined;
}

/** The field `name` where it is a count, as {@link readCount}. */
export function countAt(fields: Fields, name: string): number | undefined {
  return readCount(fieldAt(fields, name));
}

/** The sum, no higher than a double holds exactly: counts that are believed one by one may be absurd together. */
export function sumCounts(...counts: readonly number[]): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return Math.min(sum, Number.MAX_SAFE_INTEGER);
}
