import type { ClassFrontiers } from "./class-frontiers.ts";
import type { GreedySteps } from "./greedy-steps.ts";

/** The most efficient steps that fit together, up to the first that does not. */
export interface GreedyPrefix {
  /** How many steps are taken. The step of this index, if there is one, is the break step: the first that does not fit. */
  readonly length: number;
  /** For each class, the row of its frontier that is taken. */
  readonly rows: Int32Array;
  readonly tokens: number;
  readonly worth: number;
}

/** Grows with the capacity: the steps of a smaller capacity are the first of a larger one's. */
export function greedyPrefix(
  frontiers: ClassFrontiers,
  steps: GreedySteps,
  capacity: number,
): GreedyPrefix {
  const rows = frontiers.start.slice(0, -1);
  let worth = 0;
  for (const row of rows) {
    worth += frontiers.worth[row] as number;
  }
  let tokens = 0;
  let length = 0;
  for (; length < steps.to.length; length += 1) {
    const from = steps.from[length] as number;
    const to = steps.to[length] as number;
    const more = (frontiers.tokens[to] as number) - (frontiers.tokens[from] as number);
    if (more > capacity - tokens) {
      break;
    }
    tokens += more;
    worth += (frontiers.worth[to] as number) - (frontiers.worth[from] as number);
    rows[frontiers.owner[to] as number] = to;
  }
  return { length, rows, tokens, worth };
}
