import { greatestDivisor } from "./greatest-divisor.ts";
import type { Rung } from "./rung-choice.ts";
import { inUnits, type UtilityGrid } from "./utility-grid.ts";

/**
 * The rungs worth looking at, all classes in one table. The rungs of class `i` are the rows `start[i]` to `start[i + 1] - 1`: each takes
 * more tokens and is worth more than the one before. The first takes no tokens: it stands for taking none, or for a rung that is free.
 */
export interface ClassFrontiers {
  readonly start: Int32Array;
  /** The class of a row. */
  readonly owner: Int32Array;
  /** In grains. */
  readonly tokens: Float64Array;
  /** In units. */
  readonly worth: Float64Array;
  /** The index of the rung in its class; -1 for none. */
  readonly rung: Int32Array;
  /** Tokens: what divides the tokens of all rows. A capacity is as good as the next lower multiple. */
  readonly grain: number;
  /** Utility: what divides the worth of all rows, so that a bound is as good as the next lower multiple. */
  readonly unit: number;
}

/** A step from one row to a later one of its class. */
export interface Step {
  /** More tokens than before, from 1. */
  readonly tokens: number;
  /** More worth than before, from 1. */
  readonly worth: number;
}

/** Above this many rungs a class is sorted by the library. */
const FEW = 32;

/**
 * Leaves out rungs that another of their class dominates: no more tokens, no less utility (P. Sinha and A. Zoltners, "The
 * multiple-choice knapsack problem", 1979). Of equal rungs the first stays.
 */
export function classFrontiers(
  classes: readonly (readonly Rung[])[],
  grid: UtilityGrid,
): ClassFrontiers {
  const rows = classes.reduce((sum, rungs) => sum + rungs.length + 1, 0);
  const start = new Int32Array(classes.length + 1);
  const owner = new Int32Array(rows);
  const tokens = new Float64Array(rows);
  const worth = new Float64Array(rows);
  const rung = new Int32Array(rows);
  let end = 0;
  for (const [index, rungs] of classes.entries()) {
    start[index] = end;
    rung[end] = -1;
    owner.fill(index, end, end + rungs.length + 1);
    end += 1;
    for (const at of inOrder(rungs)) {
      const { tokens: size, utility } = rungs[at] as Rung;
      const value = inUnits(utility, grid);
      if (size >= grid.tokenLimit) {
        break;
      }
      if (value > (worth[end - 1] as number)) {
        end += size > (tokens[end - 1] as number) ? 1 : 0;
        tokens[end - 1] = size;
        worth[end - 1] = value;
        rung[end - 1] = at;
      }
    }
  }
  start[classes.length] = end;
  const grain = greatestDivisor(tokens);
  const units = greatestDivisor(worth);
  return {
    start,
    owner,
    tokens: tokens.map((value) => value / grain),
    worth: worth.map((value) => value / units),
    rung,
    grain,
    unit: grid.unit * units,
  };
}

/** The step between two rows of a class. */
export function stepBetween({ tokens, worth }: ClassFrontiers, low: number, high: number): Step {
  return {
    tokens: (tokens[high] as number) - (tokens[low] as number),
    worth: (worth[high] as number) - (worth[low] as number),
  };
}

/** The indexes of the rungs, fewest tokens first, of equal ones the most useful, then the earlier. */
function inOrder(rungs: readonly Rung[]): number[] {
  const order = rungs.map((_, index) => index);
  if (order.length > FEW) {
    return order.sort((a, b) => compare(rungs, a, b));
  }
  for (let at = 1; at < order.length; at += 1) {
    const moved = order[at] as number;
    let to = at;
    while (to > 0 && compare(rungs, order[to - 1] as number, moved) > 0) {
      order[to] = order[to - 1] as number;
      to -= 1;
    }
    order[to] = moved;
  }
  return order;
}

function compare(rungs: readonly Rung[], a: number, b: number): number {
  const first = rungs[a] as Rung;
  const second = rungs[b] as Rung;
  return first.tokens - second.tokens || second.utility - first.utility || a - b;
}
