import { countTokens, type SearchHit, TokenPakError } from "@tokenpak/core";

/** The hits whose snippets have together at most `maxTokens` tokens (o200k_base), each in its turn: one that does not fit is left out. */
export function fitHits(
  hits: readonly SearchHit[],
  { maxTokens }: { readonly maxTokens: number },
): readonly SearchHit[] {
  let left = maxTokens;
  return hits.filter(({ snippet }) => {
    const tokens = countTokens(snippet);
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}

/** Throws `INVALID_OPTION` for what is no limit. */
export function checkMaxTokens(maxTokens: number): void {
  if (Number.isSafeInteger(maxTokens) && maxTokens >= 1) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `maxTokens must be an integer from 1, not ${String(maxTokens)}.`,
  );
}
