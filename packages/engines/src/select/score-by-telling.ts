import { estimateTokens } from "../fold/estimate-tokens.ts";
import { orderByGain } from "./surprisal/order-by-gain.ts";
import { type Statement, type Statements, statementsOf } from "./surprisal/statements.ts";
import { UNIT_TIERS, type Unit } from "./unit.ts";

/** What a marker costs, about. */
const MARKER_TOKENS = 8;

/** What a first sentence says besides its words, in the weights of statements. */
const OPENING_WEIGHT = 15;

/** What stands in licences, and what its statements are worth there. */
const BOILERPLATE =
  /hereby granted|all rights reserved|without warrant(?:y|ies)|"as is"|copyright (?:\(c\)|©|\d)|cookie policy|privacy policy/i;
const BOILERPLATE_SHARE = 0.2;
/** Characters of a unit that are looked at for it. */
const SAMPLE = 2000;

/**
 * Gives the units of the last two tiers their scores: units that say the most that was not said before, for what they cost, come
 * first. What stands in the tiers before counts as said. Scores fall from 1 to 0 along that order.
 */
export function scoreByTelling(
  text: string,
  units: readonly Unit[],
  openings: ReadonlySet<number> = new Set(),
): Unit[] {
  const order = orderByGain({
    ...saidBy(text, units, openings),
    gapCost: MARKER_TOKENS,
    first: firstOf(units),
  });
  const scores = new Float64Array(units.length);
  for (const [place, at] of order.entries()) scores[at] = 1 - place / units.length;
  return units.map((unit, at) =>
    isRanked(unit) ? { ...unit, score: scores[at] as number } : unit,
  );
}

function isRanked({ tier }: Unit): boolean {
  return tier === UNIT_TIERS.structure || tier === UNIT_TIERS.rest;
}

/** Units that come before the rest anyway, by tier. */
function firstOf(units: readonly Unit[]): readonly number[] {
  const first = [...units.keys()].filter((at) => (units[at] as Unit).tier !== UNIT_TIERS.rest);
  return first.sort(
    (left, right) => (units[left] as Unit).tier - (units[right] as Unit).tier || left - right,
  );
}

interface Said {
  readonly says: readonly Uint32Array[];
  readonly weights: readonly number[];
  readonly costs: Float64Array;
}

function saidBy(text: string, units: readonly Unit[], openings: ReadonlySet<number>): Said {
  const stated = statementsOf(text);
  const numbering = new Numbering();
  /** The last unit that says each. */
  const saidIn: number[] = [];
  let next = 0;
  const says = units.map(({ from, to }, at): Uint32Array => {
    while (startOf(stated, next) < from) next++;
    const found: number[] = [];
    const add = (number: number): void => {
      if (saidIn[number] === at) return;
      saidIn[number] = at;
      found.push(number);
    };
    if (openings.has(at)) add(numbering.of(`opening ${at}`, OPENING_WEIGHT));
    const isBoilerplate = BOILERPLATE.test(text.slice(from, Math.min(to, from + SAMPLE)));
    for (; startOf(stated, next) < to; next++) {
      const { key, weight } = stated.statements[next] as Statement;
      add(
        isBoilerplate
          ? numbering.of(`boilerplate ${key}`, weight * BOILERPLATE_SHARE)
          : numbering.of(key, weight),
      );
    }
    return Uint32Array.from(found);
  });
  const costs = Float64Array.from(units, ({ from, to }) => estimateTokens(text.slice(from, to)));
  return { says, weights: numbering.weights, costs };
}

/** Numbers for what is said, from 0; the same for the same. */
class Numbering {
  readonly weights: number[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, weight: number): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.weights.push(weight) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** Offset of a statement's first character; behind the last one there is none. */
function startOf({ words, statements }: Statements, index: number): number {
  const statement = statements[index];
  return statement === undefined
    ? Number.POSITIVE_INFINITY
    : (words[statement.first] as { readonly from: number }).from;
}
