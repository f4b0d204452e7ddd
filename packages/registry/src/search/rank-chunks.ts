import type { SearchOptions } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { type ChunkFilter, chunkFilter, FilterWidth, PASSES } from "./chunk-filter.ts";
import { type MatchPlan, MOST_RANKED } from "./plan-matches.ts";
import type { DeclaredSearch } from "./plan-query.ts";

/** A chunk and how well it answers. */
export interface ScoredChunk {
  readonly id: number;
  /** As FTS5 gives it: smaller is better. */
  readonly score: number;
}

/** What chunks are ranked by. */
export interface RankedBy {
  readonly plan: MatchPlan;
  /** Words in a row, an expression; chunks that match it are raised. */
  readonly pairs: string | undefined;
  readonly declared: DeclaredSearch | undefined;
  readonly options: SearchOptions;
}

/**
 * Weights of a word in the path, in declared names, in the text, and inside an identifier of the text
 * (https://sqlite.org/fts5.html#the_bm25_function).
 */
const WEIGHTS = "4.0, 2.0, 1.0, 0.7";

/**
 * How many times more a chunk counts that declares an identifier of the query: enough to come before tests and re-exports that
 * name it more often. From 1.5 on little changes.
 */
const DECLARED_BOOST = 1.5;

/** What the score of neighbouring words counts beside that of the words. */
const PAIR_WEIGHT = 0.1;
const MOST_PAIRED = 300;

/** How much {@link ChunkRanker} answers. */
export interface RankLimits {
  /** So many chunks of each expression. */
  readonly limit: number;
  /** Whether fallbacks are not needed any more. */
  readonly isEnough: (chunks: readonly ScoredChunk[]) => boolean;
}

/** Scores the chunks that match. */
export class ChunkRanker {
  readonly #connection: SqliteConnection;
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #width: FilterWidth;
  readonly #passes: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#width = new FilterWidth(connection);
    this.#passes = connection
      .prepare(
        `SELECT 1 FROM chunks c JOIN blocks b ON b.id = c.block_id WHERE c.id = :id AND ${PASSES}`,
      )
      .pluck();
  }

  /**
   * The best chunks, best first, at least `limit` of each expression that has so many, and the worst score down to which all are
   * there; the caller asks for more when it needs them.
   */
  rank(
    { plan, pairs, declared, options }: RankedBy,
    { limit, isEnough }: RankLimits,
  ): RankedChunks {
    const { narrow, filter, passes } = this.#limit(options);
    const ask = (match: string, isCapped: boolean): readonly ScoredChunk[] =>
      this.#statement({ narrow, isCapped, isBoosted: declared !== undefined }).all({
        match,
        limit,
        ...(isCapped && { cap: MOST_RANKED }),
        ...filter,
        ...declared,
      }) as ScoredChunk[];
    const found = new Found(passes);
    for (const match of plan.together) found.add(ask(match, false), limit);
    if (pairs !== undefined) found.raise(this.#paired(pairs));
    for (const match of plan.fallbacks) {
      if (isEnough(found.sorted())) break;
      found.add(ask(match, true), limit);
    }
    return { chunks: found.sorted(), completeTo: found.completeTo };
  }

  /** Ids of the first chunks that match, unranked. */
  matching(match: string, options: SearchOptions, limit: number): readonly number[] {
    const { narrow, filter, passes } = this.#limit(options);
    const sql = `SELECT rowid AS id FROM chunk_search WHERE ${matching(narrow)} LIMIT :limit`;
    const rows = this.#prepared(sql).all({ match, limit, ...filter }) as { readonly id: number }[];
    return rows.map(({ id }) => id).filter((id) => passes?.(id) !== false);
  }

  /** A narrow filter goes into the expression, a wide one looks at what is found. */
  #limit(options: SearchOptions): ChunkLimit {
    const filter = chunkFilter(options);
    if (filter === undefined) return { narrow: undefined };
    const narrow = this.#width.narrow(filter);
    if (narrow !== undefined) return { narrow, filter };
    return { narrow, passes: (id) => this.#passes.get({ id, ...filter }) !== undefined };
  }

  #paired(pairs: string): readonly ScoredChunk[] {
    const selection = { narrow: undefined, isCapped: true, isBoosted: false };
    const values = { match: pairs, limit: MOST_PAIRED, cap: MOST_RANKED };
    return this.#statement(selection).all(values) as ScoredChunk[];
  }

  #statement(selection: ChunkSelection): SqliteStatement {
    return this.#prepared(selectChunks(selection));
  }

  #prepared(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** What {@link ChunkRanker} found. */
export interface RankedChunks {
  readonly chunks: readonly ScoredChunk[];
  /** Chunks that are not there score no better, pairs apart, than this; `Infinity` where all are there. */
  readonly completeTo: number;
}

/** How a search is limited. */
interface ChunkLimit {
  /** The SQL of the ids that may be answered, and its values. */
  readonly narrow: string | undefined;
  readonly filter?: ChunkFilter;
  readonly passes?: (id: number) => boolean;
}

class Found {
  readonly #passes: ((id: number) => boolean) | undefined;
  readonly #scores = new Map<number, number>();
  completeTo = Number.POSITIVE_INFINITY;

  constructor(passes: ((id: number) => boolean) | undefined) {
    this.#passes = passes;
  }

  add(chunks: readonly ScoredChunk[], limit: number): void {
    for (const { id, score } of chunks) {
      const other = this.#scores.get(id);
      if (other === undefined ? this.#passes?.(id) !== false : score < other) {
        this.#scores.set(id, score);
      }
    }
    const last = chunks.at(-1);
    if (last !== undefined && chunks.length === limit) {
      this.completeTo = Math.min(this.completeTo, last.score);
    }
  }

  raise(chunks: readonly ScoredChunk[]): void {
    for (const { id, score } of chunks) {
      const other = this.#scores.get(id);
      if (other !== undefined) this.#scores.set(id, other + PAIR_WEIGHT * score);
    }
  }

  sorted(): readonly ScoredChunk[] {
    return [...this.#scores]
      .map(([id, score]) => ({ id, score }))
      .sort((a, b) => a.score - b.score || a.id - b.id);
  }
}

interface ChunkSelection {
  /** The SQL of the ids that may be answered. */
  readonly narrow: string | undefined;
  /** Only the first that match are ranked. */
  readonly isCapped: boolean;
  /** Declarations come first. */
  readonly isBoosted: boolean;
}

function selectChunks({ narrow, isCapped, isBoosted }: ChunkSelection): string {
  const boost = isBoosted ? ` * iif(rowid IN (${DECLARING}), ${DECLARED_BOOST}, 1)` : "";
  const matched = `SELECT rowid AS id, bm25(chunk_search, ${WEIGHTS})${boost} AS score FROM chunk_search WHERE ${matching(narrow)}`;
  const source = isCapped ? `SELECT * FROM (${matched} LIMIT :cap)` : matched;
  return `${source} ORDER BY score, id LIMIT :limit`;
}

function matching(narrow: string | undefined): string {
  // The plus keeps SQLite from asking the index once for each id.
  return `chunk_search MATCH :match${narrow === undefined ? "" : ` AND +rowid IN (${narrow})`}`;
}

/** The index finds stems in any case, and parts of names; the line of the names themselves tells which are meant. */
const DECLARING = `SELECT f.rowid FROM chunk_search f JOIN chunks d ON d.id = f.rowid WHERE f.chunk_search MATCH :declared
  AND EXISTS (SELECT 1 FROM json_each(:identifiers)
    WHERE instr(' ' || substr(d.names, 1, instr(d.names || char(10), char(10)) - 1) || ' ', ' ' || value || ' '))`;
