import type { ClassFrontiers } from "./class-frontiers.ts";
import { compareEfficiency } from "./compare-efficiency.ts";

/**
 * The steps up the upper convex hulls of all classes, the one with the most worth a token first. Steps of a class are in order, so the
 * first `k` steps are a choice for every `k`, and no choice of as many tokens is worth more: the linear relaxation has the same optimum
 * (Sinha and Zoltners 1979).
 */
export interface GreedySteps {
  /** Rows of the frontiers that a step leads from and to. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Worth a token. */
  readonly efficiency: Float64Array;
}

/** Equally efficient steps stay in the order of their classes. */
export function greedySteps(frontiers: ClassFrontiers): GreedySteps {
  const { from, to } = hullSteps(frontiers);
  const tokens = Float64Array.from(from, (row, step) =>
    between(frontiers.tokens, row, to[step] as number),
  );
  const worth = Float64Array.from(from, (row, step) =>
    between(frontiers.worth, row, to[step] as number),
  );
  const efficiency = Float64Array.from(worth, (value, step) => value / (tokens[step] as number));
  const order = Uint32Array.from(from, (_, step) => step).sort(
    (a, b) =>
      (efficiency[b] as number) - (efficiency[a] as number) ||
      compareEfficiency(
        { tokens: tokens[b] as number, worth: worth[b] as number },
        { tokens: tokens[a] as number, worth: worth[a] as number },
      ) ||
      a - b,
  );
  return {
    from: Int32Array.from(order, (step) => from[step] as number),
    to: Int32Array.from(order, (step) => to[step] as number),
    efficiency: Float64Array.from(order, (step) => efficiency[step] as number),
  };
}

/** Steps class by class, each no more efficient than the one before in its class. Rows on the line between two others stay. */
function hullSteps(frontiers: ClassFrontiers): {
  from: number[];
  to: number[];
} {
  const { start } = frontiers;
  const from: number[] = [];
  const to: number[] = [];
  for (let index = 0; index + 1 < start.length; index += 1) {
    const first = from.length;
    for (let row = (start[index] as number) + 1; row < (start[index + 1] as number); row += 1) {
      let last = row - 1;
      while (
        from.length > first &&
        bends(frontiers, { low: from[from.length - 1] as number, middle: last, high: row })
      ) {
        last = from.pop() as number;
        to.pop();
      }
      from.push(last);
      to.push(row);
    }
  }
  return { from, to };
}

function between(values: Float64Array, low: number, high: number): number {
  return (values[high] as number) - (values[low] as number);
}

/** Whether the step up from `middle` is more efficient than the one that leads to it. */
function bends(
  { tokens, worth }: ClassFrontiers,
  { low, middle, high }: { low: number; middle: number; high: number },
): boolean {
  return (
    compareEfficiency(
      { tokens: between(tokens, middle, high), worth: between(worth, middle, high) },
      { tokens: between(tokens, low, middle), worth: between(worth, low, middle) },
    ) > 0
  );
}
