import type { TokenCounter } from "@tokenpak/core";
import type { Cell } from "./column.ts";

/** What labels depend on. */
export interface LabelContext {
  /** Needs no label: its cells are empty. */
  readonly fallback: { readonly value: Cell } | undefined;
  readonly counter: TokenCounter;
}

const MOST = 26;
const LEAST_RECORDS = 6;
/** Tokens that labels must save to be worth looking up. */
const LEAST_GAIN = 12;
/** Tokens of a value's place in the legend besides the value itself. */
const ENTRY_TOKENS = 2;

/**
 * Short names for the values of a column that repeats a few long ones, the first letter of each where it is free; `undefined`
 * where that saves little.
 */
export function labelsOf(
  rests: readonly Cell[],
  { fallback, counter }: LabelContext,
): ReadonlyMap<string, string> | undefined {
  if (rests.length < LEAST_RECORDS) return undefined;
  const counts = new Map<string, number>();
  for (const rest of rests) {
    if (rest === undefined || (fallback !== undefined && rest === fallback.value)) continue;
    if (rest.length > 200) return undefined;
    counts.set(rest, (counts.get(rest) ?? 0) + 1);
    if (counts.size > MOST) return undefined;
  }
  let gain = 0;
  for (const [value, count] of counts) {
    const tokens = counter.count(value);
    gain += count * (tokens - 1) - tokens - ENTRY_TOKENS;
  }
  return gain < LEAST_GAIN ? undefined : named([...counts.keys()]);
}

function named(values: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const labels = new Map<string, string>();
  for (const value of values) {
    const own = [...value.slice(0, 40).toLowerCase()].filter((letter) => /^[a-z]$/.test(letter));
    const label = [...own, ...LETTERS].find((letter) => !taken.has(letter)) as string;
    taken.add(label);
    labels.set(value, label);
  }
  return labels;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
