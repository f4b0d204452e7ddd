import { refOf } from "@tokenpak/core";
import {
  integrityMessages,
  MOST_MESSAGES,
  openSqlite,
  type SqliteConnection,
} from "@tokenpak/core/sqlite";
import {
  type CheckOptions,
  checkOriginalRows,
  type OriginalCheckParts,
} from "./check-originals.ts";
import { type CursorRow, isSoundCursor } from "./cursor-table.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";
import { type StoredRow, storedChecksum } from "./row-checksum.ts";
import { fromStored } from "./schema.ts";
import { checkSearch, isAboutSearch } from "./search/check-search.ts";

/** What {@link checkRegistry} found in a registry. */
export interface RegistryCheck {
  /** Version of the file's schema; the one that this version of TokenPak writes. */
  readonly schemaVersion: number;
  /** What is wrong with blocks, originals and cursors, the first hundred things; empty for a sound file. */
  readonly damage: readonly string[];
  /** What is wrong with the search index alone, which can be made anew from the rest. */
  readonly searchDamage: readonly string[];
  /** Newest versions of blocks; all versions. */
  readonly files: number;
  readonly versions: number;
  readonly originals: number;
  /** Pieces of blocks that search should know, and those that its index holds. */
  readonly pieces: number;
  readonly searchablePieces: number;
}

/**
 * Reads a whole registry and looks for damage, without writing: SQLite's own structures, the checksum of every version and
 * cursor, the hash of every original, and whether the pieces that search reads are those of the texts. What it cannot see is a
 * changed word within the full-text index. Time grows with the file: about 4 seconds of CPU for 100 MB. Opening throws as `openSqlite` does.
 */
export function checkRegistry(path: string, options: CheckOptions = {}): RegistryCheck {
  const { onProgress } = options;
  using database = openSqlite(path, {
    migrations: REGISTRY_MIGRATIONS,
    applicationId: REGISTRY_APPLICATION_ID,
    readOnly: true,
  });
  return database.snapshot(() => {
    const { connection } = database;
    const count = (sql: string): number => connection.prepare(sql).pluck().get() as number;
    const damage: string[] = [];
    const searchDamage: string[] = [];
    const note = (message: string): void =>
      void (damage.length < MOST_MESSAGES && damage.push(message));
    onProgress?.({ stage: "structure", done: 0, total: 1 });
    const aboutSearch = isAboutSearch(connection);
    for (const message of integrityMessages(connection)) {
      (aboutSearch(message) ? searchDamage : damage).push(message);
    }
    const versions = checkBlocks(connection, { note, onProgress });
    const originals = checkOriginalRows(connection, { note, onProgress });
    checkTexts(connection, note);
    checkCursors(connection, note);
    for (const message of checkSearch(connection, onProgress)) {
      if (searchDamage.length < MOST_MESSAGES) searchDamage.push(message);
    }
    return {
      schemaVersion: connection.pragma("user_version", { simple: true }) as number,
      damage,
      searchDamage,
      files: count("SELECT count(*) FROM blocks WHERE newest = 1"),
      versions,
      originals,
      pieces: count("SELECT count(*) FROM chunks"),
      searchablePieces: count("SELECT count(*) FROM chunk_search_docsize"),
    };
  });
}

/** Checksums, and that the last version of each path, and no other, is its newest. Answers how many versions there are. */
function checkBlocks(
  connection: SqliteConnection,
  { note, onProgress }: OriginalCheckParts,
): number {
  const total = connection.prepare("SELECT count(*) FROM blocks").pluck().get() as number;
  const rows = connection.prepare("SELECT * FROM blocks ORDER BY path, version DESC");
  let done = 0;
  let before: string | undefined;
  for (const row of rows.iterate() as IterableIterator<StoredRow>) {
    done++;
    onProgress?.({ stage: "blocks", done, total });
    const { version, newest, checksum } = row;
    const path = pathOf(row);
    const name = `${JSON.stringify(path)} version ${String(version)}`;
    if (checksum !== storedChecksum(row)) note(`${name} does not have its checksum`);
    const isLast = path !== before;
    if ((newest === 1) !== isLast) {
      note(`${name} is ${isLast ? "not " : ""}marked as the newest`);
    }
    before = path;
  }
  return done;
}

function pathOf({ path }: StoredRow): string {
  return fromStored(path ?? "");
}

/** Whether the texts that search should read are there. */
function checkTexts(connection: SqliteConnection, note: (message: string) => void): void {
  const missing = connection
    .prepare(
      "SELECT path, content_hash AS hash FROM blocks WHERE newest = 1 AND raw_indexed = 1 AND content_hash NOT IN (SELECT hash FROM originals)",
    )
    .all() as { path: string | Uint8Array; hash: string }[];
  for (const { path, hash } of missing) {
    note(`the original ${refOf({ hash })} of ${JSON.stringify(fromStored(path))} is missing`);
  }
}

function checkCursors(connection: SqliteConnection, note: (message: string) => void): void {
  const rows = connection.prepare("SELECT source, value, checksum FROM cursors").all();
  for (const row of rows as CursorRow[]) {
    if (!isSoundCursor(row)) {
      note(`the cursor of ${JSON.stringify(row.source)} does not have its checksum`);
    }
  }
}
