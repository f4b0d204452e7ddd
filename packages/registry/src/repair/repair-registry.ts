import { closeSync, existsSync, fsyncSync, openSync, realpathSync } from "node:fs";
import { isTokenPakError, type Ref, refOf, TokenPakError } from "@tokenpak/core";
import { holdWriteLock, openSqlite, type SqliteDatabase, storeError } from "@tokenpak/core/sqlite";
import { BlockRegistry } from "../block-registry.ts";
import { checkRegistry, type RegistryCheck } from "../check-registry.ts";
import { type CursorRow, CursorTable, isSoundCursor } from "../cursor-table.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "../migrations.ts";
import { type ReportProgress, rebuildSearch } from "../rebuild-search.ts";
import { fromStored } from "../schema.ts";
import { PageFile } from "./page-file.ts";
import { removeDatabase, replaceDatabase, replacementFor } from "./replace-database.ts";
import { RecordSalvage } from "./salvage-records.ts";
import { scanRecords } from "./scan-records.ts";

/** What {@link repairRegistry} did. */
export interface RepairReport {
  /** Whether there was anything to do. Where not, the rest says what there is. */
  readonly repaired: boolean;
  /** What was wrong. */
  readonly damage: readonly string[];
  /** Where the damaged file is now; `undefined` where nothing was repaired. */
  readonly keptAs: string | undefined;
  /** Newest versions, all versions, and originals that the registry holds now. */
  readonly files: number;
  readonly versions: number;
  readonly originals: number;
  /** Versions that are known to have been there and could not be saved. */
  readonly lostVersions: readonly { readonly path: string; readonly version: number }[];
  /** Refs of originals that are known to have been there and could not be saved. */
  readonly lostOriginals: readonly Ref[];
  /** Paths whose raw text is lost: found by their compressed text until their sources are indexed again. */
  readonly withoutText: readonly string[];
  /** Sources that are read from their beginning next time. */
  readonly forgottenCursors: readonly string[];
}

/** How to repair. */
export interface RepairOptions {
  /** Called often; a stage's `total` may be an estimate. */
  readonly onProgress?: ReportProgress | undefined;
  /** How long to wait for another process's lock, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Makes a sound registry out of a damaged one: a new file of all that is right beyond doubt, with a new search index, takes the
 * place of the old one, which stays beside it as `.damaged-1` (or the next free number). A sound registry is left alone. After
 * a repair every original counts as given out, and sources are read from their beginning where more than search was damaged.
 *
 * Takes as much free disk as the file has content; when that is not there (`STORE_UNAVAILABLE`), and for every other error,
 * nothing was changed. Throws `STORE_CORRUPT` where nothing of a registry is found in the file, and else as `openSqlite` does.
 */
export function repairRegistry(path: string, options: RepairOptions = {}): RepairReport {
  const file = existingFile(path);
  refuseForeign(file);
  const check = examine(file, options);
  if (check !== undefined && check.damage.length + check.searchDamage.length === 0) {
    return { ...NOTHING_LOST, ...check, repaired: false, damage: [] };
  }
  try {
    using _lock = holdWriteLock(file, options);
    return repair(file, check, options);
  } catch (error) {
    throw storeError(file, error);
  }
}

const NOTHING_LOST = {
  keptAs: undefined,
  lostVersions: [],
  lostOriginals: [],
  withoutText: [],
  forgottenCursors: [],
} as const;

const SCHEMA = { migrations: REGISTRY_MIGRATIONS, applicationId: REGISTRY_APPLICATION_ID };

function existingFile(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw storeError(path, error);
  }
}

/** Throws for a file that SQLite reads well and that is not of this version of TokenPak. */
function refuseForeign(file: string): void {
  try {
    openSqlite(file, { ...SCHEMA, readOnly: true }).close();
  } catch (error) {
    const isOlder = isTokenPakError(error, "STORE_READ_ONLY") && existsSync(file);
    if (!isOlder && !isTokenPakError(error, "STORE_CORRUPT")) throw error;
  }
}

/** `undefined` for a registry that is too damaged to be looked at. */
function examine(file: string, { onProgress, busyTimeoutMs }: RepairOptions) {
  try {
    // Upgrades an old one, if it can be.
    new BlockRegistry(file, { busyTimeoutMs }).close();
    return checkRegistry(file, { onProgress });
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return undefined;
    throw error;
  }
}

function repair(
  file: string,
  check: RegistryCheck | undefined,
  { onProgress }: RepairOptions,
): RepairReport {
  const replacement = replacementFor(file);
  const remove = (): void => removeDatabase(replacement);
  remove();
  // Open until the end: closing it would drop the lock.
  using pages = new PageFile(file);
  try {
    const made = fill(replacement, pages, { onProgress });
    const keepsCursors = check !== undefined && check.damage.length === 0;
    const forgotten = moveCursors(file, replacement, keepsCursors);
    const found = checkRegistry(replacement, { onProgress });
    const wrong = [...found.damage, ...found.searchDamage];
    if (wrong.length > 0) {
      throw new TokenPakError(
        "STORE_CORRUPT",
        `The database "${file}" could not be repaired: ${wrong[0]}. Nothing was changed. Restore it from a backup, or move it away and index again.`,
      );
    }
    const damage =
      check === undefined
        ? ["the file cannot be read as it is"]
        : [...check.damage, ...check.searchDamage];
    return {
      repaired: true,
      damage,
      ...made,
      forgottenCursors: forgotten,
      files: found.files,
      versions: found.versions,
      originals: found.originals,
      keptAs: replaceDatabase(file, synced(replacement)),
    };
  } finally {
    remove();
  }
}

type Filled = Pick<RepairReport, "lostOriginals" | "lostVersions" | "withoutText">;

/** Pages whose records go in in one transaction. */
const PAGES_AT_ONCE = 256;

/** Makes a new registry of the records in a damaged one's pages. */
function fill(
  replacement: string,
  pages: PageFile,
  { onProgress }: { readonly onProgress: ReportProgress | undefined },
): Filled {
  using database = openSqlite(replacement, SCHEMA);
  const { connection } = database;
  // Nobody else knows of this file, and after a failure it is deleted: no log that takes as much disk again.
  connection.pragma("journal_mode = MEMORY");
  connection.pragma("synchronous = OFF");
  const salvage = new RecordSalvage(connection);
  const scanned = scanRecords(pages);
  for (let more = true; more; ) {
    more = database.immediate(() => {
      for (let count = 0; count < PAGES_AT_ONCE; count++) {
        const next = scanned.next();
        if (next.done) return false;
        onProgress?.({ stage: "pages", done: next.value.page, total: pages.pageCount });
        for (const record of next.value.records) salvage.take(record);
      }
      return true;
    });
  }
  const withoutText = database.immediate(() => {
    salvage.settle();
    return rebuildSearch(connection, onProgress);
  });
  const lost = salvage.losses();
  if (pages.header() === undefined && isEmpty(database)) {
    throw new TokenPakError(
      "STORE_CORRUPT",
      "There is nothing of a registry in this file. Nothing was changed. Restore it from a backup, or move it away and index again.",
    );
  }
  connection.pragma("journal_mode = WAL");
  return {
    withoutText,
    lostVersions: lost.versions.map(({ path, version }) => ({ path: fromStored(path), version })),
    lostOriginals: lost.originals.map((hash) => refOf({ hash })),
  };
}

/** Waits until the disk has all of a file. */
function synced(path: string): string {
  const descriptor = openSync(path, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return path;
}

function isEmpty({ connection }: SqliteDatabase): boolean {
  return (
    connection.prepare("SELECT 1 FROM blocks UNION ALL SELECT 1 FROM originals LIMIT 1").get() ===
    undefined
  );
}

/** Takes the cursors along, or answers whose cursors there were: after a loss a source has to be read from its beginning. */
function moveCursors(file: string, replacement: string, keep: boolean): readonly string[] {
  const cursors = readCursors(file);
  if (!keep) return cursors.map(({ source }) => source);
  using database = openSqlite(replacement, SCHEMA);
  const table = new CursorTable(database.connection);
  database.immediate(() => {
    for (const cursor of cursors) table.set(cursor);
  });
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
