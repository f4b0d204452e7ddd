import { bestSingle } from "./best-single.ts";
import { checkRungs } from "./check-rungs.ts";
import { type ClassFrontiers, classFrontiers } from "./class-frontiers.ts";
import { greedyPrefix } from "./greedy-prefix.ts";
import { hullSteps } from "./hull-steps.ts";
import type { Rung, RungChoice, RungChoiceOptions } from "./rung-choice.ts";
import { searchCore } from "./search-core.ts";
import { greatestTotal, inUnits, type UtilityGrid, utilityGrid } from "./utility-grid.ts";

/** At most some 20 ms of search. */
const MAX_STATES = 200_000;

/**
 * Chooses at most one rung of each class, together within the capacity, so that the sum of their utilities is the greatest: a
 * multiple-choice knapsack. The gap says how far from the greatest it may be: 0 where the search ends before its cap. Where it does not,
 * mostly about a thousandth remains at most: many classes of about the same size with room for few of them, utilities that are tokens
 * plus a constant or a few different decimals, and huge tokens that utilities follow.
 *
 * Method: the prefix of the greedy order by utility a token on the convex hulls of the classes, improved by `searchCore`. Time is linear
 * in the number of rungs, but for sorting, plus at most `maxStates` of the search.
 *
 * - Never above the capacity, and always the same for the same classes and capacity.
 * - Monotone: of two capacities the larger has no less utility, also where the search is capped.
 * - Stable: up to the next step of the greedy order only classes of the core change. Of equal classes the earlier has the larger rung,
 *   of equal rungs the earlier is taken.
 * - If the gap is 0, the order of the classes does not matter to the utility.
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
  return choose(classes, capacity, maxStates);
}

function choose(
  classes: readonly (readonly Rung[])[],
  capacity: number,
  maxStates: number,
): RungChoice {
  const grid = utilityGrid(classes, capacity);
  const choice = chooseOnGrid(classFrontiers(classes, grid), capacity, maxStates);
  const { below, unit } = grid;
  if (choice.gap === 0 || below < 0) {
    return choice;
  }
  const most = greatestTotal(classes, below + 1) + classes.length * unit;
  if (choice.utility >= most) {
    return choice;
  }
  // Capped, and perhaps worse than what a smaller capacity has.
  const { rungs, tokens } = choose(classes, below, maxStates);
  const utility = utilityOf(classes, rungs, grid);
  return utility > choice.utility ? withGap({ ...choice, rungs, tokens, utility }) : choice;
}

function chooseOnGrid(frontiers: ClassFrontiers, capacity: number, maxStates: number): RungChoice {
  const grains = Math.floor(capacity / frontiers.grain);
  const prefix = greedyPrefix(frontiers, hullSteps(frontiers), grains);
  const { rows, breakStep } = prefix;
  if (breakStep === undefined) {
    return choiceOf(frontiers, rows, prefix.worth);
  }
  const core = searchCore({ frontiers, prefix, breakStep }, grains - prefix.tokens, maxStates);
  const bound = prefix.worth + core.bound;
  const improved = rows.slice();
  for (const row of core.rows) {
    improved[frontiers.owner[row] as number] = row;
  }
  const choice = choiceOf(frontiers, improved, bound);
  if (choice.gap === 0 && choice.tokens <= capacity) {
    return choice;
  }
  // Sums of tokens above 2^53 are not exact, so that the search may take too many.
  const others = [rows, bestSingle(frontiers, grains)].map((row) =>
    choiceOf(frontiers, row, bound),
  );
  return [choice, ...others].reduce((best, other) =>
    best.tokens > capacity || other.utility > best.utility ? other : best,
  );
}

function choiceOf(frontiers: ClassFrontiers, rows: Int32Array, bound: number): RungChoice {
  let tokens = 0;
  let worth = 0;
  for (const row of rows) {
    tokens += frontiers.tokens[row] as number;
    worth += frontiers.worth[row] as number;
  }
  return withGap({
    rungs: rows.map((row) => frontiers.rung[row] as number),
    tokens: tokens * frontiers.grain,
    utility: worth * frontiers.unit,
    utilityBound: bound * frontiers.unit,
  });
}

function utilityOf(
  classes: readonly (readonly Rung[])[],
  rungs: Int32Array,
  grid: UtilityGrid,
): number {
  let units = 0;
  for (const [index, rung] of rungs.entries()) {
    units += inUnits(classes[index]?.[rung]?.utility ?? 0, grid);
  }
  return units * grid.unit;
}

function withGap(choice: Omit<RungChoice, "gap">): RungChoice {
  const { utility, utilityBound } = choice;
  return { ...choice, gap: utilityBound > utility ? (utilityBound - utility) / utilityBound : 0 };
}
