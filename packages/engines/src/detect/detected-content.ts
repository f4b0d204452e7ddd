import type { ContentKind } from "@tokenpak/core";

/** What a content is. */
export interface DetectedContent {
  readonly kind: ContentKind;
  /** For code, where known: `typescript`, `tsx`, `javascript`, `python`, ... */
  readonly language?: string;
  /** 0 to 1: 1 for a telling path, below 0.5 never (detection then abstains to `text` with 0). */
  readonly confidence: number;
}
