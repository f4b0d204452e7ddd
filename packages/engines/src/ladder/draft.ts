import type { Grade, Marker, MarkerStyle } from "@tokenpak/core";

/** A rung as a kind proposes it, before envelope, counting and verification. */
export type Draft = EncodedDraft | CutDraft | ComputedDraft;

/** The whole content in another notation. `unpack` decodes it with the kind's decoder for its codec and version. */
export interface EncodedDraft {
  readonly type: "encoded";
  readonly level: string;
  readonly grade: "byte-exact" | "value-exact";
  readonly body: string;
}

/**
 * The source with stretches cut out, each replaced by a marker of ours. The framework renders it and checks that kept text
 * and markers tile the source, so a kind only says what to leave out.
 */
export interface CutDraft {
  readonly type: "cuts";
  readonly level: string;
  readonly grade: "facts-verified" | "extractive";
  /** In source order, not overlapping, none empty. */
  readonly cuts: readonly Cut[];
}

/** A stretch to leave out. Whole lines (from a line's start to behind a line's `\n` or the end) become a line marker. */
export interface Cut {
  /** UTF-16 offset of the first character left out. */
  readonly from: number;
  /** UTF-16 offset behind the last character left out. */
  readonly to: number;
  /** What stands before the marker on its line: indentation, and in Python the `... ` statement. Default none. */
  readonly indent?: string | undefined;
}

/** Lines that a kind computed, for example a summary. The kind's `verify` must recompute every figure in it. */
export interface ComputedDraft {
  readonly type: "computed";
  readonly level: string;
  readonly grade: Extract<Grade, "facts-verified" | "extractive">;
  /** Writes the body with markers in the given style (its sigil cannot stand in the source), and lists those markers. */
  render(style: MarkerStyle): {
    readonly body: string;
    readonly markers: readonly (Marker & {
      /** The source text left out, to count its tokens. */
      readonly source: string;
    })[];
    /** The body without markers, where that is more than leaving out their lines. */
    readonly bareBody?: (() => string) | undefined;
  };
}
