import type { ReportProgress, SqliteConnection } from "@tokenpak/core/sqlite";
import { OriginalReader } from "../original-reader.ts";
import { fromStored } from "../schema.ts";
import { indexedChunks } from "./chunk-index.ts";

/** Tells what `PRAGMA integrity_check` says of search's own tables from what it says of others. */
export function isAboutSearch(connection: SqliteConnection): (message: string) => boolean {
  const roots = connection
    .prepare(
      "SELECT rootpage FROM sqlite_schema WHERE tbl_name LIKE 'chunk%' OR tbl_name = 'words'",
    )
    .pluck()
    .all() as number[];
  return (message) => {
    const tree = /^(?:\*\*\* in database main \*\*\*\s+)?Tree (\d+)\b/.exec(message)?.[1];
    if (tree !== undefined) return roots.includes(Number(tree));
    return /\b(?:index chunks_block|FTS5 table|chunks?\.|chunk_search|autoindex_words)/.test(
      message,
    );
  };
}

/** Says where the pieces that search reads are not those of the newest versions' texts, one message a block. */
export function* checkSearch(
  connection: SqliteConnection,
  onProgress?: ReportProgress,
): Generator<string> {
  const chunks = connection.prepare(
    "SELECT first_line, start_at, end_at, names FROM chunks WHERE block_id = ? ORDER BY start_at, id",
  );
  const originals = new OriginalReader(connection);
  const ids = connection.prepare("SELECT id FROM blocks WHERE newest = 1").pluck().all();
  const read = connection.prepare(
    'SELECT path, content_hash AS "hash", compressed_content AS "compressed", raw_indexed AS "raw" FROM blocks WHERE id = ?',
  );
  for (const [done, id] of ids.entries()) {
    onProgress?.({ stage: "search index", done, total: ids.length });
    const row = read.get(id) as BlockText;
    const text = textOf(originals, row);
    const wanted = text === undefined ? undefined : [...indexedChunks(text)].map(shape);
    const found = (chunks.all(id) as ChunkRow[]).map((one) =>
      JSON.stringify([one.first_line, one.start_at, one.end_at, one.names]),
    );
    if (wanted !== undefined && wanted.join() !== found.join()) {
      yield `search does not know the pieces of ${JSON.stringify(fromStored(row.path))}`;
    }
  }
  for (const [sql, what] of STRAYS) {
    const count = connection.prepare(sql).pluck().get() as number;
    if (count > 0) yield `${count} ${what}`;
  }
}

const STRAYS = [
  [
    "SELECT count(*) FROM chunks WHERE block_id NOT IN (SELECT id FROM blocks WHERE newest = 1)",
    "pieces belong to no newest version",
  ],
  [
    "SELECT count(*) FROM chunks WHERE id NOT IN (SELECT id FROM chunk_search_docsize)",
    "pieces are not in the full-text index",
  ],
  [
    "SELECT count(*) FROM chunk_search_docsize WHERE id NOT IN (SELECT id FROM chunks)",
    "entries of the full-text index belong to no piece",
  ],
] as const;

interface BlockText {
  readonly path: string | Uint8Array;
  readonly hash: string;
  readonly compressed: string | Uint8Array;
  readonly raw: number;
}

interface ChunkRow {
  readonly first_line: number;
  readonly start_at: number;
  readonly end_at: number;
  readonly names: string;
}

/** `undefined` for an original that is missing or damaged, which is no damage of the search index. */
function textOf(originals: OriginalReader, row: BlockText): string | undefined {
  if (row.raw !== 1) return fromStored(row.compressed);
  try {
    return originals.textOf(row.hash);
  } catch (error) {
    if ((error as { code?: unknown }).code === "SQLITE_CORRUPT_ROW") return undefined;
    throw error;
  }
}

function shape(chunk: ReturnType<typeof indexedChunks> extends Generator<infer C> ? C : never) {
  return JSON.stringify([chunk.firstLine, chunk.startAt, chunk.endAt, chunk.names]);
}
