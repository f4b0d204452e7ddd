import type { ContextRendition } from "./context-candidate.ts";

/** A context for a model, and the account of it. */
export interface PackedContext<R extends ContextRendition = ContextRendition> {
  /** Each part below a heading, blank lines between them; at the end one line that says what is not shown, where anything is not. */
  readonly text: string;
  /** Of `text`, counted; never above `totalTokens - reserve`. */
  readonly tokens: number;
  readonly totalTokens: number;
  /** Tokens that nothing is worth: a part's rendition, longer by no more, would have been shown in its place. */
  readonly unused: number;
  /** In the order of the text: pinned ones as they were given, then by relevance and importance, then by ref. */
  readonly parts: readonly ContextPart<R>[];
  /** Best first. */
  readonly omitted: readonly OmittedCandidate[];
  /** Worth of the parts: 1 is the whole of a candidate with the most relevance and the most importance. */
  readonly utility: number;
  /** No choice under the same rules, with these renditions of the pinned ones, is worth more. */
  readonly utilityBound: number;
  /** How far the choice may be from the best: `(utilityBound - utility) / utilityBound`, 0 to 1; 0 where it is the best. */
  readonly gap: number;
}

/** A candidate that is shown. */
export interface ContextPart<R extends ContextRendition = ContextRendition> {
  readonly ref: string;
  readonly title: string;
  readonly pinned: boolean;
  /** One of the candidate's own. */
  readonly rendition: R;
  /** Of the rendition's text, without the heading. */
  readonly tokens: number;
  /** Of the candidate's largest rendition. */
  readonly largest: number;
  /** What share of the candidate this is, 0 to 1: see `ContextRendition.value`. */
  readonly value: number;
  /** Share of its text that stands in candidates before it, 0 to 1: what its worth was lowered by. */
  readonly repeated: number;
}

/** A candidate that is not shown. */
export interface OmittedCandidate {
  readonly ref: string;
  readonly title: string;
  /** Of its largest rendition. */
  readonly tokens: number;
  /** Of its smallest rendition, without a heading. */
  readonly smallest: number;
  /**
   * - `duplicate`: its text is that of the candidate `sameAs`.
   * - `worthless`: a relevance, an importance or values of 0.
   * - `too-large`: not even its smallest rendition fits beside what is pinned.
   * - `outweighed`: the tokens were worth more elsewhere.
   */
  readonly reason: "duplicate" | "outweighed" | "too-large" | "worthless";
  /** Ref of the candidate that a duplicate repeats; it may itself be omitted. */
  readonly sameAs?: string | undefined;
}
