import type { ContextCandidate } from "@tokenpak/budget";
import type { Ref, SearchHit, TokenCounter } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { matchFinder } from "@tokenpak/registry";
import {
  type HitDocument,
  type HitRendition,
  hitRenditions,
  wholeRendition,
} from "./hit-renditions.ts";
import { queryCoverage } from "./query-coverage.ts";
import { leastSelection, renditionSizes } from "./rendition-sizes.ts";

/** A hit with its original. */
export interface HitFile {
  readonly hit: SearchHit;
  readonly ref: Ref;
  readonly content: string;
  /** Of `content`. */
  readonly tokens: number;
}

/** A candidate, and what more renditions of it are made from. */
export interface HitCandidate {
  readonly candidate: ContextCandidate<HitRendition>;
  readonly document: HitDocument;
}

/** What candidates are made for. */
export interface CandidateOptions {
  readonly query: string;
  /** Of the whole context. */
  readonly maxTokens: number;
  /** Paths of hits that must be in. */
  readonly pinned: readonly string[];
  readonly counter: TokenCounter;
  /** Is told after each hit how many are made ready. */
  readonly onProgress?: ((done: number, path: string) => void) | undefined;
}

/** Candidates for `packContext`, named by their paths, in the order of the hits: the more likely one is shown, the more renditions. */
export function hitCandidates(
  files: readonly HitFile[],
  options: CandidateOptions,
): readonly HitCandidate[] {
  const { maxTokens, query, counter, onProgress } = options;
  const engine = new HeuristicEngine();
  const find = matchFinder(query);
  const pinned = new Set(options.pinned);
  const weights = weightsOf(files.map(({ hit }) => hit.score));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let work = 0;
  return files.map(({ hit, ref, content, tokens }, index) => {
    const coverage = queryCoverage(content, find);
    const preserve = preservedOf(hit);
    const least = leastSelection(tokens, maxTokens);
    const document = {
      path: hit.path,
      ref,
      content,
      tokens,
      query,
      preserve,
      least,
      coverage,
      engine,
      counter,
    };
    const relevance = weights[index] ?? 0;
    const isPinned = pinned.has(hit.path);
    const share = isPinned ? undefined : (maxTokens * relevance) / sum;
    const isWorthIt = share === undefined || (share >= LEAST_WORTH && work <= MOST_WORK);
    // What is pinned has small renditions whatever the budget, so that it can be said how much is missing.
    const most = isPinned ? Math.max(maxTokens, 8 * least) : maxTokens;
    const whole = wholeRendition(document);
    const renditions = isWorthIt
      ? [whole, ...hitRenditions(document, renditionSizes({ tokens, share, most, least }))]
      : [whole];
    if (isWorthIt) work += tokens;
    onProgress?.(index + 1, hit.path);
    return { candidate: { ref: hit.path, relevance, renditions }, document };
  });
}

/** In the order of the hits where scores are alike. */
function weightsOf(scores: readonly number[]): readonly number[] {
  const best = scores.reduce((most, score) => Math.max(most, score), 0);
  return scores.map((score, index) => {
    const share = best === 0 ? 1 : Math.max(LEAST_SHARE, score / best);
    return share ** SCORE_POWER * (1 - index * TIE_STEP);
  });
}

/** Of the best score, for hits that have next to none. */
const LEAST_SHARE = 1e-3;
const TIE_STEP = 1e-7;

/** What fits best with where answers of Natural Questions and XQuAD stand: with 2, worse hits take tokens from the best; 7 is too much. */
const SCORE_POWER = 4;

/** Tokens of files that are made smaller; what comes behind these is shown whole or not at all. */
const MOST_WORK = 300_000;
/** So are files whose share of the budget is smaller than this. */
const LEAST_WORTH = 6;

/** The line that was found; a short one may be anywhere. */
function preservedOf({ snippet }: SearchHit): readonly string[] {
  const [line = ""] = snippet.split("\n");
  const found = line.trim();
  return found.length >= LEAST_PRESERVED ? [found] : [];
}

const LEAST_PRESERVED = 12;
