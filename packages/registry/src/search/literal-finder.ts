import type { SearchOptions } from "@tokenpak/core";
import type { ChunkReader } from "./chunk-reader.ts";
import { type Literal, plainText } from "./literals.ts";
import type { ChunkRanker, ScoredChunk } from "./rank-chunks.ts";
import type { TermCounts } from "./term-counts.ts";

/** So many chunks are read to see whether they hold a literal, and so many UTF-16 units of them. */
const MOST_READ = 32;
const MOST_UNITS = 2_000_000;

/** So many chunks with its words in a row are ranked. */
const MOST_RANKED = 2000;

/** Puts the chunks first that hold a literal of the query as it stands. */
export class LiteralFinder {
  readonly #literals: readonly Literal[];
  readonly #index: LiteralIndex;
  readonly #holding = new Map<number, Set<string>>();

  constructor(literals: readonly Literal[], index: LiteralIndex) {
    this.#literals = literals;
    this.#index = index;
  }

  /** Ranks chunks that hold a literal before all others, among themselves as they were; some that were not there come in. */
  raise(chunks: readonly ScoredChunk[], options: SearchOptions): readonly ScoredChunk[] {
    if (this.#literals.length === 0) return chunks;
    const scores = new Map(chunks.map(({ id, score }) => [id, score]));
    for (const literal of this.#literals) {
      const candidates = this.#inARow(literal, options);
      for (const { id, score } of candidates) {
        if (!scores.has(id)) scores.set(id, score);
      }
      const isPartial = this.#index.counts.ofAll(literal.stems) === 0;
      this.#read(literal, isPartial ? chunks : candidates);
    }
    const best = [...scores.values()].reduce((least, score) => Math.min(least, score), 0);
    return [...scores]
      .map(([id, score]) => ({ id, score: score + best * (this.#holding.get(id)?.size ?? 0) }))
      .sort((a, b) => a.score - b.score || a.id - b.id);
  }

  /** The literals that a chunk was seen to hold. */
  heldBy(id: number): readonly string[] {
    return [...(this.#holding.get(id) ?? [])];
  }

  /** The chunks with its words in a row; none where the index does not have them all, and it may begin or end within a word. */
  #inARow({ match, stems }: Literal, options: SearchOptions): readonly ScoredChunk[] {
    const { counts, ranker } = this.#index;
    if (counts.ofAll(stems) === 0) return [];
    const plan = { together: [], fallbacks: [match] };
    const ranked = { plan, pairs: undefined, declared: undefined, options };
    return ranker.rank(ranked, {
      limit: MOST_READ,
      cap: MOST_RANKED,
      isEnough: () => false,
    }).chunks;
  }

  #read({ text: literal }: Literal, chunks: readonly ScoredChunk[]): void {
    let left = MOST_UNITS;
    for (const { id } of chunks.slice(0, MOST_READ)) {
      if (left < 0) return;
      const { text } = this.#index.reader.read(id);
      left -= text.length;
      if (!plainText(text).includes(literal)) continue;
      this.#holding.set(id, (this.#holding.get(id) ?? new Set()).add(literal));
    }
  }
}

/** What a {@link LiteralFinder} looks into. */
interface LiteralIndex {
  readonly counts: TermCounts;
  readonly ranker: ChunkRanker;
  readonly reader: ChunkReader;
}
