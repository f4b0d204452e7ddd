import type { OmittedCandidate, PackedContext } from "@tokenpak/budget";
import {
  createTokenCounter,
  type Ref,
  refOf,
  type SearchHit,
  type SyncOriginalStore,
  type TokenCounter,
} from "@tokenpak/core";
import { type HitCandidate, type HitFile, hitCandidates } from "./hit-candidates.ts";
import type { HitRendition } from "./hit-renditions.ts";
import { packFilled } from "./pack-filled.ts";

/** What to put together, and from what. */
export interface AssembleOptions {
  /** Most tokens (o200k_base) of the whole text, headings, its last line and its line break included. */
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
export interface AssembledContext extends Pick<PackedContext, "gap" | "tokens"> {
  /** Ends with a line break, as a line of output has to, unless it is empty. */
  readonly text: string;
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
  const found = hitCandidates([...files.values()], {
    query: options.query,
    maxTokens: maxTokens - reserve,
    pinned,
    counter,
    onProgress: options.onProgress,
  });
  const { packed, text, tokens } = packLines(found, {
    limit: maxTokens - reserve,
    pinned,
    counter,
  });
  const fileOf = (ref: string): HitFile => files.get(ref) as HitFile;
  return {
    text,
    tokens,
    gap: packed.gap,
    parts: packed.parts.map(({ ref, pinned: isPinned, rendition }) => {
      const { hit, ref: original, tokens: tokensBefore } = fileOf(ref);
      return { hit, ref: original, pinned: isPinned, rendition, tokensBefore };
    }),
    omitted: packed.omitted.map(({ ref, reason, sameAs }) => {
      const { hit, ref: original, tokens: ownTokens } = fileOf(ref);
      return { hit, ref: original, reason, sameAs, tokens: ownTokens };
    }),
    gone: hits.filter(({ path }) => !files.has(path)),
  };
}

interface Lines {
  readonly packed: PackedContext<HitRendition>;
  /** That of `packed` with a line break at its end, and its tokens. */
  readonly text: string;
  readonly tokens: number;
}

/** The line break at the end counts as well: a token, but for texts that end in one, and for odd ones more. */
function packLines(
  found: readonly HitCandidate[],
  {
    limit,
    ...options
  }: {
    readonly limit: number;
    readonly pinned: readonly string[];
    readonly counter: TokenCounter;
  },
): Lines {
  for (let totalTokens = Math.max(0, limit - 1); ; totalTokens--) {
    const packed = packFilled(found, { totalTokens, ...options });
    const text =
      packed.text === "" || packed.text.endsWith("\n") ? packed.text : `${packed.text}\n`;
    const tokens = options.counter.count(text);
    if (tokens <= limit) return { packed, text, tokens };
  }
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
