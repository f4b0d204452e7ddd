import type { ClassFrontiers } from "./class-frontiers.ts";
import { type CoreOrder, coreOrder } from "./core-order.ts";
import type { GreedyPrefix } from "./greedy-prefix.ts";
import type { GreedySteps } from "./greedy-steps.ts";
import { stateFilter } from "./state-filter.ts";
import { mergeShifted, type Shift, type StateList, stateList } from "./state-list.ts";

/** What a search starts from. */
export interface CoreStart {
  readonly frontiers: ClassFrontiers;
  readonly steps: GreedySteps;
  /** Ends before a break step. */
  readonly prefix: GreedyPrefix;
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

const UNCHANGED: Shift = { tokens: 0, worth: 0, row: -1 };

/**
 * Improves the greedy prefix where the capacity leaves `spare` tokens of the break step: a dynamic programme over the classes whose
 * steps are about as efficient as the break step (the core), which grows class by class until no other class can matter (D. Pisinger,
 * "A minimal algorithm for the multiple-choice knapsack problem", 1995), or until more than `maxStates` states were made.
 *
 * Unlike Pisinger's it keeps what may be best for any capacity up to the break step. So the states, their number and where the cap bites
 * are the same for all of these, and of two capacities the larger has the better choice: if both were capped, they choose among the same
 * states; if the larger was proven, nothing is better. And what is best up to the break step is no better than the prefix after it.
 */
export function searchCore(start: CoreStart, spare: number, maxStates: number): CoreChoice {
  const { frontiers, steps, prefix } = start;
  const order = coreOrder(frontiers, steps, prefix.length);
  const window = stepTokens(start, prefix.length);
  const trail: Trail = { from: [], row: [] };
  let best = single();
  let states = single();
  let merged = stateList();
  let other = stateList();
  let made = 0;
  let outcome = outlookFor(spare, { best, states, order });
  while (outcome.bound > outcome.worth) {
    const index = order.next() as number;
    const shifts = shiftsOf(frontiers, index, prefix.rows[index] as number);
    made += states.length * (shifts.length + 1);
    if (made > maxStates) {
      break;
    }
    const filter = stateFilter({ best, window, up: order.up, down: order.down });
    merged.length = 0;
    mergeShifted(other, merged, { list: states, shift: UNCHANGED, promising: filter() });
    [merged, other] = [other, merged];
    for (const shift of shifts) {
      mergeShifted(other, merged, { list: states, shift, promising: filter() });
      [merged, other] = [other, merged];
    }
    record(trail, merged);
    [states, merged] = [merged, states];
    const inside = (tokens: number): boolean => tokens >= 0 && tokens < window;
    mergeShifted(other, best, { list: states, shift: UNCHANGED, promising: inside });
    [best, other] = [other, best];
    outcome = outlookFor(spare, { best, states, order });
  }
  return { ...outcome, rows: rowsOf(trail, outcome.node) };
}

/** Chains of rows, each entry with the one before it. */
interface Trail {
  readonly from: number[];
  readonly row: number[];
}

/** Enters what was chosen of the class at hand. */
function record(trail: Trail, states: StateList): void {
  for (let at = 0; at < states.length; at += 1) {
    const row = states.row[at] as number;
    if (row >= 0) {
      trail.from.push(states.node[at] as number);
      states.node[at] = trail.row.push(row) - 1;
      states.row[at] = -1;
    }
  }
}

function rowsOf(trail: Trail, node: number): number[] {
  const rows: number[] = [];
  for (let at = node; at >= 0; at = trail.from[at] as number) {
    rows.push(trail.row[at] as number);
  }
  return rows;
}

/** The list with the greedy prefix alone. */
function single(): StateList {
  const list = stateList();
  list.length = 1;
  list.node[0] = -1;
  list.row[0] = -1;
  return list;
}

function stepTokens({ frontiers, steps }: CoreStart, step: number): number {
  const from = frontiers.tokens[steps.from[step] as number] as number;
  return (frontiers.tokens[steps.to[step] as number] as number) - from;
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

/** The best choice for a capacity, and the most that any state can still lead to there. */
function outlookFor(
  spare: number,
  found: { readonly best: StateList; readonly states: StateList; readonly order: CoreOrder },
): { worth: number; bound: number; node: number } {
  const { best, states, order } = found;
  let at = best.length - 1;
  while ((best.tokens[at] as number) > spare) {
    at -= 1;
  }
  const worth = best.worth[at] as number;
  let bound = worth;
  for (let state = 0; state < states.length; state += 1) {
    const left = spare - (states.tokens[state] as number);
    const reach = left * (left < 0 ? order.down : order.up);
    bound = Math.max(bound, Math.floor((states.worth[state] as number) + reach + 0.25));
  }
  return { worth, bound, node: best.node[at] as number };
}
