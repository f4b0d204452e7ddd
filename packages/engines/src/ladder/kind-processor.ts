import type { CommentSyntax, ContentKind, Decoder, PackOptions } from "@tokenpak/core";
import type { TextSample } from "../detect/text-sample.ts";
import type { Unit } from "../select/unit.ts";
import type { Draft } from "./draft.ts";
import type { Source } from "./source.ts";

/**
 * One content kind: how to write it smaller, and how to check what was written. Adding a kind is adding a folder with one of
 * these and naming it in `kinds/kind-processors.ts`. Everything here is pure and linear in the length of the source.
 */
export interface KindProcessor {
  /** Codec name in envelopes, lower-case letters, unique among kinds. */
  readonly name: string;
  /** Version of the output format; raise it when any output of `rungs` changes its notation. */
  readonly version: number;
  readonly kind: ContentKind;
  /** Whether single words of it may be left out where a caller asks for the grade `word-subsequence`. Default `false`. */
  readonly isProse?: boolean | undefined;
  /** What stays or goes as a whole there, in order: lines of code, rows, headings. Default nothing. */
  wholes?(source: Source): readonly { readonly from: number; readonly to: number }[];
  /**
   * How sure one can be, from 0 to 1, that a text of unknown origin is of this kind; below 0.5 is a no. The surest kind wins.
   * Default: never by its looks.
   */
  looksLike?(sample: TextSample): number;
  /**
   * Fixed rungs below the untouched source, most faithful first, built lazily. The framework drops a rung that saves nothing
   * or fails its check. Yield nothing for content that is not of this kind after all.
   */
  rungs(source: Source, request: RungRequest): Iterable<Draft>;
  /** What a limit may leave out, in source order, tiling the source. Default: lines, and sentences of long lines. */
  units?(source: Source, request: RungRequest): readonly Unit[];
  /**
   * A selection made to measure of the kind's own, of grade `extractive`, for a limit that no other rung fits. Default, and where
   * it answers `undefined` or something too large: of `units`.
   */
  fit?(source: Source, request: RungRequest & { readonly maxTokens: number }): Draft | undefined;
  /** Comment syntax around envelope and markers. Default none. */
  comment?(source: Source): CommentSyntax;
  /**
   * Checks a rung below exact with a parser that `rungs` does not share: `facts-verified` rungs for the kind's minimum,
   * computed ones for every figure. Answers what is wrong, or `undefined`. Tiling of cuts is checked before.
   */
  verify(source: Source, output: VerifyInput): string | undefined;
  /** Decoders of all versions of this codec, by codec and version: `{ json1: decode }`. */
  readonly decoders?: Readonly<Record<string, Decoder>> | undefined;
  /** Whether two texts hold the same values, for checking `value-exact`; parses both itself, sharing nothing with `rungs`. */
  equalValues?(left: string, right: string): boolean;
}

/** What a caller asked for, as far as a kind may act on it. */
export interface RungRequest {
  readonly query: string | undefined;
  readonly preserve: NonNullable<PackOptions["preserve"]>;
  /** The limit, where there is one: a kind may offer rungs between its fixed ones that come close to it. */
  readonly maxTokens?: number | undefined;
}

/** A rendered rung to check. */
export interface VerifyInput {
  readonly level: string;
  readonly grade: "facts-verified" | "extractive";
  /** Everything below the envelope, markers included. */
  readonly body: string;
  /** What every marker in `body` begins with. */
  readonly sigil: string;
}
