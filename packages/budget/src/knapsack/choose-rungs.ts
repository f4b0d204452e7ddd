import { checkRungs } from "./check-rungs.ts";
import { type ClassFrontiers, classFrontiers } from "./class-frontiers.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { hullSteps } from "./hull-steps.ts";
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
  const frontiers = classFrontiers(classes, utilityGrid(classes, capacity));
  const grains = Math.floor(capacity / frontiers.grain);
  const prefix = greedyPrefix(frontiers, hullSteps(frontiers), grains);
  const { breakStep } = prefix;
  if (breakStep === undefined) {
    return receipt(frontiers, prefix.rows, prefix.worth);
  }
  const { maxStates = 1_000_000 } = options;
  const core = searchCore({ frontiers, prefix, breakStep }, grains - prefix.tokens, maxStates);
  for (const row of core.rows) {
    prefix.rows[frontiers.owner[row] as number] = row;
  }
  return receipt(frontiers, prefix.rows, prefix.worth + core.bound);
}

function receipt(frontiers: ClassFrontiers, rows: Int32Array, bound: number): RungChoice {
  let tokens = 0;
  let worth = 0;
  for (const row of rows) {
    tokens += frontiers.tokens[row] as number;
    worth += frontiers.worth[row] as number;
  }
  return {
    rungs: rows.map((row) => frontiers.rung[row] as number),
    tokens: tokens * frontiers.grain,
    utility: worth * frontiers.unit,
    utilityBound: bound * frontiers.unit,
    gap: bound > worth ? (bound - worth) / bound : 0,
  };
}
