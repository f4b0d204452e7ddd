import type { SearchHit, SearchOptions } from "@tokenpak/core";
import { decodeText, TokenPakError } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { type BlockRow, blockOfRow } from "../block-table.ts";
import { toStored } from "../schema.ts";
import { matchWords, type WordMatcher, wordsOf } from "./match-words.ts";
import { pickSnippet } from "./pick-snippet.ts";
import { type DeclaredSearch, declaredIn, planQuery, type QueryTerm } from "./plan-query.ts";

/** Where the texts of hits come from. */
export interface HitSource {
  /** The row of a block. */
  readonly block: (id: number) => BlockRow | undefined;
  /** The text that its chunks are pieces of. */
  readonly text: (row: BlockRow) => string | undefined;
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

/** In an index of at least this many chunks, a word that is in over half of them is not searched for beside rarer ones. */
const LARGE_INDEX = 1000;

/** Answers searches over the tables of {@link ChunkIndex}. */
export class BlockFinder {
  readonly #selections = new Map<string, SqliteStatement>();
  readonly #source: HitSource;
  readonly #chunksWith: SqliteStatement;
  readonly #countChunks: SqliteStatement;
  readonly #changes: SqliteStatement;
  readonly #connection: SqliteConnection;
  #counted: { readonly state: string; readonly chunks: number } | undefined;

  constructor(connection: SqliteConnection, source: HitSource) {
    this.#source = source;
    this.#chunksWith = connection.prepare("SELECT doc FROM chunk_terms WHERE term = ?").pluck();
    this.#countChunks = connection.prepare("SELECT count(*) FROM chunks").pluck();
    this.#changes = connection.prepare("SELECT total_changes()").pluck();
    this.#connection = connection;
  }

  search(query: string, options: SearchOptions = {}): readonly SearchHit[] {
    const { topK = 5 } = options;
    if (!Number.isSafeInteger(topK) || topK < 1) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `topK must be an integer from 1, not ${String(topK)}.`,
      );
    }
    const terms = this.#weigh(planQuery(query));
    if (terms.length === 0) return [];
    const matches = matchWords(terms);
    const weights = terms.map(({ weight }) => weight);
    return this.#bestChunks({ terms, declared: declaredIn(query) }, options)
      .slice(0, topK)
      .map((chunk) => this.#hit(chunk, { terms, matches, weights }));
  }

  /** Gives each term the weight that its rarity has for picking lines, and leaves out the most common ones. */
  #weigh(terms: readonly QueryTerm[]): readonly WeighedTerm[] {
    const chunks = this.#chunkCount();
    const weighed = terms.map((term) => {
      const [stem, ...others] = term.stems;
      const single = stem !== undefined && others.length === 0;
      const found = single ? ((this.#chunksWith.get(stem) as number | undefined) ?? 0) : 0;
      return { ...term, found, weight: Math.log(1 + chunks / (found + 1)) };
    });
    if (chunks < LARGE_INDEX) return weighed;
    const rare = weighed.filter(({ found }) => found <= chunks / 2);
    return rare.some(({ found }) => found > 0) ? rare : weighed;
  }

  /** Counting reads the whole table, so it is done again only when this connection or another has written. */
  #chunkCount(): number {
    const others = this.#connection.pragma("data_version", { simple: true });
    const state = `${String(others)} ${String(this.#changes.get())}`;
    if (this.#counted?.state !== state) {
      this.#counted = { state, chunks: this.#countChunks.get() as number };
    }
    return this.#counted.chunks;
  }

  /** The best chunk of each matching block, best first; as many as are needed for a right order of the first `topK`. */
  #bestChunks({ terms, declared }: Sought, options: SearchOptions): readonly ChunkHit[] {
    const { topK = 5, fileType, pathPrefix } = options;
    const match = terms.map((term) => term.match).join(" OR ");
    const filters = {
      fileType: fileType ?? null,
      pathPrefix: pathPrefix === undefined ? null : toStored(pathPrefix),
    };
    const filtered = fileType !== undefined || pathPrefix !== undefined;
    const boosted = declared !== undefined;
    const statement = this.#select({ filtered, boosted });
    const values = { match, ...(filtered && filters), ...declared };
    for (let limit = Math.max(64, topK * 8); ; limit *= 8) {
      const rows = statement.all({ ...values, limit }) as ChunkHit[];
      const best = bestOfEachBlock(rows);
      const last = rows.at(-1);
      // Chunks beyond the limit score no better than the last one, but may tie with it.
      const settled = best[topK - 1]?.score ?? Number.POSITIVE_INFINITY;
      if (last === undefined || rows.length < limit || last.score > settled) return best;
    }
  }

  #select(selection: ChunkSelection): SqliteStatement {
    const key = JSON.stringify(selection);
    let statement = this.#selections.get(key);
    if (statement === undefined) {
      statement = this.#connection.prepare(selectChunks(selection));
      this.#selections.set(key, statement);
    }
    return statement;
  }

  #hit(chunk: ChunkHit, search: SearchParts): SearchHit {
    const row = this.#source.block(chunk.blockId);
    const text = row === undefined ? undefined : this.#source.text(row);
    if (row === undefined || text === undefined) {
      throw new TokenPakError(
        "STORE_CORRUPT",
        "The index refers to a text that the database no longer has. Move the database away and index again.",
      );
    }
    const body = text.slice(chunk.startAt, chunk.endAt);
    const snippet = pickSnippet(body, search.matches, search.weights);
    const inPath = search.matches(row.path);
    return {
      block: blockOfRow(row),
      score: -chunk.score,
      path: row.path,
      lineStart: chunk.firstLine + snippet.lineStart - 1,
      lineEnd: chunk.firstLine + snippet.lineEnd - 1,
      snippet: snippet.text,
      why: explain(search.terms, [
        ["path", inPath],
        ["names", search.matches(chunk.names)],
        ["text", snippet.found],
      ]),
    };
  }
}

interface Sought {
  readonly terms: readonly QueryTerm[];
  readonly declared: DeclaredSearch | undefined;
}

interface WeighedTerm extends QueryTerm {
  /** Chunks that hold it. */
  readonly found: number;
  readonly weight: number;
}

interface SearchParts {
  readonly terms: readonly QueryTerm[];
  readonly matches: WordMatcher;
  readonly weights: readonly number[];
}

interface ChunkHit {
  readonly blockId: number;
  readonly path: string | Uint8Array;
  /** As FTS5 gives it: smaller is better. */
  readonly score: number;
  readonly firstLine: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly names: string;
}

const COLUMNS =
  'c.block_id AS "blockId", b.path, score, c.first_line AS "firstLine", c.start_at AS "startAt", c.end_at AS "endAt", c.names';
const JOINED = "JOIN chunks c ON c.id = s.id JOIN blocks b ON b.id = c.block_id";
const RANK = `bm25(chunk_search, ${WEIGHTS})`;

/** The first rows of a search; with `filtered`, among the blocks of one type or folder; with `boosted`, declarations first. */
function selectChunks({ filtered, boosted }: ChunkSelection): string {
  const boost = boosted ? ` * iif(rowid IN (${DECLARING}), ${DECLARED_BOOST}, 1)` : "";
  const matched = `SELECT rowid AS id, ${RANK}${boost} AS score FROM chunk_search WHERE chunk_search MATCH :match`;
  if (!filtered) {
    return `SELECT ${COLUMNS} FROM (${matched} ORDER BY score, id LIMIT :limit) s ${JOINED} ORDER BY score, s.id`;
  }
  return `SELECT ${COLUMNS} FROM (${matched}) s ${JOINED}
  WHERE (:fileType IS NULL OR b.file_type = :fileType)
  AND (:pathPrefix IS NULL OR substr(b.path, 1, length(:pathPrefix)) = :pathPrefix)
  ORDER BY score, s.id LIMIT :limit`;
}

interface ChunkSelection {
  readonly filtered: boolean;
  readonly boosted: boolean;
}

/** The index finds stems in any case, and parts of names; the line of the names themselves tells which are meant. */
const DECLARING = `SELECT f.rowid FROM chunk_search f JOIN chunks d ON d.id = f.rowid WHERE f.chunk_search MATCH :declared
  AND EXISTS (SELECT 1 FROM json_each(:identifiers)
    WHERE instr(' ' || substr(d.names, 1, instr(d.names || char(10), char(10)) - 1) || ' ', ' ' || value || ' '))`;

function bestOfEachBlock(rows: readonly ChunkHit[]): readonly ChunkHit[] {
  const best = new Map<number, ChunkHit>();
  for (const row of rows) {
    const other = best.get(row.blockId);
    const better =
      other === undefined ||
      row.score < other.score ||
      (row.score === other.score && row.firstLine < other.firstLine);
    if (better) best.set(row.blockId, row);
  }
  return [...best.values()].sort(
    (a, b) => a.score - b.score || compare(textOf(a.path), textOf(b.path)),
  );
}

function textOf(path: string | Uint8Array): string {
  return typeof path === "string" ? path : decodeText(path);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function explain(
  terms: readonly QueryTerm[],
  places: readonly (readonly [string, number])[],
): string {
  return places
    .filter(([, mask]) => mask !== 0)
    .map(([place, mask]) => `${place}: ${wordsOf(terms, mask).join(", ")}`)
    .join("; ");
}
