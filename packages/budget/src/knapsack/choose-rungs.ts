import { bestSingle } from "./best-single.ts";
import { checkRungs } from "./check-rungs.ts";
import { type ClassFrontiers, classFrontiers } from "./class-frontiers.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { hullSteps } from "./hull-steps.ts";
import type { Rung, RungChoice, RungChoiceOptions } from "./rung-choice.ts";
import { searchCore } from "./search-core.ts";
import { utilityGrid } from "./utility-grid.ts";

/** About 10 ms of search. */
const MAX_STATES = 300_000;

/**
 * Chooses at most one rung of each class, together within the capacity, so that the sum of their utilities is the greatest: a
 * multiple-choice knapsack. The gap says how far from the greatest it may be: 0 for almost all instances; those with a utility that is
 * tokens plus a constant, and room for few of the classes, may be left with about a thousandth.
 *
 * Method: the prefix of the greedy order by utility a token on the convex hulls of the classes, improved by `searchCore`. Time is linear
 * in the number of rungs, but for sorting, plus at most `maxStates` of the search.
 *
 * - Never above the capacity, and the same for the same classes and capacity.
 * - Monotone: of two capacities the larger has no less utility, also where the search is capped.
 * - Stable: up to the next step of the greedy order only classes of the core change. Another choice of equal utility is seldom taken. Of
 *   equal candidates the earlier class has the larger rung, and of equal rungs the earlier is taken.
 * - The order of the classes does not matter to the utility if the gap is 0.
 *
 * Throws `INVALID_OPTION` for a capacity, tokens or cap that are no whole number from 0, and for a utility that is negative or not
 * finite.
 */
export function chooseRungs(
  classes: readonly (readonly Rung[])[],
  capacity: number,
  options: RungChoiceOptions = {},
): RungChoice {
  const { maxStates = MAX_STATES } = options;
  checkRungs(classes, capacity, maxStates);
  const frontiers = classFrontiers(classes, utilityGrid(classes, capacity));
  const grains = Math.floor(capacity / frontiers.grain);
  const prefix = greedyPrefix(frontiers, hullSteps(frontiers), grains);
  const { rows, breakStep } = prefix;
  if (breakStep === undefined) {
    return choiceOf(frontiers, rows, prefix.worth);
  }
  const core = searchCore({ frontiers, prefix, breakStep }, grains - prefix.tokens, maxStates);
  const bound = prefix.worth + core.bound;
  for (const row of core.rows) {
    rows[frontiers.owner[row] as number] = row;
  }
  const choice = choiceOf(frontiers, rows, bound);
  if (choice.gap === 0) {
    return choice;
  }
  const single = choiceOf(frontiers, bestSingle(frontiers, grains), bound);
  return single.utility > choice.utility ? single : choice;
}

function choiceOf(frontiers: ClassFrontiers, rows: Int32Array, bound: number): RungChoice {
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
