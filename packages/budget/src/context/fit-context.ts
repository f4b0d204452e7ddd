import type { TokenCounter } from "@tokenpak/core";
import { type ContextChoice, chooseContext } from "./choose-context.ts";
import type { ContextRendition } from "./context-candidate.ts";
import { type ContextProblem, contextProblem } from "./context-problem.ts";
import { contextText } from "./context-text.ts";
import { MOST_NOTE, omissionNote } from "./omission-note.ts";
import type { ContextPart, OmittedCandidate, PackedContext } from "./packed-context.ts";
import type { RankedCandidate } from "./rank-candidates.ts";

/** What candidates are fitted into. */
export interface FitOptions {
  /** Tokens that the whole text may have. */
  readonly limit: number;
  readonly counter: TokenCounter;
  /** The tokens of all renditions were counted. */
  readonly trusted: boolean;
}

type FittedContext<R extends ContextRendition> = Omit<PackedContext<R>, "totalTokens">;

/**
 * The context that is worth the most within a limit, by the count of its whole text; `undefined` where that shows that tokens which
 * are not trusted are understated, or where the counter keeps to no rule.
 */
export function fitContext<R extends ContextRendition>(
  ranked: readonly RankedCandidate<R>[],
  options: FitOptions,
): FittedContext<R> | undefined {
  const { limit, counter, trusted } = options;
  const problem = contextProblem(ranked, counter);
  const first = chooseContext(problem, { limit, less: 0 });
  let choice = first;
  // Texts that are joined may have a token more than apart: then the next smaller capacity is tried.
  for (
    let less = 1;
    less <= 2 * limit + MOST_STEPS;
    less = less < MOST_STEPS ? less + 1 : less * 2
  ) {
    const written = write(problem, choice, options);
    if (written.tokens <= limit) {
      const { utility } = choice;
      const utilityBound = Math.max(utility, first.utilityBound);
      const gap = utilityBound === 0 ? 0 : (utilityBound - utility) / utilityBound;
      return { ...written, unused: choice.capacity - choice.tokens, utility, utilityBound, gap };
    }
    if (!trusted && written.parts.some((part) => isUnderstated(part, counter))) return undefined;
    choice = chooseContext(problem, { limit, less });
  }
  return undefined;
}

/** How often the capacity is lowered by a single token. */
const MOST_STEPS = 16;

function isUnderstated({ rendition, tokens }: ContextPart, counter: TokenCounter): boolean {
  return counter.count(rendition.text) > tokens;
}

type WrittenContext<R extends ContextRendition> = Pick<
  PackedContext<R>,
  "omitted" | "parts" | "text" | "tokens"
>;

/** The text with a note as long as there is room for, else with one of the tokens that were set aside for it. */
function write<R extends ContextRendition>(
  problem: ContextProblem<R>,
  choice: ContextChoice,
  { limit, counter }: FitOptions,
): WrittenContext<R> {
  const parts = partsOf(problem, choice);
  const omitted = omittedOf(problem, choice, limit - choice.note);
  let tokens = limit + 1;
  for (const maxTokens of new Set([
    Math.max(choice.note, Math.min(MOST_NOTE, limit - choice.tokens)),
    choice.note,
  ])) {
    const note = omissionNote(omitted, { maxTokens: Math.min(maxTokens, limit), counter });
    // Without a word on what is missing nothing is shown.
    if (note === undefined && parts.length > 0) break;
    const text = contextText(parts, note ?? "");
    tokens = counter.count(text);
    if (tokens <= limit) return { text, tokens, parts, omitted };
  }
  return { text: "", tokens, parts, omitted };
}

function partsOf<R extends ContextRendition>(
  { ranked, repeated }: ContextProblem<R>,
  { rungs }: ContextChoice,
): readonly ContextPart<R>[] {
  const parts: ContextPart<R>[] = [];
  for (const [place, { ref, title, pinned, rungs: own, largest }] of ranked.entries()) {
    const rung = own[rungs[place] ?? -1];
    if (rung === undefined) continue;
    const sizes = { largest: largest.tokens, repeated: repeated[place] ?? 0 };
    parts.push({ ref, title, pinned, ...rung, ...sizes });
  }
  return parts;
}

function omittedOf(
  problem: ContextProblem,
  { rungs }: ContextChoice,
  capacity: number,
): readonly OmittedCandidate[] {
  const { ranked, classes } = problem;
  let free = capacity;
  for (const [place, { pinned, rungs: own }] of classes.entries()) {
    if (pinned) free -= own[rungs[place] ?? -1]?.tokens ?? 0;
  }
  const omitted: OmittedCandidate[] = [];
  for (const [place, { ref, title, rungs: own, largest }] of ranked.entries()) {
    if ((rungs[place] ?? -1) >= 0) continue;
    const sizes = { tokens: largest.tokens, smallest: own[0]?.tokens ?? 0 };
    omitted.push({ ref, title, ...sizes, ...reasonOf(problem, { place, free }) });
  }
  return omitted;
}

function reasonOf(
  { classes, sameAs }: ContextProblem,
  { place, free }: { readonly place: number; readonly free: number },
): Pick<OmittedCandidate, "reason" | "sameAs"> {
  const equal = sameAs.get(place);
  if (equal !== undefined) return { reason: "duplicate", sameAs: equal };
  const [least] = classes[place]?.rungs ?? [];
  if (least === undefined) return { reason: "worthless" };
  return { reason: least.tokens > free ? "too-large" : "outweighed" };
}
