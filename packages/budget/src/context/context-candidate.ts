import type { Rendition } from "@tokenpak/core";

/** One way to show a candidate. A `Rendition` of an engine is one. */
export interface ContextRendition extends Partial<Rendition> {
  readonly text: string;
  /** Tokens of `text`. Default: counted. */
  readonly tokens?: number;
  /**
   * How much of what the candidate is worth this rendition keeps, 0 to 1. Default: 1 for an exact grade; else the recall of its
   * `facts`, without them its tokens divided by those of the candidate's largest rendition. Where the context has a query, the mean of
   * that recall and of how likely an answer is in such a share of the text.
   */
  readonly value?: number | undefined;
}

/** What may be in a context, in one of several renditions. */
export interface ContextCandidate<R extends ContextRendition = ContextRendition> {
  /** Names it; not empty, and no other's. For example a path, or the ref of an original. */
  readonly ref: string;
  /** What stands above its text. Default: `ref`. */
  readonly title?: string | undefined;
  /** In any order; the best for the budget is chosen. At least one. */
  readonly renditions: readonly R[];
  /**
   * How well it answers, from 0, which is never shown unless pinned; only its relation to the others matters. Default: 1, or, where
   * the context has a query, by the query's words in it.
   */
  readonly relevance?: number | undefined;
  /** A factor on its worth, from 0. Default 1. */
  readonly importance?: number | undefined;
}
