import type { TokenCounter } from "../token-counter.ts";

/** Where the search for a too long prefix starts, in UTF-16 units a token. */
const UNITS_PER_TOKEN = 4;

/**
 * The longest prefix found with `counter.count(prefix) <= maxTokens`, never half a surrogate pair, for any counter:
 * doubles a prefix until it is too long, then halves the gap. Exact where a longer prefix never counts less.
 */
export function truncateByCount(counter: TokenCounter, text: string, maxTokens: number): string {
  if (counter.count(text) <= maxTokens) return text;
  let fits = 0;
  let tooLong = Math.min(text.length, maxTokens * UNITS_PER_TOKEN + 1);
  while (tooLong < text.length && counter.count(prefix(text, tooLong)) <= maxTokens) {
    fits = tooLong;
    tooLong = Math.min(text.length, tooLong * 2);
  }
  while (tooLong - fits > 1) {
    const middle = fits + ((tooLong - fits) >> 1);
    if (counter.count(prefix(text, middle)) <= maxTokens) fits = middle;
    else tooLong = middle;
  }
  return prefix(text, fits);
}

/** The first `units` UTF-16 units, one less where that would cut a surrogate pair. */
function prefix(text: string, units: number): string {
  const code = text.charCodeAt(units - 1);
  const next = text.charCodeAt(units);
  const cuts = code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return text.slice(0, cuts ? units - 1 : units);
}
