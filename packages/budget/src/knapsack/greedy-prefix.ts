import { type ClassFrontiers, type Step, stepBetween } from "./class-frontiers.ts";
import { compareEfficiency } from "./compare-efficiency.ts";
import type { HullSteps } from "./hull-steps.ts";

/**
 * The most efficient steps that fit together, up to the first that does not: the break step. Nothing of as many tokens is worth more,
 * since the linear relaxation has the same optimum there.
 */
export interface GreedyPrefix {
  /** For each class, the row of its frontier that is taken. */
  readonly rows: Int32Array;
  readonly tokens: number;
  readonly worth: number;
  /** Undefined: everything fits. */
  readonly breakStep: BreakStep | undefined;
}

/** The first step that does not fit. */
export interface BreakStep extends Step {
  readonly owner: number;
  /** Worth a token, rounded. */
  readonly efficiency: number;
}

/**
 * Grows with the capacity: the steps of a smaller capacity are the first of those of a larger one. Equally efficient steps are in the
 * order of their classes.
 */
export function greedyPrefix(
  frontiers: ClassFrontiers,
  steps: HullSteps,
  capacity: number,
): GreedyPrefix {
  const { start, owner, tokens, worth } = frontiers;
  const efficiency = breakEfficiency(frontiers, steps, capacity);
  const rows = start.slice(0, -1);
  const equal: number[] = [];
  for (const [step, value] of steps.efficiency.entries()) {
    const row = steps.to[step] as number;
    if (value > efficiency) {
      rows[owner[row] as number] = row;
    } else if (value === efficiency) {
      equal.push(step);
    }
  }
  let used = sumOf(tokens, rows);
  let breakStep: BreakStep | undefined;
  for (const step of inExactOrder(equal, frontiers, steps)) {
    const row = steps.to[step] as number;
    const more = stepBetween(frontiers, steps.from[step] as number, row);
    const index = owner[row] as number;
    if (more.tokens > capacity - used) {
      breakStep = { ...more, owner: index, efficiency };
      break;
    }
    used += more.tokens;
    rows[index] = row;
  }
  return { rows, tokens: used, worth: sumOf(worth, rows), breakStep };
}

/** The efficiency of the break step; 0 if everything fits. Sorts plain numbers, which the engine does fast. */
function breakEfficiency(
  { tokens }: ClassFrontiers,
  { from, to, efficiency }: HullSteps,
  capacity: number,
): number {
  const fits = (least: number): boolean => {
    let left = capacity;
    for (let step = 0; step < to.length && left >= 0; step += 1) {
      if ((efficiency[step] as number) >= least) {
        left -= (tokens[to[step] as number] as number) - (tokens[from[step] as number] as number);
      }
    }
    return left >= 0;
  };
  const ascending = efficiency.slice().sort();
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(ascending[middle] as number)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low > 0 ? (ascending[low - 1] as number) : 0;
}

/** The same steps, those first that are more efficient than rounded efficiencies tell, then in the order of classes. */
function inExactOrder(
  equal: number[],
  frontiers: ClassFrontiers,
  { from, to }: HullSteps,
): readonly number[] {
  const stepAt = (step: number): Step =>
    stepBetween(frontiers, from[step] as number, to[step] as number);
  const compare = (a: number, b: number): number =>
    compareEfficiency(stepAt(b), stepAt(a)) || a - b;
  const isInOrder = equal.every(
    (step, at) => at === 0 || compare(equal[at - 1] as number, step) < 0,
  );
  return isInOrder ? equal : equal.sort(compare);
}

function sumOf(values: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) {
    sum += values[row] as number;
  }
  return sum;
}
