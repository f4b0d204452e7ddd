import type { Unit } from "../select/unit.ts";

/** How a {@link Selection} prices what it adds. */
export interface SelectionCosts {
  tokensOf(unit: Unit): number;
  /** What a marker between kept stretches costs. */
  readonly markerTokens: number;
}

/** How many units in a row may fail to fit before the rest is not even looked at. */
const PATIENCE = 400;

/**
 * Which units are kept. Units are added in the order of tier, score and place, each with the parents it needs, as long as the
 * estimated tokens allow; what was added last can be dropped again when an exact count says so.
 */
export class Selection {
  readonly #units: readonly Unit[];
  readonly #costs: SelectionCosts;
  readonly #kept: Uint8Array;
  /** Units that did not fit: what needs them will not either. */
  readonly #refused: Uint8Array;
  readonly #tokens: Float64Array;
  /** Units by priority; those before `#next` were decided on. */
  readonly #order: Uint32Array;
  #next = 0;
  readonly #groups: { readonly members: readonly number[]; readonly cost: number }[] = [];

  constructor(units: readonly Unit[], costs: SelectionCosts) {
    this.#units = units;
    this.#costs = costs;
    this.#kept = new Uint8Array(units.length);
    this.#refused = new Uint8Array(units.length);
    this.#tokens = new Float64Array(units.length).fill(-1);
    this.#order = Uint32Array.from(units.keys()).sort((left, right) => this.#compare(left, right));
  }

  /** Units that are known to be kept. */
  static of(units: readonly Unit[], isKept: (unit: Unit) => boolean): Selection {
    const selection = new Selection(units, { tokensOf: () => 0, markerTokens: 0 });
    for (const [at, unit] of units.entries()) if (isKept(unit)) selection.#kept[at] = 1;
    return selection;
  }

  keeps(index: number): boolean {
    return this.#kept[index] === 1;
  }

  /** Adds units worth about `budget` tokens; answers how many. */
  add(budget: number): number {
    let left = budget;
    let added = 0;
    let misses = 0;
    for (; this.#next < this.#order.length && misses < PATIENCE; this.#next++) {
      const index = this.#order[this.#next] as number;
      const members = this.#missingWith(index);
      if (members.length === 0) continue;
      const cost = this.#take(members);
      if (cost > left) {
        this.#release(members);
        this.#refused[index] = 1;
        misses++;
        continue;
      }
      left -= cost;
      added += members.length;
      misses = 0;
      this.#groups.push({ members, cost });
    }
    return added;
  }

  /** Takes back the last additions, at least `tokens` worth of them. */
  drop(tokens: number): void {
    let freed = 0;
    while (freed < tokens) {
      const group = this.#groups.pop();
      if (group === undefined) return;
      this.#release(group.members);
      freed += Math.max(1, group.cost);
    }
  }

  /** A unit and the parents it needs, outermost first, without those kept already; none where one of them did not fit. */
  #missingWith(index: number): number[] {
    const missing: number[] = [];
    for (let at: number | undefined = index; at !== undefined && this.#kept[at] === 0; ) {
      if (this.#refused[at] === 1) {
        this.#refused[index] = 1;
        return [];
      }
      missing.push(at);
      at = this.#units[at]?.parent;
    }
    return missing.reverse();
  }

  /** Marks units as kept; answers their estimated tokens, net of the markers that appear or go. */
  #take(members: readonly number[]): number {
    let cost = 0;
    for (const index of members) {
      const gaps = Number(this.#isCut(index - 1)) + Number(this.#isCut(index + 1)) - 1;
      cost += this.#tokensOf(index) + gaps * this.#costs.markerTokens;
      this.#kept[index] = 1;
    }
    return cost;
  }

  #release(members: readonly number[]): void {
    for (const index of members) this.#kept[index] = 0;
  }

  #isCut(index: number): boolean {
    return index >= 0 && index < this.#units.length && this.#kept[index] === 0;
  }

  #tokensOf(index: number): number {
    let tokens = this.#tokens[index] as number;
    if (tokens < 0) {
      tokens = this.#costs.tokensOf(this.#units[index] as Unit);
      this.#tokens[index] = tokens;
    }
    return tokens;
  }

  #compare(left: number, right: number): number {
    const a = this.#units[left] as Unit;
    const b = this.#units[right] as Unit;
    return a.tier - b.tier || b.score - a.score || left - right;
  }
}
