import type { RungRequest } from "../ladder/kind-processor.ts";
import { isStackFrame, reportsError } from "./error-lines.ts";
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
}

/** Gives stretches their tier and score: what a reader would miss most comes first. */
export function rankUnits(
  text: string,
  stretches: readonly Stretch[],
  request: RungRequest & { readonly newestTurn?: number | undefined },
): Unit[] {
  const texts = stretches.map(({ from, to }) => text.slice(from, to));
  const preserved = preservedSpans(text, request.preserve);
  const passages = stretches.map(({ passage }, index) => passage ?? -1 - index);
  const matches =
    request.query === undefined ? undefined : scoreByQuery(texts, request.query, passages);
  const seen = new Map<string, number>();
  return stretches.map((stretch, index): Unit => {
    const own = texts[index] as string;
    const { from, to, parent } = stretch;
    const place = { from, to, ...(parent === undefined ? {} : { parent }) };
    const match = matches?.[index] ?? 0;
    if (preserved.touches(from, to)) return { ...place, tier: UNIT_TIERS.preserved, score: match };
    if (request.newestTurn !== undefined && from >= request.newestTurn) {
      return { ...place, tier: UNIT_TIERS.newestTurn, score: match };
    }
    if (stretch.mayReport !== false && reportsError(own)) {
      return { ...place, tier: UNIT_TIERS.error, score: match + errorScore(own, seen) };
    }
    if (match > 0) return { ...place, tier: UNIT_TIERS.match, score: match };
    const tier = stretch.structural === true ? UNIT_TIERS.structure : UNIT_TIERS.rest;
    return { ...place, tier, score: telling(own) };
  });
}

/** The first report of its sort comes before its repetitions, and what went wrong before where in the stack. */
function errorScore(line: string, seen: Map<string, number>): number {
  const sort = line.slice(0, 400).replace(/\d+/g, "0");
  const times = seen.get(sort) ?? 0;
  seen.set(sort, times + 1);
  return (isStackFrame(line) ? 0.5 : 1) / (1 + times);
}
