/** A page as text, with where everything in it comes from. Offsets are UTF-16 units; `to` is behind the last. */
export interface PageText {
  readonly lines: readonly PageLine[];
  /** What the text leaves out, in source order. */
  readonly gaps: readonly PageGap[];
  /** Spans of the source that a reader sees as a link's or a picture's address at most, and that the text leaves out. */
  readonly addresses: readonly SourceSpan[];
  /** Runs of lines that nothing may be put between: tables and code; indexes, the last included. */
  readonly runs: readonly (readonly [first: number, last: number])[];
}

/** A line of a page's text. */
export interface PageLine {
  /** Signs of lists, quotations and headings, and white space in front of the text. */
  readonly prefix: string;
  readonly text: string;
  /** The stretch of source that it shows; `to` is behind. */
  readonly from: number;
  readonly to: number;
  /** Offsets in `text` from which on source offsets are others, with those; ascending. */
  readonly places: readonly Place[];
  /** Stretches of `text` that only make sense as a whole: links, code, rows of tables. */
  readonly atoms: readonly SourceSpan[];
  /** Verbatim, as in a block of code. */
  readonly verbatim: boolean;
}

/** From an offset in a line's text on, where in the source it stands: moving along with it, or all in one place. */
export interface Place {
  readonly at: number;
  readonly source: number;
  readonly moves: boolean;
}

/** A stretch between two offsets. */
export interface SourceSpan {
  readonly from: number;
  readonly to: number;
}

/** Something left out between two pieces of text. */
export interface PageGap {
  /** Stretches of source, in order: scripts, styles, comments, hidden elements; or regions that are no part of the content. */
  readonly parts: readonly SourceSpan[];
  /** Whether a reader of the page would have seen some of it. */
  readonly seen: boolean;
  /** Index of the line in front of it or around it, -1 where there is none. */
  readonly line: number;
  /** Source offset behind the last text before, and of the first text after. */
  readonly after: number;
  readonly before: number;
}
