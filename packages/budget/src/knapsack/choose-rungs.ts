import { checkRungs } from "./check-rungs.ts";
import { type ClassFrontiers, classFrontiers } from "./class-frontiers.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { greedySteps } from "./greedy-steps.ts";
import type { Rung, RungChoice, RungChoiceOptions } from "./rung-choice.ts";
import { searchCore } from "./search-core.ts";
import { utilityGrid } from "./utility-grid.ts";

/**
 * At most one rung of each class, together within the capacity, so that the sum of utilities is large: a multiple-choice knapsack.
 */
export function chooseRungs(
  classes: readonly (readonly Rung[])[],
  capacity: number,
  options: RungChoiceOptions = {},
): RungChoice {
  checkRungs(classes, capacity);
  const grid = utilityGrid(classes, capacity);
  const frontiers = classFrontiers(classes, grid);
  const steps = greedySteps(frontiers);
  const prefix = greedyPrefix(frontiers, steps, capacity);
  if (prefix.length === steps.to.length) {
    return receipt(frontiers, prefix.rows, { bound: prefix.worth, unit: grid.unit });
  }
  const { maxStates = 1_000_000 } = options;
  const core = searchCore({ frontiers, steps, prefix }, capacity - prefix.tokens, maxStates);
  for (const row of core.rows) {
    prefix.rows[frontiers.owner[row] as number] = row;
  }
  return receipt(frontiers, prefix.rows, { bound: prefix.worth + core.bound, unit: grid.unit });
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
