import {
  type ContextCandidate,
  type OmittedCandidate,
  type PackContextOptions,
  type PackedContext,
  packContext,
} from "@tokenpak/budget";
import {
  createTokenCounter,
  type Ref,
  refOf,
  type SearchHit,
  type SyncOriginalStore,
  type TokenCounter,
} from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { matchFinder } from "@tokenpak/registry";
import {
  type HitDocument,
  type HitRendition,
  hitRenditions,
  lengthenedRendition,
  measuredRendition,
  wholeRendition,
} from "./hit-renditions.ts";
import { queryCoverage } from "./query-coverage.ts";
import { LEAST_SELECTION, renditionSizes } from "./rendition-sizes.ts";

/** What to put together, and from what. */
export interface AssembleOptions {
  /** Most tokens (o200k_base) of the whole text, headings and its last line included. */
  readonly maxTokens: number;
  readonly query: string;
  /** Tokens of these that stay free. Default 0. */
  readonly reserve?: number | undefined;
  /** Paths of hits that must be in, in the order that they shall stand in. */
  readonly pinned?: readonly string[] | undefined;
  /** Has the originals of the hits, and keeps them: their refs are given out. */
  readonly originals: SyncOriginalStore;
  /** Is told after each hit how many are made ready. */
  readonly onProgress?: ((done: number, path: string) => void) | undefined;
}

/** A context for a model, made from the hits of a search. */
export interface AssembledContext extends Pick<PackedContext, "gap" | "text" | "tokens"> {
  /** In the order of the text. */
  readonly parts: readonly AssembledPart[];
  /** Hits that are not shown, best first. */
  readonly omitted: readonly OmittedHit[];
  /** Hits whose originals are not in the store. */
  readonly gone: readonly SearchHit[];
}

/** A file in an {@link AssembledContext}. */
export interface AssembledPart {
  readonly hit: SearchHit;
  readonly ref: Ref;
  readonly pinned: boolean;
  readonly rendition: HitRendition;
  /** Tokens of the whole file. */
  readonly tokensBefore: number;
}

/** A file that is not in an {@link AssembledContext}. */
export interface OmittedHit extends Pick<OmittedCandidate, "reason" | "sameAs" | "tokens"> {
  readonly hit: SearchHit;
  readonly ref: Ref;
}

/**
 * The context that is worth the most of the files of the hits, within `maxTokens`: what a file is worth goes by its score to the fourth
 * power, and what a rendition of it is worth by how much it shows of what the query asks for. What no rendition fits into goes to the
 * best that are cut short. Deterministic.
 */
export function assembleContext(
  hits: readonly SearchHit[],
  options: AssembleOptions,
): AssembledContext {
  const { maxTokens, reserve = 0, pinned = [] } = options;
  const counter = createTokenCounter();
  const files = readFiles(hits, options);
  const found = candidatesOf(files, { ...options, counter });
  const packed = packFilled(found, { totalTokens: maxTokens, reserve, pinned, counter });
  const fileOf = (ref: string): HitFile => files.get(ref) as HitFile;
  return {
    text: packed.text,
    tokens: packed.tokens,
    gap: packed.gap,
    parts: packed.parts.map(({ ref, pinned: isPinned, rendition }) => {
      const { hit, ref: original, tokens } = fileOf(ref);
      return { hit, ref: original, pinned: isPinned, rendition, tokensBefore: tokens };
    }),
    omitted: packed.omitted.map(({ ref, reason, sameAs, tokens }) => {
      const { hit, ref: original } = fileOf(ref);
      return { hit, ref: original, reason, sameAs, tokens };
    }),
    gone: hits.filter(({ path }) => !files.has(path)),
  };
}

interface HitFile {
  readonly hit: SearchHit;
  readonly ref: Ref;
  readonly content: string;
  readonly tokens: number;
}

function readFiles(
  hits: readonly SearchHit[],
  { originals }: AssembleOptions,
): ReadonlyMap<string, HitFile> {
  const files = new Map<string, HitFile>();
  for (const hit of hits) {
    const ref = refOf({ hash: hit.block.contentHash });
    const content = originals.get(ref);
    if (content !== undefined)
      files.set(hit.path, { hit, ref, content, tokens: hit.block.rawTokens });
  }
  return files;
}

/** A candidate, and what more renditions of it are made from. */
interface FileCandidate {
  readonly candidate: ContextCandidate<HitRendition>;
  readonly document: HitDocument;
}

function candidatesOf(
  files: ReadonlyMap<string, HitFile>,
  options: AssembleOptions & { readonly counter: TokenCounter },
): readonly FileCandidate[] {
  const { maxTokens, query, counter, onProgress } = options;
  const engine = new HeuristicEngine();
  const find = matchFinder(query);
  const pinned = new Set(options.pinned);
  const all = [...files.values()];
  const weights = weightsOf(all.map(({ hit }) => hit.score));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let work = 0;
  return all.map(({ hit, content, tokens }, index) => {
    const coverage = queryCoverage(content, find);
    const preserve = preservedOf(hit);
    const document = {
      path: hit.path,
      content,
      tokens,
      query,
      preserve,
      coverage,
      engine,
      counter,
    };
    const relevance = weights[index] ?? 0;
    const isPinned = pinned.has(hit.path);
    const share = isPinned ? undefined : (maxTokens * relevance) / sum;
    const isWorthIt = share === undefined || (share >= LEAST_WORTH && work <= MOST_WORK);
    const most = isPinned ? tokens : maxTokens;
    const whole = wholeRendition(document);
    const renditions = isWorthIt
      ? [whole, ...hitRenditions(document, renditionSizes({ tokens, share, most }))]
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

/** Packs, and then again with longer renditions of what was cut short, as long as that changes anything. */
function packFilled(
  found: readonly FileCandidate[],
  options: PackContextOptions,
): PackedContext<HitRendition> {
  const files = new Map(found.map((one) => [one.candidate.ref, one]));
  let packed = packContext(
    [...files.values()].map(({ candidate }) => candidate),
    options,
  );
  for (let round = 0; round < FILL_ROUNDS; round++) {
    for (const [ref, renditions] of longerRenditions(packed, files)) {
      const { document, candidate } = files.get(ref) as FileCandidate;
      const more = { ...candidate, renditions: [...candidate.renditions, ...renditions] };
      files.set(ref, { document, candidate: more });
    }
    const { text } = packed;
    packed = packContext(
      [...files.values()].map(({ candidate }) => candidate),
      options,
    );
    if (packed.text === text) break;
  }
  return packed;
}

const FILL_ROUNDS = 3;
/** Tokens of the heading of a part, and then some. */
const HEADING_TOKENS = 24;
/** Files that longer renditions are made of in a round. */
const FILL_TRIES = 3;

/**
 * Renditions made to measure: of the best files that are cut short with what nothing used, and with what much worse ones have as well,
 * and of the best that are not shown.
 */
function longerRenditions(
  { parts, omitted, unused }: PackedContext<HitRendition>,
  files: ReadonlyMap<string, FileCandidate>,
): ReadonlyMap<string, readonly HitRendition[]> {
  const relevanceOf = (ref: string): number => files.get(ref)?.candidate.relevance ?? 0;
  const cut = parts.filter(({ value }) => value < 1).slice(0, FILL_TRIES);
  const hidden = omitted.filter(({ reason }) => reason !== "duplicate");
  const made = new Map<string, readonly HitRendition[]>();
  const measured = (ref: string, size: number): readonly HitRendition[] => {
    const document = files.get(ref)?.document;
    const rendition = document && measuredRendition(document, size);
    return rendition === undefined ? [] : [rendition];
  };
  for (const { ref, tokens, rendition, pinned } of cut) {
    const document = files.get(ref)?.document as HitDocument;
    let worse = 0;
    for (const part of parts) {
      const isWorse = pinned || relevanceOf(part.ref) <= MUCH_WORSE * relevanceOf(ref);
      if (isWorse && !part.pinned) worse += part.tokens + HEADING_TOKENS / 2;
    }
    const maxTokens = tokens + unused;
    const longer = lengthenedRendition(document, { rendition, maxTokens });
    made.set(ref, worse === 0 ? [longer] : [longer, ...measured(ref, maxTokens + worse)]);
  }
  for (const { ref } of hidden.slice(0, FILL_TRIES - cut.length)) {
    const size = unused - HEADING_TOKENS;
    if (size >= LEAST_SELECTION) made.set(ref, measured(ref, size));
  }
  return made;
}

/** What has less than this part of a file's relevance may give its tokens to it. */
const MUCH_WORSE = 0.1;
