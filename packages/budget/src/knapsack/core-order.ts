import type { ClassFrontiers } from "./class-frontiers.ts";
import type { GreedySteps } from "./greedy-steps.ts";

/** The classes around the break step, one after the other, and how efficient the steps of those not yet named can be. */
export interface CoreOrder {
  /** The next class; undefined after the last. */
  next(): number | undefined;
  /** The most worth a token that a class not yet named can add. 0: none adds any. */
  readonly up: number;
  /** The least worth a token that a class not yet named gives up. Infinity: none can. */
  readonly down: number;
}

/**
 * The class of the break step, then the others by how near their steps come to its efficiency, on either side (Pisinger 1995): those
 * that a better choice than the greedy one most likely changes. The order depends on the break step, not on the capacity.
 */
export function coreOrder(
  { owner, start }: ClassFrontiers,
  steps: GreedySteps,
  breakStep: number,
): CoreOrder {
  const named = new Uint8Array(start.length);
  const middle = steps.efficiency[breakStep] as number;
  let right = breakStep;
  let left = breakStep - 1;

  const ownerOf = (step: number): number | undefined => owner[steps.to[step] as number];
  const skipNamed = (): void => {
    while (named[ownerOf(right) as number] === 1) {
      right += 1;
    }
    while (named[ownerOf(left) as number] === 1) {
      left -= 1;
    }
  };
  const order = {
    up: middle,
    down: steps.efficiency[left] ?? Number.POSITIVE_INFINITY,
    next(): number | undefined {
      const nearest = order.down - middle < middle - order.up ? left : right;
      const index = ownerOf(nearest) ?? ownerOf(left);
      if (index !== undefined) {
        named[index] = 1;
      }
      skipNamed();
      order.up = steps.efficiency[right] ?? 0;
      order.down = steps.efficiency[left] ?? Number.POSITIVE_INFINITY;
      return index;
    },
  };
  return order;
}
