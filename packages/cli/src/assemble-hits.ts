import {
  createTokenCounter,
  isTokenPakError,
  type PackResult,
  type Ref,
  refOf,
  type SearchHit,
  type SyncOriginalStore,
  type TokenCounter,
} from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { printable } from "./output/printable.ts";

/** What to put together, and from what. */
export interface AssembleOptions {
  /** Most tokens (o200k_base) of the whole text, headings included. */
  readonly maxTokens: number;
  readonly query: string;
  /** Has the originals of the hits, and keeps them: their refs are given out. */
  readonly originals: SyncOriginalStore;
}

/** A context for a model, made from the hits of a search. */
export interface AssembledContext {
  readonly text: string;
  /** Of `text`, never above the limit. */
  readonly tokens: number;
  /** In the order of the hits. */
  readonly parts: readonly ContextPart[];
  /** Hits that did not fit. */
  readonly omitted: readonly SearchHit[];
}

/** A file in an {@link AssembledContext}. */
export interface ContextPart {
  readonly hit: SearchHit;
  readonly ref: Ref;
  readonly result: PackResult;
}

/** A part smaller than this says too little to be worth its heading. */
const LEAST_TOKENS = 64;

/**
 * Packs the files of the hits, best first, into one text of at most `maxTokens`: each file gets a share by the square of its
 * score, no more than it can use, and what is left goes to the best that were cut short. Deterministic.
 */
export function assembleHits(
  hits: readonly SearchHit[],
  options: AssembleOptions,
): AssembledContext {
  const counter = createTokenCounter();
  const engine = new HeuristicEngine();
  const packer: Packer = { ...options, counter, engine };
  const candidates = hits.flatMap((hit) => candidateOf(hit, packer) ?? []);
  const parts = keepWithin(spendRest(packShares(candidates, packer), packer), packer);
  const text = parts.length === 0 ? "" : textOf(parts);
  const shown = new Set(parts.map(({ hit }) => hit.path));
  return {
    text,
    tokens: counter.count(text),
    parts,
    omitted: hits.filter(({ path }) => !shown.has(path)),
  };
}

interface Packer extends AssembleOptions {
  readonly counter: TokenCounter;
  readonly engine: HeuristicEngine;
}

interface Candidate {
  readonly hit: SearchHit;
  readonly ref: Ref;
  readonly content: string;
  /** Tokens that the content needs at most, with its heading. */
  readonly demand: number;
  readonly heading: number;
}

interface PackedCandidate extends Candidate, ContextPart {}

function candidateOf(hit: SearchHit, { originals, counter }: Packer): Candidate | undefined {
  const ref = refOf({ hash: hit.block.contentHash });
  const content = originals.get(ref);
  if (content === undefined) return undefined;
  const heading = counter.count(headingOf(hit)) + counter.count("\n\n");
  return { hit, ref, content, heading, demand: counter.count(content) + heading };
}

/** Packs as many of the best as have a share worth showing. */
function packShares(candidates: readonly Candidate[], packer: Packer): PackedCandidate[] {
  let chosen = candidates;
  let shares = sharesOf(chosen, packer.maxTokens);
  while (chosen.length > 1 && chosen.some((one, index) => isTooSmall(one, shares[index]))) {
    chosen = chosen.slice(0, -1);
    shares = sharesOf(chosen, packer.maxTokens);
  }
  const parts: PackedCandidate[] = [];
  let carried = 0;
  for (const [index, candidate] of chosen.entries()) {
    const share = Math.floor(shares[index] ?? 0) + carried;
    const result = packWithin(candidate, share - candidate.heading, packer);
    if (result !== undefined) parts.push({ ...candidate, result });
    carried = share - (result === undefined ? 0 : result.tokens + candidate.heading);
  }
  return parts;
}

/** Gives what is left to the first part that can use it, then to the next. */
function spendRest(parts: readonly PackedCandidate[], packer: Packer): PackedCandidate[] {
  const spent = [...parts];
  for (const [index, part] of spent.entries()) {
    const rest = packer.maxTokens - packer.counter.count(textOf(spent));
    if (rest < LEAST_TOKENS) break;
    if (part.result.tokens >= part.demand - part.heading) continue;
    const result = packWithin(part, part.result.tokens + rest, packer);
    if (result !== undefined && result.tokens > part.result.tokens) {
      spent[index] = { ...part, result };
    }
  }
  return spent;
}

/** Counts the whole, since texts that are joined may have a token more than apart, and cuts the last part where it is too long. */
function keepWithin(parts: readonly PackedCandidate[], packer: Packer): PackedCandidate[] {
  const kept = [...parts];
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const excess = packer.counter.count(textOf([...kept, last])) - packer.maxTokens;
    if (excess <= 0) return [...kept, last];
    const result = packWithin(last, last.result.tokens - excess, packer);
    if (result !== undefined) kept.push({ ...last, result });
  }
  return kept;
}

/** Shares by the square of the score, none above its demand; what that frees goes to the others. */
function sharesOf(candidates: readonly Candidate[], total: number): readonly number[] {
  const best = candidates[0]?.hit.score ?? 1;
  const shares = candidates.map(() => 0);
  let left = total;
  let open = candidates.map(({ demand, hit }, index) => {
    return { index, demand, weight: Math.max(1e-3, hit.score / best) ** 2 };
  });
  while (open.length > 0) {
    const weight = open.reduce((sum, one) => sum + one.weight, 0);
    const perWeight = left / weight;
    const full = open.filter((one) => one.demand <= perWeight * one.weight);
    if (full.length === 0) {
      for (const one of open) shares[one.index] = perWeight * one.weight;
      return shares;
    }
    for (const { index, demand } of full) {
      shares[index] = demand;
      left -= demand;
    }
    open = open.filter((one) => !full.includes(one));
  }
  return shares;
}

function isTooSmall({ demand, heading }: Candidate, share = 0): boolean {
  return share < demand && share < heading + LEAST_TOKENS;
}

function packWithin(
  { hit, content }: Candidate,
  maxTokens: number,
  { engine, query, originals, counter }: Packer,
): PackResult | undefined {
  if (maxTokens < 1) return undefined;
  const [line = ""] = hit.snippet.split("\n");
  const found = line.trim();
  try {
    const result = engine.pack(content, {
      path: hit.path,
      query,
      maxTokens,
      counter,
      store: originals,
      preserve: found.length >= LEAST_PRESERVED ? [found] : [],
    });
    return result.text === "" ? undefined : result;
  } catch (error) {
    if (isTokenPakError(error, "FLOOR_UNSATISFIABLE")) return undefined;
    throw error;
  }
}

/** A shorter line may be anywhere. */
const LEAST_PRESERVED = 12;

function headingOf({ path }: SearchHit): string {
  return `## ${printable(path)}\n`;
}

/** One blank line between parts, whether or not a text ends in a line break. */
function textOf(parts: readonly ContextPart[]): string {
  const texts = parts.map(({ hit, result }) => `${headingOf(hit)}${result.text}`);
  return texts.reduce((all, text) => `${all}${all.endsWith("\n") ? "\n" : "\n\n"}${text}`);
}
