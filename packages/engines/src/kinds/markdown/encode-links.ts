import { estimateTokens } from "../../fold/estimate-tokens.ts";

/** Addresses as they stand in Markdown. */
const ADDRESS = /https?:\/\/[^\s()<>"'`\][|\\]{4,300}/g;

/** Signs that a legend's letters may follow; one that the text does not use so. */
const SIGNS = ["~", "^", "§"];

/** Entries of a legend at most, of so many that are tried. */
const MOST_ENTRIES = 12;
const MOST_TRIED = 24;

/** Shorter beginnings are hardly longer than what stands for them. */
const SHORTEST = 16;

/** Different beginnings that are counted: a list of a million addresses has its common ones early. */
const MOST_COUNTED = 100_000;

/** Tokens that an entry must save, by estimate. */
const LEAST_SAVED = 6;

/**
 * A text with the common beginnings of its addresses in a legend: lines of `~A https://github.com/owner/name/`, a blank line, and the
 * text with `~A` in their places. `undefined` where no beginning is common enough. {@link decodeLinks} gives the text back.
 */
export function encodeLinks(text: string): string | undefined {
  const sign = SIGNS.find((one) => !new RegExp(`\\${one}[A-Z]`).test(text));
  if (sign === undefined) return undefined;
  const legend: string[] = [];
  let body = text;
  for (const beginning of commonBeginnings(text)) {
    const parts = body.split(beginning);
    if (savedBy(beginning, parts.length - 1) < LEAST_SAVED) continue;
    const mark = `${sign}${String.fromCharCode(65 + legend.length)}`;
    body = parts.join(mark);
    legend.push(`${mark} ${beginning}\n`);
    if (legend.length === MOST_ENTRIES) break;
  }
  return legend.length === 0 ? undefined : `${legend.join("")}\n${body}`;
}

/** Beginnings of addresses up to a slash, those first that save the most. */
function commonBeginnings(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const [address] of text.matchAll(ADDRESS)) {
    for (let at = address.indexOf("/", 8); at >= 0; at = address.indexOf("/", at + 1)) {
      const beginning = address.slice(0, at + 1);
      if (beginning.length < SHORTEST) continue;
      const count = counts.get(beginning);
      if (count !== undefined) counts.set(beginning, count + 1);
      else if (counts.size < MOST_COUNTED) counts.set(beginning, 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 2)
    .map(([beginning, count]) => ({ beginning, saved: savedBy(beginning, count) }))
    .filter(({ saved }) => saved >= LEAST_SAVED)
    .sort((left, right) => right.saved - left.saved || (left.beginning < right.beginning ? -1 : 1))
    .slice(0, MOST_TRIED)
    .map(({ beginning }) => beginning);
}

/** Tokens saved by an entry: two for a mark in each place, and its line in the legend. */
function savedBy(beginning: string, count: number): number {
  const tokens = estimateTokens(beginning);
  return count * (tokens - 2) - tokens - 3;
}
