import { GAPS, gapStrength } from "../select/gap-strength.ts";
import { clauseWeigher } from "../select/likely-answers.ts";
import { UNIT_TIERS, type Unit } from "../select/unit.ts";
import type { Source } from "./source.ts";

/** Length of pieces in characters: from the first to the last, a clause may end one; the last ends one between any words. */
const SHORTEST = 24;
const LONGEST = 64;

/** Units that are taken apart at most: those that are asked for most. */
const MOST = 6;

/** What {@link splitSkipped} goes by. */
export interface SkippedSplit {
  readonly query?: string | undefined;
  isKept(index: number): boolean;
}

/**
 * Takes the likeliest units that found no room apart into clauses, so that a limit can be filled with a part of them; all other
 * units stay. A unit's chance goes to its pieces by their length and what they hold of the query. `undefined` where there is nothing to take apart.
 */
export function splitSkipped(
  units: readonly Unit[],
  source: Source,
  { query = "", isKept }: SkippedSplit,
): readonly Unit[] | undefined {
  const skipped = [...units.keys()].filter((at) => !isKept(at) && (units[at]?.chance ?? 0) > 0);
  if (skipped.length === 0) return undefined;
  skipped.sort((left, right) => scoreOf(units, right) - scoreOf(units, left) || left - right);
  const large = new Set(skipped.slice(0, MOST));
  const first = scoreOf(units, skipped[0] as number);
  const weigh = clauseWeigher(query);
  const pieces: Unit[] = [];
  const lastPieces: number[] = [];
  for (const [at, unit] of units.entries()) {
    const parent = unit.parent === undefined ? undefined : lastPieces[unit.parent];
    const tier = isKept(at) && unit.score > first ? UNIT_TIERS.kept : unit.tier;
    const ranges = large.has(at) ? piecesOf(source.text, unit) : [[unit.from, unit.to] as const];
    const weights = ranges.map(([from, to]) =>
      ranges.length === 1 ? 1 : (to - from) * weigh(source.text.slice(from, to)),
    );
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, [from, to]] of ranges.entries()) {
      const share = (weights[index] as number) / whole;
      const chance = unit.chance === undefined ? {} : { chance: unit.chance * share };
      pieces.push({ ...unit, ...chance, tier, parent, from, to });
    }
    lastPieces.push(pieces.length - 1);
  }
  return pieces;
}

function scoreOf(units: readonly Unit[], at: number): number {
  return (units[at] as Unit).score;
}

function piecesOf(text: string, { from, to }: Unit): (readonly [from: number, to: number])[] {
  const pieces: (readonly [number, number])[] = [];
  let start = from;
  for (let at = from + SHORTEST; at < to - SHORTEST / 2; at++) {
    const strength = gapStrength(text, at);
    const ends =
      strength === GAPS.clause
        ? at - start >= SHORTEST
        : strength === GAPS.word && at - start >= LONGEST;
    if (!ends) continue;
    pieces.push([start, at]);
    start = at;
  }
  pieces.push([start, to]);
  return pieces;
}
