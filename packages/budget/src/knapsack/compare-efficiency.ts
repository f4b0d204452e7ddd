import type { Step } from "./class-frontiers.ts";

const SPLITTER = 2 ** 27 + 1;

/**
 * Above 0 if `a` has more worth a token than `b`, 0 if just as much. Exact for whole numbers up to 2^53, where quotients and products
 * in floating point would call steps equal that are not, and the greedy order would no longer be the best at its own weights.
 */
export function compareEfficiency(a: Step, b: Step): number {
  const left = a.worth * b.tokens;
  const right = b.worth * a.tokens;
  if (left !== right) {
    return left - right;
  }
  return roundingError(left, a.worth, b.tokens) - roundingError(right, b.worth, a.tokens);
}

/** What is missing from the rounded product (T. J. Dekker, "A floating-point technique for extending the available precision", 1971). */
function roundingError(product: number, a: number, b: number): number {
  const aHigh = highPart(a);
  const bHigh = highPart(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function highPart(value: number): number {
  const scaled = value * SPLITTER;
  return scaled - (scaled - value);
}
