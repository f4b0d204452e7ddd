import { type Grade, gradeRank, isExact, type TokenCounter } from "@tokenpak/core";
import type { ContextCandidate, ContextRendition } from "./context-candidate.ts";
import { invalidCandidate } from "./invalid-candidate.ts";

/** A rendition with its figures. */
export interface CandidateRung<R extends ContextRendition = ContextRendition> {
  readonly rendition: R;
  readonly tokens: number;
  /** 0 to 1. */
  readonly value: number;
}

/** How tokens are had. */
export interface RungOptions {
  readonly counter: TokenCounter;
  /** Counts every rendition, whatever tokens it states. */
  readonly recount: boolean;
  /** What the reader looks for, if that is known. */
  readonly query: string | undefined;
}

/** The renditions of a candidate by tokens, fewest first, in the same order however they are given. Throws `INVALID_OPTION`. */
export function candidateRungs<R extends ContextRendition>(
  { ref, renditions }: ContextCandidate<R>,
  options: RungOptions,
): readonly CandidateRung<R>[] {
  if (!Array.isArray(renditions) || renditions.length === 0) {
    throw invalidCandidate(ref, "has no renditions. Give it one, for example { text }");
  }
  const given = { ...options, ref };
  const rungs: { rendition: R; tokens: number; value: number }[] = [];
  let most = 0;
  for (const rendition of renditions as readonly R[]) {
    const tokens = tokensOf(rendition, given);
    most = Math.max(most, tokens);
    rungs.push({ rendition, tokens, value: 0 });
  }
  rungs.sort((a, b) => a.tokens - b.tokens || byText(a.rendition, b.rendition));
  for (const rung of rungs) {
    const { rendition, tokens } = rung;
    rung.value =
      rendition.value ?? defaultValue(rendition, most === 0 ? 1 : tokens / most, options);
    if (!(rung.value >= 0 && rung.value <= 1)) {
      throw invalidCandidate(ref, `has a rendition of value ${rung.value}. Give it 0 to 1`);
    }
  }
  return rungs;
}

function tokensOf(
  rendition: ContextRendition,
  { ref, counter, recount }: RungOptions & { readonly ref: string },
): number {
  if (typeof rendition?.text !== "string") {
    throw invalidCandidate(ref, "has a rendition without a text");
  }
  const { tokens = counter.count(rendition.text) } = rendition;
  if (!Number.isSafeInteger(tokens) || tokens < 0) {
    throw invalidCandidate(ref, `has a rendition of ${tokens} tokens. Give an integer from 0`);
  }
  return recount ? counter.count(rendition.text) : tokens;
}

/**
 * Fact recall; where there is a query, half of it and half of how likely an answer is in this share of the text: selections for a
 * query hold it about as often as `1 - (1 - share) ** 1.5`, measured on Natural Questions and XQuAD.
 */
function defaultValue(
  { grade, facts }: ContextRendition,
  share: number,
  { query }: RungOptions,
): number {
  if (grade !== undefined && isExact(grade)) return 1;
  if (query === undefined) return facts?.recall ?? share;
  const shown = 1 - (1 - share) ** 1.5;
  return facts === undefined ? shown : (facts.recall + shown) / 2;
}

/** An order for renditions of as many tokens: the best grade last. */
function byText(left: ContextRendition, right: ContextRendition): number {
  if (left.text !== right.text) return left.text < right.text ? -1 : 1;
  return rankOf(right.grade) - rankOf(left.grade) || (left.value ?? 0) - (right.value ?? 0);
}

const rankOf = (grade: Grade | undefined): number => (grade === undefined ? 9 : gradeRank(grade));
