/**
 * What omissions are counted in. All positions are 1-based and inclusive, in the source:
 * `line` and `row` are ordinals; `span` is a stretch of text that is not of whole lines, `from` and `to` being UTF-16
 * offsets in the whole text;
 * the others are ordinals of that unit.
 */
export const OMISSION_UNITS = [
  "line",
  "row",
  "key",
  "file",
  "match",
  "span",
  "item",
  "word",
] as const;

/** One of {@link OMISSION_UNITS}. */
export type OmissionUnit = (typeof OMISSION_UNITS)[number];

/** A stretch of the source that a rendition leaves out. */
export interface Omission {
  readonly unit: OmissionUnit;
  /** First omitted position, from 1. */
  readonly from: number;
  /** Last omitted position, `>= from`. */
  readonly to: number;
  /** How many units are left out. For lines, rows and items `to - from + 1`; for a span 1. */
  readonly count: number;
  /** Tokens of the omitted source text, by the counter that packed it. */
  readonly tokens: number;
}
