import type { ContentKind } from "./content-kind.ts";
import type { FactReport } from "./facts.ts";
import type { Grade } from "./grade.ts";
import type { Omission } from "./omission.ts";
import type { SyncOriginalStore } from "./original-store.ts";
import type { Ref } from "./ref.ts";
import type { TokenCounter } from "./token-counter.ts";

/** One rung of a ladder: a content at one level of faithfulness, already verified against its grade. */
export interface Rendition {
  /** The processor's own name for the rung, for example `columns`, `outline`, `signatures`; `source` for the untouched input. */
  readonly level: string;
  readonly grade: Grade;
  readonly text: string;
  /** Tokens of `text` by the engine's counter, envelope and markers included. */
  readonly tokens: number;
  /** What was left out, in source order; empty for exact grades. */
  readonly omissions: readonly Omission[];
  /** Computed when first read; exact grades keep every fact by construction. */
  readonly facts: FactReport;
}

/** A rendition with what it was made from. */
export interface PackResult extends Rendition {
  readonly kind: ContentKind;
  /** Names the original: a store that was given the original resolves it. */
  readonly ref: Ref;
  /** Tokens of the input by the same counter. */
  readonly tokensBefore: number;
  /** Name of the processor that made the rendition. */
  readonly processor: string;
  /** Version of that processor's output format, for example `1`. */
  readonly version: string;
  /** Rungs that were built and then refused by their own check; 0 unless a processor has a defect. */
  readonly verifyFailures: number;
}

/** How to pack one content. Every option is optional. */
export interface PackOptions {
  /** Never exceeded, counted with `counter`, envelope and markers included. An integer >= 0. Default: no limit. */
  readonly maxTokens?: number | undefined;
  /**
   * The weakest grade that is acceptable. Default: `facts-verified` without `maxTokens`; with it the grade falls as far as
   * needed. An explicit floor that cannot fit throws `FLOOR_UNSATISFIABLE`.
   */
  readonly floor?: Grade | undefined;
  /** Leave out envelope and markers: refs and omissions are then only in the result. Default `false`. */
  readonly bare?: boolean | undefined;
  /** Compute `facts` before returning instead of when first read. Default `false`. */
  readonly facts?: boolean | undefined;
  /** Skip detection. */
  readonly kind?: ContentKind | undefined;
  /** Path of the content, a hint for detection. */
  readonly path?: string | undefined;
  /** Command that printed the content, a hint for detection. */
  readonly command?: string | undefined;
  /** What the reader is looking for: units that match it are kept first. */
  readonly query?: string | undefined;
  /** Units that hold one of these must stay, verbatim, as far as `maxTokens` allows. */
  readonly preserve?: readonly (string | RegExp)[] | undefined;
  /** Keeps the original under its ref before anything lossy is returned. */
  readonly store?: SyncOriginalStore | undefined;
  /** Default: the counter of `countTokens()`, o200k_base. */
  readonly counter?: TokenCounter | undefined;
}
