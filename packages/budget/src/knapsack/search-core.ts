import { bestChoices } from "./best-choices.ts";
import type { ClassFrontiers } from "./class-frontiers.ts";
import { coreOrder } from "./core-order.ts";
import { coreStates, type Shift } from "./core-states.ts";
import type { BreakStep, GreedyPrefix } from "./greedy-prefix.ts";

/** What a search starts from. */
export interface CoreStart {
  readonly frontiers: ClassFrontiers;
  readonly prefix: GreedyPrefix;
  readonly breakStep: BreakStep;
}

/** How to change the greedy prefix. */
export interface CoreChoice {
  /** Worth above that of the prefix. */
  readonly worth: number;
  /** At least the worth of the best choice above that of the prefix. */
  readonly bound: number;
  /** Rows of the frontiers to take instead of those of the prefix, at most one a class. */
  readonly rows: readonly number[];
}

/**
 * Improves the greedy prefix where the capacity leaves `spare` tokens for the break step: a dynamic programme over a core of classes that
 * grows until no other class can matter, or until more than `maxStates` states were made (D. Pisinger, "A minimal algorithm for the
 * multiple-choice knapsack problem", 1995; here in the order of losses, with these for a bound).
 *
 * Bound: price a token at the efficiency of the break step. Then a choice of `t` tokens more than the prefix has at most `spare` times
 * that price, less what each of its rows loses against it, and no row of any class gains (the prefix is an optimum of the relaxation). So
 * a state with any class outside of the core changed is worth at most `price * spare - loss of the state - least loss outside`.
 *
 * Monotone: unlike Pisinger's, the search keeps what may be best for any capacity of the window, from the prefix to below the break step.
 * So which states are made, and where the cap bites, is the same for all of these, and only where it stops as proven differs. Of two
 * capacities of a window the larger has the better choice: if it is proven, nothing that fits is better; if it is capped, it has the same
 * or more states to choose from. And nothing in the window is better than the next prefix.
 *
 * Stable: a choice differs from the prefix in classes of the core alone.
 */
export function searchCore(start: CoreStart, spare: number, maxStates: number): CoreChoice {
  const { frontiers, prefix, breakStep } = start;
  const { efficiency, tokens: window } = breakStep;
  const { classes, losses, down, up } = coreOrder(frontiers, prefix.rows, breakStep);
  const least = leastGain(frontiers);
  const best = bestChoices(window);
  const states = coreStates(efficiency);
  let limit = best.greatestGap(efficiency) - least;
  let found = best.within(spare);
  let bound = spare * efficiency;
  let made = 0;
  for (let core = 0; core < classes.length && bound - found.worth >= least; core += 1) {
    const index = classes[core] as number;
    const shifts = shiftsOf(frontiers, index, prefix.rows[index] as number).filter(
      (shift) => shift.tokens * efficiency - shift.worth <= limit,
    );
    made += states.list().length * shifts.length;
    if (made > maxStates) {
      break;
    }
    states.add(shifts, limit);
    best.add(states.list());
    found = best.within(spare);
    limit = best.greatestGap(efficiency) - least;
    const lossOutside = losses[core + 1] ?? Number.POSITIVE_INFINITY;
    const leastLoss = states.keepWithin({
      from: -(up[core + 1] ?? 0),
      to: window - 1 + (down[core + 1] ?? 0),
      limit: limit - lossOutside,
    });
    bound = spare * efficiency - leastLoss - lossOutside;
  }
  return {
    worth: found.worth,
    bound: Math.max(found.worth, Math.floor(bound + 1 - least)),
    rows: states.rowsOf(found.node),
  };
}

/** The other rows of a class, counted from the one that the greedy prefix takes. */
function shiftsOf({ start, tokens, worth }: ClassFrontiers, index: number, taken: number): Shift[] {
  const shifts: Shift[] = [];
  for (let row = start[index] as number; row < (start[index + 1] as number); row += 1) {
    if (row !== taken) {
      shifts.push({
        tokens: (tokens[row] as number) - (tokens[taken] as number),
        worth: (worth[row] as number) - (worth[taken] as number),
        row,
      });
    }
  }
  return shifts;
}

/** By how much a bound must be above the best to allow a better choice: one unit, less the rounding of bounds of that size. */
function leastGain({ start, worth }: ClassFrontiers): number {
  let total = 0;
  for (let index = 1; index < start.length; index += 1) {
    total += worth[(start[index] as number) - 1] as number;
  }
  return 1 - Math.max(2 ** -20, total * 2 ** -48);
}
