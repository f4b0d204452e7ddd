import { TokenPakError } from "@tokenpak/core";
import { chooseParts, leastTokens, type PartChoice } from "./choose-parts.ts";
import type { ContextProblem } from "./context-problem.ts";
import { noteAllowance } from "./omission-note.ts";

/** What is shown, and what that leaves for the note on the rest. */
export interface ContextChoice extends PartChoice {
  /** Tokens that the note may have. */
  readonly note: number;
  /** Tokens that the parts may have. */
  readonly capacity: number;
}

/**
 * The better of two within a limit: all candidates, which needs no note, or those that are worth the most beside one. `less` are
 * tokens that stay free. Throws `BUDGET_UNSATISFIABLE` where what is pinned does not fit.
 */
export function chooseContext(
  problem: ContextProblem,
  { limit, less }: { readonly limit: number; readonly less: number },
): ContextChoice {
  const { classes, leastNote } = problem;
  const note = noteAllowance(limit, leastNote);
  const canShowAll = classes.every(({ rungs }) => rungs.length > 0);
  const all = canShowAll
    ? chooseParts(classes, { capacity: limit - less, showAll: true })
    : undefined;
  const capacity = limit - less - note;
  const some = capacity < 0 ? undefined : chooseParts(classes, { capacity, showAll: false });
  if (all !== undefined) {
    if (some === undefined || !isLess(all, some)) return { ...all, note, capacity: limit - less };
  }
  if (some !== undefined) return { ...some, note, capacity };
  if (classes.some(({ pinned }) => pinned)) throw unsatisfiable(problem, limit - less);
  const rungs = new Int32Array(classes.length).fill(-1);
  return { rungs, tokens: 0, pinnedValue: 0, utility: 0, utilityBound: 0, note, capacity: 0 };
}

function isLess(left: PartChoice, right: PartChoice): boolean {
  if (left.pinnedValue !== right.pinnedValue) return left.pinnedValue < right.pinnedValue;
  return left.utility < right.utility;
}

function unsatisfiable(
  { ranked, classes, leastNote }: ContextProblem,
  limit: number,
): TokenPakError {
  const places = classes.flatMap(({ pinned }, place) => (pinned ? [place] : []));
  const parts = leastTokens(classes, places);
  let needed = parts;
  if (places.length < classes.length) {
    while (needed - noteAllowance(needed, leastNote) < parts) needed++;
  }
  const names = places.slice(0, 3).map((place) => JSON.stringify(ranked[place]?.ref.slice(0, 80)));
  if (places.length > names.length) names.push(`${places.length - names.length} more`);
  const excess = needed - limit;
  return new TokenPakError(
    "BUDGET_UNSATISFIABLE",
    `What is pinned (${names.join(", ")}) needs ${needed} tokens with its headings even in its smallest renditions, ${excess} more than the ${limit} there are for it. Raise the budget or lower its reserve by ${excess}, or pin less.`,
  );
}
