/**
 * A number of tokens as an answer states it: an integer from 0 that a double holds exactly. `undefined` for everything else (negative,
 * fractional, beyond 2^53, text, `null`): such a count is not believed.
 */
export function readCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
