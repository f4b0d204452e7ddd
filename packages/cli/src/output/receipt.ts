import type { PackResult } from "@tokenpak/core";
import { formatChange, formatCount } from "./figures.ts";
import type { Style } from "./style.ts";

/**
 * One line on what packing did:
 * `markdown · facts-verified · 5,074 -> 2,594 tokens, -48.9 % · 412 of 415 facts · whole: tokenpak expand tp:3fa9c1d2e4`.
 */
export function receiptLine(
  result: Receipted,
  { unchanged, style }: { readonly unchanged: boolean; readonly style: Style },
): string {
  const { kind, grade, tokens, tokensBefore, facts, ref } = result;
  if (unchanged) {
    return [kind, style.bold("unchanged"), grade, `${formatCount(tokens)} tokens`].join(" · ");
  }
  return [
    kind,
    grade,
    style.bold(
      `${formatCount(tokensBefore)} -> ${formatCount(tokens)} tokens, ${formatChange(tokensBefore, tokens)}`,
    ),
    `${formatCount(facts.kept)} of ${formatCount(facts.extracted)} facts`,
    `whole: tokenpak expand ${ref}`,
  ].join(" · ");
}

/** What a receipt is of. */
export interface Receipted
  extends Pick<PackResult, "facts" | "grade" | "ref" | "tokens" | "tokensBefore"> {
  /** Kind of content, or type of file. */
  readonly kind: string;
}
