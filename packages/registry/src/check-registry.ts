import { openSqlite } from "@tokenpak/core/sqlite";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";

/** What {@link checkRegistry} found in a registry. */
export interface RegistryCheck {
  /** Version of the file's schema; the one that this version of TokenPak writes. */
  readonly schemaVersion: number;
  /** SQLite's own complaints, the full-text index included; empty for a sound file. */
  readonly damage: readonly string[];
  /** Newest versions of blocks. */
  readonly files: number;
  readonly originals: number;
  /** Pieces of blocks that search should know, and those that its index holds. */
  readonly pieces: number;
  readonly searchablePieces: number;
}

/**
 * Reads a whole registry and looks for damage, without writing. Time grows with the file: about a second for 300 MB.
 * Opening throws as `openSqlite` does.
 */
export function checkRegistry(path: string): RegistryCheck {
  using database = openSqlite(path, {
    migrations: REGISTRY_MIGRATIONS,
    applicationId: REGISTRY_APPLICATION_ID,
    readOnly: true,
  });
  return database.run(() => {
    const { connection } = database;
    const count = (sql: string): number => connection.prepare(sql).pluck().get() as number;
    const messages = connection.prepare("PRAGMA integrity_check").pluck().all() as string[];
    return {
      schemaVersion: connection.pragma("user_version", { simple: true }) as number,
      damage: messages.filter((message) => message !== "ok"),
      files: count("SELECT count(*) FROM blocks WHERE newest = 1"),
      originals: count("SELECT count(*) FROM originals"),
      pieces: count("SELECT count(*) FROM chunks"),
      searchablePieces: count("SELECT count(*) FROM chunk_search_docsize"),
    };
  });
}

/** Version of the SQLite that is built into better-sqlite3. Throws `DEPENDENCY_MISSING` where that does not load. */
export function sqliteVersion(): string {
  using database = openSqlite(":memory:", {
    migrations: REGISTRY_MIGRATIONS,
    applicationId: REGISTRY_APPLICATION_ID,
  });
  return database.connection.prepare("SELECT sqlite_version()").pluck().get() as string;
}
