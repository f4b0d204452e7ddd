import { isTokenPakError } from "@tokenpak/core";
import { openSqlite, type RepairOptions, type SqliteConnection } from "@tokenpak/core/sqlite";
import { checkRegistry } from "../check-registry.ts";
import { type CursorRow, CursorTable, isSoundCursor } from "../cursor-table.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "../migrations.ts";
import { rebuildSearch } from "../rebuild-search.ts";
import { type RepairReport, repairStore } from "./repair-store.ts";
import { OriginalSalvage, VersionSalvage } from "./salvage-records.ts";
import type { FinishOptions, StoreKind } from "./store-kind.ts";

/**
 * Makes a sound registry out of a damaged one: a new file of all that is right beyond doubt, with a new search index, takes the
 * place of the old one, which stays beside it as `.damaged-1` (or the next free number). A sound registry is left alone. After
 * a repair every original counts as given out, and sources are read from their beginning where more than search was damaged.
 *
 * Takes as much free disk as the file has content; when that is not there (`STORE_UNAVAILABLE`), and for every other error,
 * nothing was changed. Throws `STORE_CORRUPT` where nothing of a registry is found in the file, and else as `openSqlite` does.
 */
export function repairRegistry(path: string, options: RepairOptions = {}): RepairReport {
  return repairStore(path, REGISTRY, options);
}

const SCHEMA = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };

const REGISTRY: StoreKind = {
  name: "a registry",
  schema: SCHEMA,
  check: checkRegistry,
  salvage: (connection) => new VersionSalvage(connection, new OriginalSalvage(connection)),
  finish: (connection, options) => {
    markNewest(connection);
    return {
      withoutText: rebuildSearch(connection, options.onProgress),
      forgottenCursors: moveCursors(connection, options),
    };
  },
};

/** Makes the last version of each path that was found the newest one. */
function markNewest(connection: SqliteConnection): void {
  connection.exec(`
    UPDATE blocks SET newest = 1
      WHERE (path, version) IN (SELECT path, max(version) FROM blocks GROUP BY path);
    UPDATE blocks SET mark = NULL WHERE newest = 0;
  `);
}

/** Takes the cursors along, or answers whose cursors there were: after a loss a source has to be read from its beginning. */
function moveCursors(
  connection: SqliteConnection,
  { file, isIntact }: FinishOptions,
): readonly string[] {
  const cursors = readCursors(file);
  if (!isIntact) return cursors.map(({ source }) => source);
  const table = new CursorTable(connection);
  for (const cursor of cursors) table.set(cursor);
  return [];
}

function readCursors(file: string): readonly CursorRow[] {
  try {
    using database = openSqlite(file, { ...SCHEMA, readOnly: true });
    const rows = database.run(() => database.connection.prepare("SELECT * FROM cursors").all());
    return (rows as CursorRow[]).filter(isSoundCursor);
  } catch (error) {
    if (isTokenPakError(error)) return [];
    throw error;
  }
}
