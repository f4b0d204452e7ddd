import type { Rendition, TokenCounter } from "@tokenpak/core";

/** What a text is shortened to. */
export interface LadderRequest {
  /** What the text must fit into, counted with `counter`. */
  readonly maxTokens: number;
  /** What the reader is looking for. */
  readonly query?: string | undefined;
  readonly counter: TokenCounter;
}

/**
 * Renditions of a text, most faithful first, for example `(text, options) => new HeuristicEngine().ladder(text, options)`. The first
 * that is not empty and within `maxTokens` is taken; those over it are passed over, and no more than 100 are looked at. Deterministic.
 */
export type Ladder = (
  text: string,
  options: LadderRequest,
) => Iterable<Pick<Rendition, "text"> & Partial<Rendition>>;
