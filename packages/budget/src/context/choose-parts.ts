import { chooseRungs } from "../knapsack/choose-rungs.ts";
import type { Rung } from "../knapsack/rung-choice.ts";

/** What a candidate may be shown as, heading included. */
export interface PartClass {
  /** At least one, by tokens, fewest first. */
  readonly rungs: readonly PartRung[];
  readonly pinned: boolean;
}

/** A way to show a candidate: what it takes, what it is worth, and how faithful it is. */
export interface PartRung extends Rung {
  /** 0 to 1. */
  readonly value: number;
}

/** Which rung of each class is shown. */
export interface PartChoice {
  /** Index of the chosen rung, or -1. */
  readonly rungs: Int32Array;
  /** Of the chosen rungs. */
  readonly tokens: number;
  /** How much of the pinned ones is shown: the sum of their values. */
  readonly pinnedValue: number;
  readonly utility: number;
  /** No choice with these renditions of the pinned ones is worth more. */
  readonly utilityBound: number;
}

/**
 * Chooses at most one rung a class within `capacity`, worth the most; with `showAll` exactly one. Pinned ones come first: whole where
 * they fit together, else as much of them as fits, and the others share what that leaves. `undefined` where what must be shown does
 * not fit. More capacity never gives less of the pinned ones, nor, for as much of them, less utility.
 */
export function chooseParts(
  classes: readonly PartClass[],
  { capacity, showAll }: { readonly capacity: number; readonly showAll: boolean },
): PartChoice | undefined {
  const pinned = placesOf(classes, true);
  const others = placesOf(classes, false);
  const rungs = new Int32Array(classes.length).fill(-1);
  const setAside = showAll ? leastTokens(classes, others) : 0;
  const whole = pinned.map((place) => mostFaithful(classes[place] as PartClass));
  const pins = takeAll(classes, { places: pinned, capacity: capacity - setAside, whole });
  if (pins === undefined) return undefined;
  const left = capacity - pins.tokens;
  const rest = showAll
    ? takeAll(classes, { places: others, capacity: left })
    : take(classes, { places: others, capacity: left });
  if (rest === undefined) return undefined;
  for (const [index, place] of pinned.entries()) rungs[place] = pins.rungs[index] as number;
  for (const [index, place] of others.entries()) rungs[place] = rest.rungs[index] as number;
  const figures = figuresOf(classes, rungs);
  return {
    rungs,
    ...figures,
    tokens: pins.tokens + rest.tokens,
    utilityBound: figures.utility + rest.slack,
  };
}

/** Tokens of the smallest rungs of the classes at `places`. */
export function leastTokens(classes: readonly PartClass[], places: readonly number[]): number {
  let tokens = 0;
  for (const place of places) tokens += classes[place]?.rungs[0]?.tokens ?? 0;
  return tokens;
}

interface Taken {
  /** For each of the places. */
  readonly rungs: ArrayLike<number>;
  readonly tokens: number;
  /** How much more utility another choice may have at most. */
  readonly slack: number;
}

interface Places {
  readonly places: readonly number[];
  readonly capacity: number;
}

function take(classes: readonly PartClass[], { places, capacity }: Places): Taken {
  const choice = chooseRungs(
    places.map((place) => classes[place]?.rungs ?? []),
    capacity,
  );
  const { rungs, tokens } = choice;
  return { rungs, tokens, slack: Math.max(0, choice.utilityBound - choice.utility) };
}

/** Takes one rung of every class: the smallest of each, and the knapsack of what larger ones add. */
function takeAll(
  classes: readonly PartClass[],
  { places, capacity, whole }: Places & { readonly whole?: readonly number[] },
): Taken | undefined {
  const least = leastTokens(classes, places);
  if (least > capacity) return undefined;
  const all = places.map((place) => classes[place] as PartClass);
  if (whole !== undefined) {
    const tokens = sumOf(all.map(({ rungs }, index) => rungs[whole[index] as number]?.tokens ?? 0));
    if (tokens <= capacity) return { rungs: whole, tokens, slack: 0 };
  }
  const steps = all.map(({ rungs }) => stepsOf(rungs, { byValue: whole !== undefined }));
  const choice = chooseRungs(steps, capacity - least);
  const rungs = all.map(({ rungs: [first] }, index) => {
    const step = steps[index]?.[choice.rungs[index] as number];
    return step?.rung ?? (first === undefined ? -1 : 0);
  });
  const slack = Math.max(0, choice.utilityBound - choice.utility);
  return { rungs, tokens: least + choice.tokens, slack };
}

interface Step extends Rung {
  /** Index among the rungs of its class. */
  readonly rung: number;
}

/** What each rung adds to the smallest. Pinned ones are all alike in worth: what counts is how much of each is shown. */
function stepsOf(
  rungs: readonly PartRung[],
  { byValue }: { readonly byValue: boolean },
): readonly Step[] {
  const worth = ({ value, utility }: PartRung): number => (byValue ? value : utility);
  const first = rungs[0] as PartRung;
  return rungs.flatMap((rung, index) => {
    const utility = worth(rung) - worth(first);
    return utility > 0 ? [{ rung: index, tokens: rung.tokens - first.tokens, utility }] : [];
  });
}

/** The rung of the greatest value, the smallest of several. */
function mostFaithful({ rungs }: PartClass): number {
  let best = 0;
  for (const [index, { value }] of rungs.entries()) {
    if (value > (rungs[best]?.value ?? 0)) best = index;
  }
  return best;
}

function placesOf(classes: readonly PartClass[], pinned: boolean): readonly number[] {
  return classes.flatMap((one, index) => (one.pinned === pinned ? [index] : []));
}

function figuresOf(
  classes: readonly PartClass[],
  rungs: Int32Array,
): Pick<PartChoice, "pinnedValue" | "utility"> {
  let pinnedValue = 0;
  let utility = 0;
  for (const [index, { pinned, rungs: own }] of classes.entries()) {
    const rung = own[rungs[index] as number];
    utility += rung?.utility ?? 0;
    if (pinned) pinnedValue += rung?.value ?? 0;
  }
  return { pinnedValue, utility };
}

function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
