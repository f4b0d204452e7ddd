/** One way to take a class: what it takes and what it is worth. */
export interface Rung {
  /** Whole tokens, from 0. */
  readonly tokens: number;
  /** From 0, finite. */
  readonly utility: number;
}

/** How hard to look for the best choice. */
export interface RungChoiceOptions {
  /**
   * How many partial choices to make before the best so far is taken, with its gap. Whole, from 0: the greedy choice or the best single
   * rung. Default 200,000: at most some 20 ms.
   */
  readonly maxStates?: number | undefined;
}

/** Which rungs were chosen: at most one a class, together within the capacity. */
export interface RungChoice {
  /** For each class, in their order: the index of its chosen rung, or -1. */
  readonly rungs: Int32Array;
  readonly tokens: number;
  /**
   * Sum over the chosen rungs, each rounded up to a multiple of the utility grid (a power of two, about 2^-47 of the largest possible
   * sum): exact for whole numbers of ordinary size, and the same number for the same choice in any order of the classes.
   */
  readonly utility: number;
  /** No choice within the capacity is worth more than this. */
  readonly utilityBound: number;
  /** The share of `utilityBound` that may be missing, 0 to 1. 0: proven to be the best. */
  readonly gap: number;
}
