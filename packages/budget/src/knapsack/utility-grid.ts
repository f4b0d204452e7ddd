import type { Rung } from "./rung-choice.ts";

/** Of 53 bits: four are left for sums of states and bounds, so that their rounding stays below one unit. */
const BITS = 48;
/** How many times more than all others together a rung must be worth to be kept out of a grid it cannot be used on: 2^20. */
const STEEP = 20;
const LOWEST = -1074;
const EXPONENTS = 1025 - LOWEST;

/** The whole numbers in which utilities are counted, and which rungs they are for. */
export interface UtilityGrid {
  /** A power of two. A utility counts as the next multiple of it, so that sums are exact in any order. */
  readonly unit: number;
  /** Rungs of this many tokens or more are out of reach of the capacity, and of every other that has this grid. */
  readonly tokenLimit: number;
}

/**
 * The grid for a capacity. It is the same for all capacities, except where rungs come into reach that are each worth 2^20 times more
 * than all smaller ones together: on their grid the others would count for little, also where only the others fit. At such an edge the
 * best single rung is worth more than any choice below, which keeps the optimum monotone.
 */
export function utilityGrid(classes: readonly (readonly Rung[])[], capacity: number): UtilityGrid {
  const tokenLimit = reach(classes, capacity);
  let total = 0;
  for (const rungs of classes) {
    let most = 0;
    for (const rung of rungs) {
      if (rung.tokens < tokenLimit && rung.utility > most) {
        most = rung.utility;
      }
    }
    total += most;
  }
  const exponent = total > 0 ? Math.ceil(Math.log2(total)) + 1 - BITS : 0;
  return { unit: Math.max(2 ** exponent, Number.MIN_VALUE), tokenLimit };
}

/** The fewest tokens above the capacity with which a rung comes into reach that outweighs all before it. */
function reach(classes: readonly (readonly Rung[])[], capacity: number): number {
  const fewest = fewestTokens(classes);
  const apart = STEEP + Math.ceil(Math.log2(classes.length + 1));
  let limit = Number.POSITIVE_INFINITY;
  let above = EXPONENTS + apart;
  let aboveTokens = Number.POSITIVE_INFINITY;
  for (let exponent = EXPONENTS - 1; exponent >= 0 && aboveTokens > capacity; exponent -= 1) {
    const tokens = fewest[exponent] as number;
    if (tokens >= aboveTokens) {
      continue;
    }
    if (above - exponent >= apart) {
      limit = aboveTokens;
    }
    above = exponent;
    aboveTokens = tokens;
  }
  return limit;
}

/** For each exponent of two: the fewest tokens of the rungs with a utility of that size. */
function fewestTokens(classes: readonly (readonly Rung[])[]): Float64Array {
  const fewest = new Float64Array(EXPONENTS).fill(Number.POSITIVE_INFINITY);
  for (const rungs of classes) {
    for (const { tokens, utility } of rungs) {
      const exponent = utility > 0 ? Math.floor(Math.log2(utility)) - LOWEST : -1;
      if (exponent >= 0 && tokens < (fewest[exponent] as number)) {
        fewest[exponent] = tokens;
      }
    }
  }
  return fewest;
}
