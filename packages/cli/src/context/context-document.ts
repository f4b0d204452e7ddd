import type { OmittedCandidate } from "@tokenpak/budget";
import { type FactReport, type Grade, refOf } from "@tokenpak/core";
import type { AssembledContext } from "./assemble-context.ts";

/** A text made of files that were found, in JSON. */
export interface ContextDocument {
  /** Most tokens (o200k_base) that were asked for. */
  readonly budget: number;
  readonly tokens: number;
  /** How far what is shown may be from the best choice of these renditions, 0 to 1. */
  readonly gap: number;
  readonly text: string;
  /** In the order of the text. */
  readonly parts: readonly ContextPartDocument[];
  /** Files that are not shown, best first, with the refs of their originals. */
  readonly omitted: readonly ContextOmissionDocument[];
  /** Paths of files whose originals are not in the database any more. */
  readonly gone: readonly string[];
}

/** A file in a {@link ContextDocument}. */
export interface ContextPartDocument {
  readonly path: string;
  /** Names the original: `tokenpak expand <ref>`. */
  readonly ref: string;
  readonly pinned: boolean;
  readonly grade: Grade;
  readonly rawTokens: number;
  readonly tokens: number;
  readonly facts: FactReport;
}

/** A file that is not in a {@link ContextDocument}. */
export interface ContextOmissionDocument {
  readonly path: string;
  readonly ref: string;
  readonly rawTokens: number;
  /** `duplicate` of the path `sameAs`, `outweighed` by others, `too-large` even in its smallest form, `worthless`. */
  readonly reason: OmittedCandidate["reason"];
  readonly sameAs?: string;
}

/** What `--json` says of a context. */
export function contextDocument(
  { text, tokens, gap, parts, omitted, gone }: AssembledContext,
  budget: number,
): ContextDocument {
  return {
    budget,
    tokens,
    gap,
    text,
    parts: parts.map(({ hit, ref, pinned, rendition, tokensBefore }) => ({
      path: hit.path,
      ref,
      pinned,
      grade: rendition.grade,
      rawTokens: tokensBefore,
      tokens: rendition.tokens,
      facts: rendition.facts,
    })),
    omitted: omitted.map(({ hit, reason, sameAs, tokens: rawTokens }) => ({
      path: hit.path,
      ref: refOf({ hash: hit.block.contentHash }),
      rawTokens,
      reason,
      ...(sameAs !== undefined && { sameAs }),
    })),
    gone: gone.map(({ path }) => path),
  };
}
