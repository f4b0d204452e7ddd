import type { SearchOptions } from "@tokenpak/core";
import type { ChunkReader } from "./chunk-reader.ts";
import { type Literal, plainText } from "./literals.ts";
import type { ChunkRanker, ScoredChunk } from "./rank-chunks.ts";
import type { TermCounts } from "./term-counts.ts";

/** So many chunks are read to see whether they hold a literal, and so many UTF-16 units of their files. */
const MOST_READ = 32;
const MOST_UNITS = 2_000_000;

/** Of so many chunks with its words in a row, the best are read. */
const MOST_LOOKED_AT = 500;

/** Raises what holds a literal above chunks that score nothing. */
const LEAST_RAISE = -1e-6;

/** Puts the chunks first that hold a literal of the query as it stands. */
export class LiteralFinder {
  readonly #literals: readonly Literal[];
  readonly #index: LiteralIndex;
  readonly #options: SearchOptions;
  readonly #holding = new Map<number, Set<string>>();
  readonly #sought = new Set<Literal>();

  constructor(literals: readonly Literal[], index: LiteralIndex, options: SearchOptions) {
    this.#literals = literals;
    this.#index = index;
    this.#options = options;
  }

  /** Looks for the literals, in ranked chunks first; once. Answers how many chunks hold one. */
  find(ranked: readonly ScoredChunk[]): number {
    for (const literal of this.#literals) {
      if (this.#sought.has(literal)) continue;
      this.#sought.add(literal);
      this.#read(literal, this.#candidates(literal, ranked));
    }
    return this.#holding.size;
  }

  /** Ranks chunks that hold a literal before all others, among themselves as they were; some that were not there come in. */
  raise(ranked: readonly ScoredChunk[]): readonly ScoredChunk[] {
    if (this.find(ranked) === 0) return ranked;
    const scores = new Map(ranked.map(({ id, score }) => [id, score]));
    for (const id of this.#holding.keys()) if (!scores.has(id)) scores.set(id, 0);
    const best = (ranked[0]?.score ?? 0) + LEAST_RAISE;
    return [...scores]
      .map(([id, score]) => ({ id, score: score + best * (this.#holding.get(id)?.size ?? 0) }))
      .sort((a, b) => a.score - b.score || a.id - b.id);
  }

  /** The literals that a chunk was seen to hold. */
  heldBy(id: number): readonly string[] {
    return [...(this.#holding.get(id) ?? [])];
  }

  /** The chunks with its words in a row, or all where it may begin or end within a word; ranked ones first. */
  #candidates({ match, stems }: Literal, ranked: readonly ScoredChunk[]): readonly number[] {
    const { counts, ranker } = this.#index;
    const all = ranked.map(({ id }) => id);
    if (counts.ofAll(stems) === 0) return all;
    const inARow = new Set(ranker.matching(match, this.#options, MOST_LOOKED_AT));
    const first = all.filter((id) => inARow.delete(id));
    return [...first, ...inARow];
  }

  #read({ text: literal }: Literal, ids: readonly number[]): void {
    let left = MOST_UNITS;
    for (const id of ids.slice(0, MOST_READ)) {
      if (left < 0) return;
      const { text, units } = this.#index.reader.read(id);
      left -= units;
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
