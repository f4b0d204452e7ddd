import type { Rung } from "@tokenpak/budget";
import { createRandom, type Random } from "./fuzz/random.ts";

/** A made-up choice: what there is, and how much fits. */
export interface BudgetInstance {
  readonly classes: readonly (readonly Rung[])[];
  readonly capacity: number;
}

/** How worth goes with size: the families that knapsack solvers are measured on (Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004). */
export const INSTANCE_FAMILIES = {
  /** What ladders look like: each rung twice as large as the one below, and worth less for every further token. */
  ladders: (tokens, { random, most }) => tokens.map((one) => random.worth * Math.sqrt(one / most)),
  uncorrelated: (tokens, { random }) => tokens.map(() => random.draw()),
  "weakly correlated": (tokens, { random, most }) =>
    tokens.map((one) => one / most + 0.1 * random.draw()),
  "strongly correlated": (tokens, { most }) => tokens.map((one) => one / most + 0.1),
  "worth its size": (tokens) => tokens.map((one) => one / 1000),
} as const satisfies Readonly<
  Record<string, (tokens: readonly number[], drawn: Drawn) => readonly number[]>
>;

/** One of {@link INSTANCE_FAMILIES}. */
export type InstanceFamily = keyof typeof INSTANCE_FAMILIES;

interface Drawn {
  readonly random: { readonly worth: number; draw(): number };
  /** Size of the class's largest rung. */
  readonly most: number;
}

/** What an instance is drawn from. */
export interface InstanceShape {
  readonly seed: number;
  readonly family: InstanceFamily;
  readonly classes: number;
  readonly rungs: number;
  /** Capacity as a share of the sum of the largest rungs. */
  readonly share: number;
}

/** Draws an instance; the same for the same seed. */
export function drawInstance({
  seed,
  family,
  classes: count,
  rungs,
  share,
}: InstanceShape): BudgetInstance {
  const random = createRandom(seed);
  const classes = Array.from({ length: count }, () => drawClass(random, { family, rungs }));
  const total = classes.reduce((sum, [first]) => sum + (first?.tokens ?? 0), 0);
  return { classes, capacity: Math.floor(total * share) };
}

const UNIT = 1 << 20;

function drawClass(
  random: Random,
  { family, rungs }: Pick<InstanceShape, "family" | "rungs">,
): readonly Rung[] {
  const draw = (): number => (random.whole(UNIT) + 1) / UNIT;
  const most = 40 + random.whole(4000);
  const tokens = Array.from({ length: rungs }, (_, index) =>
    Math.max(1, Math.floor((most / 2 ** index) * (1 - 0.2 * draw()))),
  );
  const utilities = INSTANCE_FAMILIES[family](tokens, { random: { worth: draw(), draw }, most });
  return tokens.map((one, index) => ({ tokens: one, utility: utilities[index] ?? 0 }));
}

/** The worth of the best choice, by the plain dynamic programme over every number of tokens. */
export function optimalUtility({ classes, capacity }: BudgetInstance): number {
  let best = new Float64Array(capacity + 1);
  for (const rungs of classes) {
    const next = best.slice();
    for (const { tokens, utility } of rungs) {
      for (let room = tokens; room <= capacity; room++) {
        const worth = (best[room - tokens] ?? 0) + utility;
        if (worth > (next[room] ?? 0)) next[room] = worth;
      }
    }
    best = next;
  }
  return best[capacity] ?? 0;
}
