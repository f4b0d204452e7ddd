import { UNIT_TIERS, type Unit } from "../select/unit.ts";

/** What keeping units costs. */
export interface WindowCosts {
  /** Tokens of a unit, as an estimate: they only say what comes first. */
  tokensOf(unit: Unit): number;
  /** What a marker between kept stretches costs. */
  readonly markerTokens: number;
  readonly maxTokens: number;
}

/** How much cheaper a token becomes from one price to the next, and how many prices there are: down to a millionth. */
const STEP = 0.85;
const PRICES = 85;

/** Ranks lie this far apart, so that signs of less weight only decide within one. */
const RANK = 1000;

/**
 * Ranks units that may hold what is asked for, so that taking them in order gives few, coherent windows: at each price of a
 * token, from high to low, those are kept that maximise the chance to hold it minus the price of their tokens and of a marker for
 * each stretch left out. A gap that costs less than its marker is filled.
 *
 * What is kept at a price is kept at every lower one too (units stand in a chain, and only neighbours of which one is cut cost a
 * marker, so the solutions are nested); that is how a larger limit keeps what a smaller one does. Units without a chance, and
 * all where none has one, stay as they are.
 */
export function rankWindows(units: readonly Unit[], costs: WindowCosts): readonly Unit[] {
  if (!units.some(({ chance = 0 }) => chance > 0)) return units;
  const chain: Chain = {
    tokens: Float64Array.from(units, (unit) => Math.max(1, costs.tokensOf(unit))),
    chances: Float64Array.from(units, ({ chance = 0 }) => chance),
    isForced: Uint8Array.from(units, ({ tier }) => Number(tier < UNIT_TIERS.match)),
    markerTokens: costs.markerTokens,
  };
  const dearest = highestPrice(chain);
  const ranks = new Uint32Array(units.length);
  let price = dearest;
  for (let rank = PRICES; rank > 0; rank--) {
    price *= STEP;
    if (rankKept(chain, { price, rank, ranks }) > costs.maxTokens) break;
  }
  return units.map((unit, at): Unit => {
    const rank = ranks[at] as number;
    const chance = chain.chances[at] as number;
    if (unit.tier < UNIT_TIERS.match || (rank === 0 && chance === 0)) return unit;
    const density = chance / (chain.tokens[at] as number);
    const score = RANK * rank + (RANK - 1) * (density / (density + dearest));
    return { ...unit, tier: UNIT_TIERS.match, score };
  });
}

interface Chain {
  readonly tokens: Float64Array;
  readonly chances: Float64Array;
  /** 1 for units that are kept for another reason. */
  readonly isForced: Uint8Array;
  readonly markerTokens: number;
}

function highestPrice({ tokens, chances }: Chain): number {
  let highest = 0;
  for (const [at, chance] of chances.entries()) {
    highest = Math.max(highest, chance / (tokens[at] as number));
  }
  return highest;
}

interface Pricing {
  readonly price: number;
  readonly rank: number;
  /** Of units that were kept at a higher price; 0 for the others. */
  readonly ranks: Uint32Array;
}

/** Gives the units that this price is the first to keep their rank; answers how many tokens the kept ones take. */
function rankKept(chain: Chain, { price, rank, ranks }: Pricing): number {
  const { tokens, markerTokens } = chain;
  const { keptBefore, endsKept } = bestStates(chain, price);
  let total = 0;
  let isKept = endsKept;
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (isKept) {
      if (ranks[at] === 0) ranks[at] = rank;
      total += tokens[at] as number;
    }
    const wasKept = ((keptBefore[at] as number) & (isKept ? IF_KEPT : IF_CUT)) !== 0;
    if (!isKept && wasKept) total += markerTokens;
    isKept = wasKept;
  }
  return total;
}

/** The unit before is kept where this one is; where this one is cut. */
const IF_KEPT = 1;
const IF_CUT = 2;

interface BestStates {
  /** For each unit whether the one before it is kept, as {@link IF_KEPT} and {@link IF_CUT}. */
  readonly keptBefore: Uint8Array;
  readonly endsKept: boolean;
}

function bestStates({ tokens, chances, isForced, markerTokens }: Chain, price: number): BestStates {
  const keptBefore = new Uint8Array(tokens.length);
  let kept = 0;
  let cut = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < tokens.length; at++) {
    const torn = kept - price * markerTokens;
    keptBefore[at] = (kept >= cut ? IF_KEPT : 0) + (torn >= cut ? IF_CUT : 0);
    kept = Math.max(kept, cut) + (chances[at] as number) - price * (tokens[at] as number);
    cut = isForced[at] === 1 ? Number.NEGATIVE_INFINITY : Math.max(cut, torn);
  }
  return { keptBefore, endsKept: kept >= cut };
}
