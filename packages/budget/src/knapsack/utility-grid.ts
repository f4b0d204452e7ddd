import type { Rung } from "./rung-choice.ts";

/** Of 53 bits: five are left for sums of states and bounds, so that their rounding stays below one unit. */
const BITS = 47;
/** Powers of two of a tier. */
const TIER = 4;
const LOWEST = -1074;
const TIERS = Math.ceil((1025 - LOWEST) / TIER);

/** The whole numbers in which utilities are counted, and which rungs they are for. */
export interface UtilityGrid {
  /** A power of two. A utility counts as the next multiple of it, so that sums are exact in any order. */
  readonly unit: number;
  /** Rungs of this many tokens or more are out of reach of the capacity, and of every other that has this grid. */
  readonly tokenLimit: number;
  /** The greatest capacity that has a finer grid, -1 if none has. */
  readonly below: number;
}

/**
 * The grid for a capacity. All capacities that reach a rung of about the same utility (within a power of 16) share one: were it the same
 * for all, the most useful rungs would make it too coarse for a capacity that reaches small ones only. A multiple of a coarser grid is one
 * of a finer grid too, and no choice counts for less on it.
 */
export function utilityGrid(classes: readonly (readonly Rung[])[], capacity: number): UtilityGrid {
  const fewest = fewestTokens(classes);
  let tier = TIERS - 1;
  let tokenLimit = Number.POSITIVE_INFINITY;
  for (; tier > 0 && (fewest[tier] as number) > capacity; tier -= 1) {
    tokenLimit = Math.min(tokenLimit, fewest[tier] as number);
  }
  let edge = fewest[tier] as number;
  edge = edge > capacity ? 0 : edge;
  // Not of the sum of all classes: in another order of the classes it may round to the other side of a power of two.
  const sum =
    Math.ceil(Math.log2(greatestUtility(classes, tokenLimit))) +
    Math.ceil(Math.log2(classes.length));
  return { unit: Math.max(2 ** (sum - BITS), Number.MIN_VALUE), tokenLimit, below: edge - 1 };
}

/** A utility in units of the grid: the next whole number, from 1 if it is above 0. */
export function inUnits(utility: number, { unit }: Pick<UtilityGrid, "unit">): number {
  return utility > 0 ? Math.max(1, Math.ceil(utility / unit)) : 0;
}

/** What the most useful rungs below a number of tokens are worth together. */
export function greatestTotal(classes: readonly (readonly Rung[])[], tokenLimit: number): number {
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
  return total;
}

function greatestUtility(classes: readonly (readonly Rung[])[], tokenLimit: number): number {
  let most = 0;
  for (const rungs of classes) {
    for (const { tokens, utility } of rungs) {
      most = tokens < tokenLimit ? Math.max(most, utility) : most;
    }
  }
  return most;
}

/** For each tier of utilities: the fewest tokens of the rungs in it. */
function fewestTokens(classes: readonly (readonly Rung[])[]): Float64Array {
  const fewest = new Float64Array(TIERS).fill(Number.POSITIVE_INFINITY);
  for (const rungs of classes) {
    for (const { tokens, utility } of rungs) {
      if (utility > 0) {
        const tier = Math.floor((Math.log2(utility) - LOWEST) / TIER);
        fewest[tier] = Math.min(fewest[tier] as number, tokens);
      }
    }
  }
  return fewest;
}
