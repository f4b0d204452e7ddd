import { checkRungs } from "./check-rungs.ts";
import { type ClassFrontiers, classFrontiers } from "./class-frontiers.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { greedySteps } from "./greedy-steps.ts";
import type { Rung, RungChoice } from "./rung-choice.ts";
import { utilityGrid } from "./utility-grid.ts";

/**
 * At most one rung of each class, together within the capacity, so that the sum of utilities is large: a multiple-choice knapsack.
 */
export function chooseRungs(classes: readonly (readonly Rung[])[], capacity: number): RungChoice {
  checkRungs(classes, capacity);
  const grid = utilityGrid(classes, capacity);
  const frontiers = classFrontiers(classes, grid);
  const steps = greedySteps(frontiers);
  const prefix = greedyPrefix(frontiers, steps, capacity);
  const efficiency = steps.efficiency[prefix.length] ?? 0;
  const bound = prefix.worth + Math.ceil((capacity - prefix.tokens) * efficiency);
  return receipt(frontiers, prefix.rows, { bound, unit: grid.unit });
}

function receipt(
  frontiers: ClassFrontiers,
  rows: Int32Array,
  { bound, unit }: { readonly bound: number; readonly unit: number },
): RungChoice {
  let tokens = 0;
  let worth = 0;
  for (const row of rows) {
    tokens += frontiers.tokens[row] as number;
    worth += frontiers.worth[row] as number;
  }
  return {
    rungs: rows.map((row) => frontiers.rung[row] as number),
    tokens,
    utility: worth * unit,
    utilityBound: bound * unit,
    gap: bound > worth ? (bound - worth) / bound : 0,
  };
}
