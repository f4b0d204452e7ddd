/** The greatest count that is believed of one answer: above any context, and small enough that sums and their price stay exact integers. */
export const MOST_TOKENS = 1_000_000_000;

/**
 * A number of tokens as an answer states it: an integer from 0 to {@link MOST_TOKENS}. `undefined` for everything else (negative,
 * fractional, larger, text, `null`): such a count is not believed.
 */
export function readCount(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOKENS
    ? (value as number)
    : undefined;
}
