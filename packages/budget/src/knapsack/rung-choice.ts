/** One way to take a class: what it takes and what it is worth. */
export interface Rung {
  /** Whole tokens, from 0. */
  readonly tokens: number;
  /** From 0, finite. */
  readonly utility: number;
}

/** Which rungs were chosen: at most one a class, together within the capacity. */
export interface RungChoice {
  /** For each class, in their order: the index of its chosen rung, or -1. */
  readonly rungs: Int32Array;
  readonly tokens: number;
  /** Sum over the chosen rungs. */
  readonly utility: number;
  /** No choice is worth more than this. */
  readonly utilityBound: number;
}
