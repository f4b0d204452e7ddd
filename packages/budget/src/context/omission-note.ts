import { DEFAULT_SIGIL, type TokenCounter } from "@tokenpak/core";
import { oneLine } from "./context-text.ts";
import type { OmittedCandidate } from "./packed-context.ts";

/**
 * The line at the end of a context that says what is not shown: `... not shown: a.md (1,234 tokens), b.md (same as c.md), and 12
 * more, 34,000 tokens`. Names as many as fit, best first, and counts the rest; `undefined` where not even the count fits.
 */
export function omissionNote(
  omitted: readonly OmittedCandidate[],
  { maxTokens, counter }: { readonly maxTokens: number; readonly counter: TokenCounter },
): string | undefined {
  if (omitted.length === 0) return "";
  const fits = (named: number): boolean => counter.count(noteOf(omitted, named)) <= maxTokens;
  if (!fits(0)) return undefined;
  let least = 0;
  let most = Math.min(omitted.length, maxTokens);
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle - 1;
  }
  return noteOf(omitted, least);
}

/** Tokens that no note is longer than. */
export const MOST_NOTE = 512;

/** Tokens of a limit that are set aside for the note: enough to count what is not shown, and then a 32nd, 512 at most. */
export function noteAllowance(limit: number, leastNote: number): number {
  return Math.max(leastNote, Math.min(MOST_NOTE, Math.floor(limit / NOTE_SHARE)));
}

const NOTE_SHARE = 32;

/** Tokens of the shortest note, whatever is omitted of so many candidates of so many tokens. */
export function leastNoteTokens(
  { count, tokens }: { readonly count: number; readonly tokens: number },
  counter: TokenCounter,
): number {
  const longest = `\n\n${DEFAULT_SIGIL} not shown: ${restOf(Math.max(2, count), Math.max(2, tokens))}`;
  return counter.count(longest);
}

function noteOf(omitted: readonly OmittedCandidate[], named: number): string {
  const names = omitted.slice(0, named).map(nameOf);
  const rest = omitted.slice(named);
  let tokens = 0;
  for (const one of rest) tokens += one.tokens;
  if (rest.length > 0)
    names.push(`${named > 0 ? "and " : ""}${restOf(rest.length, tokens, named)}`);
  return `${DEFAULT_SIGIL} not shown: ${names.join(", ")}`;
}

function nameOf({ ref, tokens, sameAs }: OmittedCandidate): string {
  const what = sameAs === undefined ? tokenUnits(tokens) : `same as ${oneLine(sameAs)}`;
  return `${oneLine(ref)} (${what})`;
}

function restOf(count: number, tokens: number, named = 0): string {
  const unit = named > 0 ? "more" : `part${count === 1 ? "" : "s"}`;
  return `${grouped(count)} ${unit}, ${tokenUnits(tokens)}`;
}

function tokenUnits(tokens: number): string {
  return `${grouped(tokens)} token${tokens === 1 ? "" : "s"}`;
}

/** `34,000`, on every machine. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
