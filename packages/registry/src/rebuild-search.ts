import type { ReportProgress, SqliteConnection } from "@tokenpak/core/sqlite";
import { OriginalReader } from "./original-reader.ts";
import { fromStored } from "./schema.ts";
import { ChunkIndex } from "./search/chunk-index.ts";
import { SEARCH_TABLES } from "./search/search-tables.ts";

/**
 * Makes the search index anew from blocks and originals; the caller holds the transaction. One text is in memory at a time. A
 * block whose raw text is gone or damaged is found by its compressed text, and loses its mark, so that indexing reads its source
 * again. Answers the paths of those.
 */
export function rebuildSearch(
  connection: SqliteConnection,
  onProgress?: ReportProgress,
): readonly string[] {
  connection.exec(SEARCH_TABLES);
  const index = new ChunkIndex(connection);
  const originals = new OriginalReader(connection);
  // Reading and writing by turns: a connection that walks over rows takes no other statement.
  const ids = connection.prepare("SELECT id FROM blocks WHERE newest = 1 ORDER BY id").pluck();
  const read = connection.prepare(
    'SELECT path, content_hash AS "hash", compressed_content AS "compressed", raw_indexed AS "raw" FROM blocks WHERE id = ?',
  );
  const forgetRaw = connection.prepare(
    "UPDATE blocks SET raw_indexed = 0, mark = NULL WHERE id = ?",
  );
  const lost: string[] = [];
  const all = ids.all() as number[];
  for (const [done, id] of all.entries()) {
    onProgress?.({ stage: "search index", done, total: all.length });
    const row = read.get(id) as SearchedRow;
    const path = fromStored(row.path);
    const raw = row.raw === 1 ? soundText(originals, row.hash) : undefined;
    if (row.raw === 1 && raw === undefined) {
      lost.push(path);
      forgetRaw.run(id);
    }
    index.add({ id, path }, raw ?? fromStored(row.compressed));
  }
  return lost;
}

interface SearchedRow {
  readonly path: string | Uint8Array;
  readonly hash: string;
  readonly compressed: string | Uint8Array;
  readonly raw: number;
}

function soundText(originals: OriginalReader, hash: string): string | undefined {
  try {
    return originals.textOf(hash);
  } catch (error) {
    if ((error as { code?: unknown }).code === "SQLITE_CORRUPT_ROW") return undefined;
    throw error;
  }
}
