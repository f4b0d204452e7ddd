import type { ContentKind } from "@tokenpak/core";

/** Whole lines of a content that are of one kind. */
export interface Segment {
  /** 1-based. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly kind: ContentKind;
  /** Programming language where known. */
  readonly language?: string | undefined;
}
