import type { RungRequest } from "../ladder/kind-processor.ts";
import { isStackFrame, reportsError } from "./error-lines.ts";
import { likelyAnswers } from "./likely-answers.ts";
import { preservedSpans } from "./preserve.ts";
import { scoreByQuery } from "./score-by-query.ts";
import { telling } from "./telling.ts";
import { UNIT_TIERS, type Unit } from "./unit.ts";

/** A stretch of the source that a kind found, before it is ranked. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Carries the structure: a heading, a signature, the first or last unit. Default `false`. */
  readonly structural?: boolean | undefined;
  /** Whether its lines may report errors; not so in a document about errors. Default `true`. */
  readonly mayReport?: boolean | undefined;
  readonly parent?: number | undefined;
  /** The paragraph or section that it is a part of; stretches of one passage stand together. Default: none. */
  readonly passage?: number | undefined;
  /** A heading or title of what follows. Default `false`. */
  readonly isTitle?: boolean | undefined;
}

/** What the ranking depends on besides the text. */
export interface RankRequest extends RungRequest {
  /** UTF-16 offset where the newest turn of a chat begins. Default: none. */
  readonly newestTurn?: number | undefined;
  /** Whether units that nothing speaks for are told apart by what they state; `false` where that is done later. Default `true`. */
  readonly scoresRest?: boolean | undefined;
}

/** Gives stretches their tier and score: what a reader would miss most comes first. */
export function rankUnits(
  text: string,
  stretches: readonly Stretch[],
  request: RankRequest,
): Unit[] {
  const texts = stretches.map(({ from, to }) => text.slice(from, to));
  const preserved = preservedSpans(text, request.preserve);
  const match = matcher(stretches, texts, request.query);
  const newestTurn = request.newestTurn ?? text.length;
  const seen = new Map<string, number>();
  const rankOf = (stretch: Stretch, index: number): Omit<Unit, "from" | "to"> => {
    const own = texts[index] as string;
    const matched = match(index);
    const { score } = matched;
    if (preserved.touches(stretch.from, stretch.to)) return { tier: UNIT_TIERS.preserved, score };
    if (stretch.from >= newestTurn) return { tier: UNIT_TIERS.newestTurn, score };
    if (stretch.mayReport !== false && reportsError(own)) {
      return { tier: UNIT_TIERS.error, score: score + errorScore(own, seen) };
    }
    if (score > 0) return { tier: UNIT_TIERS.match, ...matched };
    const tier = stretch.structural === true ? UNIT_TIERS.structure : UNIT_TIERS.rest;
    return { tier, score: request.scoresRest === false ? 0 : telling(own) };
  };
  return stretches.map((stretch, index): Unit => {
    const { from, to, parent } = stretch;
    if (parent === undefined) return { from, to, ...rankOf(stretch, index) };
    const standsAlone = stretches[parent]?.isTitle === true;
    return { from, to, parent, standsAlone, ...rankOf(stretch, index) };
  });
}

/** Characters that one token takes at most in most texts. */
const LONG_TOKEN = 8;

/** Whether what is asked for takes all of a limit, so that the order of the rest does not matter. */
export function fillsLimit(units: readonly Unit[], maxTokens: number | undefined): boolean {
  if (maxTokens === undefined) return false;
  let characters = 0;
  for (const { tier, from, to } of units) if (tier <= UNIT_TIERS.match) characters += to - from;
  return characters > maxTokens * LONG_TOKEN;
}

/** What a query says of stretches by their index: of prose how likely each answers it, of records their BM25. */
function matcher(
  stretches: readonly Stretch[],
  texts: readonly string[],
  query: string | undefined,
): (index: number) => Pick<Unit, "score" | "chance"> {
  if (query === undefined) return () => ({ score: 0 });
  if (!stretches.some(({ passage }) => passage !== undefined)) {
    const scores = scoreByQuery(texts, query);
    return (index) => ({ score: scores[index] as number });
  }
  const parts = stretches.map(({ passage, isTitle = false, parent }, index) => {
    return { text: texts[index] as string, passage: passage ?? -1 - index, isTitle, parent };
  });
  const chances = likelyAnswers(parts, query);
  return (index) => ({ score: chances[index] as number, chance: chances[index] as number });
}

/** The first report of its sort comes before its repetitions, and what went wrong before where in the stack. */
function errorScore(line: string, seen: Map<string, number>): number {
  const sort = line.slice(0, 400).replace(/\d+/g, "0");
  const times = seen.get(sort) ?? 0;
  seen.set(sort, times + 1);
  return (isStackFrame(line) ? 0.5 : 1) / (1 + times);
}
