import type { SqliteConnection } from "./sqlite-connection.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Pages that one transaction gives back: about 4 MB, so that other processes wait for milliseconds. */
const PAGES_AT_ONCE = 1000;

/** A file that cannot shrink piece by piece is written anew when this share of it is empty. */
const WORTH_REWRITING = 0.25;

/**
 * Gives the space of deleted rows back to the disk, as far as it can be done now: what another process's lock or a full disk
 * keeps from being done stays usable for what is written next. Costs about 3 ms per MB given back. A file from before it could
 * shrink is written anew once, which takes as much free disk as it has content.
 */
export function giveBackSpace(database: SqliteDatabase): void {
  const { connection } = database;
  if (database.path === ":memory:") return;
  try {
    if (connection.pragma("auto_vacuum", { simple: true }) === INCREMENTAL) shrink(connection);
    else if (emptyShare(connection) >= WORTH_REWRITING) rewrite(connection);
    connection.pragma("wal_checkpoint(PASSIVE)");
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (!/^SQLITE_(?:BUSY|FULL|IOERR|CANTOPEN)/.test(code)) throw error;
  }
}

const INCREMENTAL = 2;

function shrink(connection: SqliteConnection): void {
  while (pragma(connection, "freelist_count") > 0) {
    const before = pragma(connection, "page_count");
    connection.pragma(`incremental_vacuum(${PAGES_AT_ONCE})`);
    if (pragma(connection, "page_count") >= before) return;
  }
}

function rewrite(connection: SqliteConnection): void {
  connection.pragma("auto_vacuum = INCREMENTAL");
  connection.exec("VACUUM");
}

function emptyShare(connection: SqliteConnection): number {
  return pragma(connection, "freelist_count") / pragma(connection, "page_count");
}

function pragma(connection: SqliteConnection, name: string): number {
  return connection.pragma(name, { simple: true }) as number;
}
