import { TokenPakError } from "@tokenpak/core";
import { type CandidateRung, candidateRungs, type RungOptions } from "./candidate-rungs.ts";
import type { ContextCandidate, ContextRendition } from "./context-candidate.ts";
import { invalidCandidate } from "./invalid-candidate.ts";
import { relevanceByQuery } from "./relevance-by-query.ts";

/** A candidate that was checked, with every default filled in. */
export interface RankedCandidate<R extends ContextRendition = ContextRendition> {
  readonly ref: string;
  readonly title: string;
  readonly pinned: boolean;
  /** Relevance times importance, each of the greatest there is: 0 to 1. */
  readonly weight: number;
  /** By tokens, fewest first. */
  readonly rungs: readonly CandidateRung<R>[];
  /** The last of `rungs`. */
  readonly largest: CandidateRung<R>;
}

/** What candidates are ranked by. */
export interface RankOptions extends RungOptions {
  readonly pinned: readonly string[];
}

/**
 * Checks candidates and puts them in order: pinned ones as they are pinned, then by relevance times importance, then by ref. The same
 * for any order of candidates and renditions. Throws `INVALID_OPTION`.
 */
export function rankCandidates<R extends ContextRendition>(
  candidates: readonly ContextCandidate<R>[],
  options: RankOptions,
): readonly RankedCandidate<R>[] {
  const measured = measure(candidates, options);
  const pins = pinsOf(options.pinned, new Set(measured.map(({ candidate }) => candidate.ref)));
  const weights = weightsOf(measured, options.query);
  const ranked = measured.map(({ candidate: { ref, title = ref }, rungs, largest }, index) => {
    const weight = weights[index] ?? 0;
    return { ref, title, pinned: pins.has(ref), weight, rungs, largest };
  });
  const placeOf = ({ ref }: { readonly ref: string }): number => pins.get(ref) ?? pins.size;
  return ranked.sort(
    (a, b) => placeOf(a) - placeOf(b) || b.weight - a.weight || (a.ref < b.ref ? -1 : 1),
  );
}

interface MeasuredCandidate<R extends ContextRendition> {
  readonly candidate: ContextCandidate<R>;
  readonly rungs: readonly CandidateRung<R>[];
  readonly largest: CandidateRung<R>;
}

function measure<R extends ContextRendition>(
  candidates: readonly ContextCandidate<R>[],
  options: RungOptions,
): readonly MeasuredCandidate<R>[] {
  const refs = new Set<string>();
  return candidates.map((candidate, index) => {
    const { ref, title }: { readonly ref?: unknown; readonly title?: unknown } = candidate ?? {};
    if (typeof ref !== "string" || ref === "") {
      throw invalid(`candidates[${index}].ref must be a text that is not empty`);
    }
    if (refs.has(ref)) throw invalidCandidate(ref, "is there twice. Give each a ref of its own");
    refs.add(ref);
    if (title !== undefined && typeof title !== "string") {
      throw invalidCandidate(ref, "has a title that is no text");
    }
    const rungs = candidateRungs(candidate, options);
    return { candidate, rungs, largest: rungs.at(-1) as CandidateRung<R> };
  });
}

/** The places of what is pinned. */
function pinsOf(pinned: readonly string[], refs: ReadonlySet<string>): ReadonlyMap<string, number> {
  const pins = new Map(pinned.map((ref, index) => [ref, index]));
  if (pins.size < pinned.length) throw invalid("pinned names a ref twice. Name it once");
  for (const ref of pinned) {
    if (refs.has(ref)) continue;
    const name = JSON.stringify(ref.slice(0, 80));
    throw invalid(`pinned names ${name}, which is no candidate. Add it, or do not pin it`);
  }
  return pins;
}

function weightsOf(
  measured: readonly MeasuredCandidate<ContextRendition>[],
  query: string | undefined,
): Float64Array {
  const isOpen = measured.some(({ candidate }) => candidate.relevance === undefined);
  const texts = (): readonly string[] =>
    measured.map(({ candidate, largest }) => `${candidate.title ?? ""}\n${largest.rendition.text}`);
  const byQuery = isOpen && query !== undefined ? relevanceByQuery(texts(), query) : [];
  const relevance = factorsOf(measured, {
    name: "relevance",
    of: (candidate, index) => candidate.relevance ?? byQuery[index],
  });
  const importance = factorsOf(measured, { name: "importance", of: (one) => one.importance });
  return relevance.map((factor, index) => factor * (importance[index] ?? 0));
}

/** Each factor, default 1, as a share of the greatest. */
function factorsOf(
  measured: readonly MeasuredCandidate<ContextRendition>[],
  {
    name,
    of,
  }: {
    readonly name: string;
    readonly of: (candidate: ContextCandidate, index: number) => number | undefined;
  },
): Float64Array {
  const factors = new Float64Array(measured.length);
  let most = 0;
  for (const [index, { candidate }] of measured.entries()) {
    const factor = of(candidate, index) ?? 1;
    if (!Number.isFinite(factor) || factor < 0) {
      throw invalidCandidate(
        candidate.ref,
        `has the ${name} ${factor}. Give a finite number from 0`,
      );
    }
    factors[index] = factor;
    most = Math.max(most, factor);
  }
  return most === 0 ? factors : factors.map((factor) => factor / most);
}

function invalid(message: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${message}.`);
}
