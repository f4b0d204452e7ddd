import type { ClassFrontiers } from "./class-frontiers.ts";
import type { BreakStep } from "./greedy-prefix.ts";

/** Classes in the order in which it may pay to take them otherwise than the greedy prefix does. */
export interface CoreOrder {
  readonly classes: Int32Array;
  /**
   * For each of `classes`: what the least bad of its other rows loses against the break step: the worth that the break step would have
   * for as many tokens, less its own. Ascending, from 0.
   */
  readonly losses: Float64Array;
  /** For each of `classes`: how many tokens it and all after it can give up together. */
  readonly down: Float64Array;
  /** And how many they can add. */
  readonly up: Float64Array;
}

/**
 * The classes whose loss is below that of leaving the break step out. Depends on the break step, not on the capacity. Of equal losses
 * the class nearer to that of the break step comes first, then the earlier.
 */
export function coreOrder(
  frontiers: ClassFrontiers,
  rows: Int32Array,
  { owner, efficiency, worth }: BreakStep,
): CoreOrder {
  const losses = new Float64Array(rows.length);
  for (let index = 0; index < losses.length; index += 1) {
    const taken = rows[index] as number;
    losses[index] = leastLoss(frontiers, index, { taken, efficiency });
  }
  const classes = Int32Array.from(losses.keys())
    .filter((index) => (losses[index] as number) < worth)
    .sort(
      (a, b) =>
        (losses[a] as number) - (losses[b] as number) ||
        Math.abs(a - owner) - Math.abs(b - owner) ||
        a - b,
    );
  return {
    classes,
    losses: Float64Array.from(classes, (index) => losses[index] as number),
    ...ranges(frontiers, rows, classes),
  };
}

function ranges(
  { start, tokens }: ClassFrontiers,
  rows: Int32Array,
  classes: Int32Array,
): Pick<CoreOrder, "down" | "up"> {
  const down = new Float64Array(classes.length);
  const up = new Float64Array(classes.length);
  let downSum = 0;
  let upSum = 0;
  for (let at = classes.length - 1; at >= 0; at -= 1) {
    const index = classes[at] as number;
    const taken = tokens[rows[index] as number] as number;
    downSum += taken;
    upSum += (tokens[(start[index + 1] as number) - 1] as number) - taken;
    down[at] = downSum;
    up[at] = upSum;
  }
  return { down, up };
}

function leastLoss(
  { start, tokens, worth }: ClassFrontiers,
  index: number,
  { taken, efficiency }: { readonly taken: number; readonly efficiency: number },
): number {
  const end = start[index + 1] as number;
  const size = tokens[taken] as number;
  const value = worth[taken] as number;
  let least = Number.POSITIVE_INFINITY;
  for (let row = start[index] as number; row < end; row += 1) {
    if (row !== taken) {
      const loss = ((tokens[row] as number) - size) * efficiency - ((worth[row] as number) - value);
      least = Math.min(least, loss);
    }
  }
  return Math.max(0, least);
}
