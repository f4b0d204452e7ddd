import { type SearchHit, type SearchOptions, TokenPakError } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { ChunkReader, type HitSource, SELECT_CHUNK } from "./chunk-reader.ts";
import { checkMaxTokens, fitHits } from "./fit-hits.ts";
import { HitMaker } from "./hit-maker.ts";
import { KnownWords } from "./known-words.ts";
import { LiteralFinder } from "./literal-finder.ts";
import { MOST_RANKED, planMatches } from "./plan-matches.ts";
import { declaredIn } from "./plan-query.ts";
import { ChunkRanker, type RankedBy, type ScoredChunk } from "./rank-chunks.ts";
import { TermCounts } from "./term-counts.ts";
import { type WeighedQuery, weighTerms } from "./weigh-terms.ts";
import { matchPairs } from "./word-pairs.ts";

/** So many chunks are ranked at first. */
const FIRST_RANKED = 100;

/** Words that hold a piece are compared by their stems, so a hit for a piece may not have it: so many are there in reserve. */
const RESERVE = 16;

/** Answers searches over the tables of {@link ChunkIndex}. */
export class BlockFinder {
  readonly #source: HitSource;
  readonly #counts: TermCounts;
  readonly #words: KnownWords;
  readonly #ranker: ChunkRanker;
  readonly #selectChunk: SqliteStatement;

  constructor(connection: SqliteConnection, source: HitSource) {
    this.#source = source;
    this.#counts = new TermCounts(connection);
    this.#words = new KnownWords(connection);
    this.#ranker = new ChunkRanker(connection);
    this.#selectChunk = connection.prepare(SELECT_CHUNK);
  }

  search(query: string, options: SearchOptions = {}): readonly SearchHit[] {
    const { topK = 5, maxTokens } = options;
    if (!Number.isSafeInteger(topK) || topK < 1) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `topK must be an integer from 1, not ${String(topK)}.`,
      );
    }
    if (maxTokens !== undefined) checkMaxTokens(maxTokens);
    const sought = weighTerms(query, { counts: this.#counts, words: this.#words });
    if (sought.terms.length === 0) return [];
    const hits = this.#find({ query, sought }, { ...options, topK });
    return maxTokens === undefined ? hits : fitHits(hits, { maxTokens });
  }

  #find({ query, sought }: Sought, options: RankOptions): readonly SearchHit[] {
    const reader = new ChunkReader(this.#selectChunk, this.#source);
    const [counts, ranker] = [this.#counts, this.#ranker];
    const literals = new LiteralFinder(sought.literals, { counts, ranker, reader }, options);
    const ranked = {
      plan: planMatches(sought.terms),
      pairs: matchPairs(query, { counts, most: MOST_RANKED / 4 }),
      declared: declaredIn(query, { isRare: (stems) => counts.ofAll(stems) <= 2 * MOST_RANKED }),
      options,
    };
    const { topK } = options;
    const hasPieces = sought.terms.some(({ kind }) => kind === "piece");
    const wanted = hasPieces ? topK + RESERVE : topK;
    const best = this.#bestOfEachBlock(ranked, { wanted, reader, literals });
    const maker = new HitMaker(sought, { reader, literals });
    const hits: SearchHit[] = [];
    for (const chunk of best) {
      if (sought.isLiteral && literals.heldBy(chunk.id).length === 0) continue;
      const hit = hits.length < topK ? maker.hit(chunk) : undefined;
      if (hit !== undefined) hits.push(hit);
    }
    return hits;
  }

  /** The best chunk of each matching block, best first, equals by path; `wanted` or a few more. */
  #bestOfEachBlock(
    ranked: RankedBy,
    { wanted, reader, literals }: BestOptions,
  ): readonly ScoredChunk[] {
    for (let limit = Math.max(FIRST_RANKED, wanted * 8); ; limit *= 8) {
      const { chunks, completeTo } = this.#ranker.rank(ranked, {
        limit,
        isEnough: (some) =>
          literals.find(some) >= wanted ||
          firstOfEachBlock(some, { wanted, reader }).length >= wanted,
      });
      const raised = literals.raise(chunks);
      const best = firstOfEachBlock(raised, { wanted, reader });
      const settled = best[wanted - 1]?.score;
      // Chunks beyond the limit score no better than the last one, but may tie with it.
      const isSettled = settled !== undefined && (completeTo > settled || limit >= MOST_RANKED);
      if (isSettled || completeTo === Number.POSITIVE_INFINITY) return best;
    }
  }
}

interface Sought {
  readonly query: string;
  readonly sought: WeighedQuery;
}

interface RankOptions extends SearchOptions {
  readonly topK: number;
}

interface BlockOptions {
  readonly wanted: number;
  readonly reader: ChunkReader;
}

interface BestOptions extends BlockOptions {
  readonly literals: LiteralFinder;
}

/** Takes sorted chunks until there are enough blocks and the next chunk is no equal of the last. */
function firstOfEachBlock(
  chunks: readonly ScoredChunk[],
  { wanted, reader }: BlockOptions,
): readonly ScoredChunk[] {
  const seen = new Set<number>();
  const first: ScoredChunk[] = [];
  for (const chunk of chunks) {
    if (first.length >= wanted && chunk.score > (first.at(-1)?.score ?? 0)) break;
    const { blockId } = reader.row(chunk.id);
    if (seen.has(blockId)) continue;
    seen.add(blockId);
    first.push(chunk);
  }
  return first.sort(
    (a, b) => a.score - b.score || (reader.path(a.id) < reader.path(b.id) ? -1 : 1),
  );
}
