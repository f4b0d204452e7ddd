import { closeSync, existsSync, fsyncSync, openSync, realpathSync } from "node:fs";
import { isTokenPakError, TokenPakError } from "../../errors.ts";
import { holdWriteLock } from "../hold-write-lock.ts";
import type { SchemaOptions } from "../migrate.ts";
import { openSqlite } from "../open-sqlite.ts";
import type { SqliteConnection } from "../sqlite-connection.ts";
import type { SqliteDatabase } from "../sqlite-database.ts";
import { storeError } from "../store-error.ts";
import { PageFile } from "./page-file.ts";
import { removeDatabase, replaceDatabase, replacementFor } from "./replace-database.ts";
import { type StoredRecord, scanRecords } from "./scan-records.ts";

/** How far a long work is: `done` of `total` units of one stage. */
export type ReportProgress = (progress: StageProgress) => void;

/** A stage of a long work, for people, and how far it is. */
export interface StageProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** How to repair. */
export interface RepairOptions {
  /** Called often; a stage's `total` may be an estimate. */
  readonly onProgress?: ReportProgress | undefined;
  /** How long to wait for another process's lock, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/** What a look at a database found. */
export interface DatabaseCheck {
  /** What is wrong; empty for a sound one. */
  readonly damage: readonly string[];
}

/** A kind of database that can be repaired. `Check` is what a look at one finds, `Finished` what its repair has to tell. */
export interface RepairableKind<Check extends DatabaseCheck, Finished> {
  /** For messages, for example `a registry`. */
  readonly name: string;
  /** What to do with one that cannot be repaired, beside restoring it from a backup: `move it away and index again`. */
  readonly otherwise: string;
  readonly schema: SchemaOptions;
  /** Reads all of it. Throws `STORE_CORRUPT` for a file that cannot be looked at. */
  check(path: string, options: Pick<RepairOptions, "onProgress">): Check;
  /** Begins to fill a new, empty database. */
  salvage(connection: SqliteConnection): Salvage<Check, Finished>;
  /** Whether nothing that the first check counted is missing; asked where that is certain to be possible. */
  isWhole?(before: Check, after: Check): boolean;
}

/** Puts the records of a damaged database that are right into a new one. What nobody can verify does not come along. */
export interface Salvage<Check, Finished> {
  /** Takes what a record says. Its shape tells which table it is of. */
  take(record: StoredRecord): void;
  /** Nothing was found. */
  isEmpty(): boolean;
  /** Completes the database when all records are in; inside a transaction. */
  finish(damaged: DamagedDatabase<Check>): Finished;
}

/** The file that is repaired. */
export interface DamagedDatabase<Check> {
  readonly file: string;
  /** `undefined` where it is too damaged to be looked at. */
  readonly check: Check | undefined;
  readonly onProgress: ReportProgress | undefined;
}

/** What a repair did: nothing, or what was wrong, where the damaged file is now, and what was told at the end. */
export type DatabaseRepair<Check, Finished> =
  | { readonly repaired: false; readonly check: Check }
  | {
      readonly repaired: true;
      readonly damage: readonly string[];
      readonly keptAs: string;
      /** Of the database as it is now. */
      readonly check: Check;
      readonly finished: Finished;
    };

/**
 * Makes a sound database out of a damaged one: a new file of all that is right takes the place of the old one, which stays beside
 * it as `.damaged-1` (or the next free number). A sound one is left alone. Takes as much free disk as the file has content; when that
 * is not there (`STORE_UNAVAILABLE`), and for every other error, nothing was changed. Throws `STORE_CORRUPT` where nothing of this
 * kind is found in the file, and else as `openSqlite` does.
 */
export function repairDatabase<Check extends DatabaseCheck, Finished>(
  path: string,
  kind: RepairableKind<Check, Finished>,
  options: RepairOptions = {},
): DatabaseRepair<Check, Finished> {
  const file = existingFile(path);
  refuseForeign(file, kind.schema);
  const check = examine(file, kind, options);
  if (check !== undefined && check.damage.length === 0) return { repaired: false, check };
  try {
    using _lock = holdWriteLock(file, options);
    return repair({ file, check, onProgress: options.onProgress }, kind);
  } catch (error) {
    throw storeError(file, error);
  }
}

function existingFile(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw storeError(path, error);
  }
}

/** Throws for a file that SQLite reads well and that is not of this kind, or of a newer version. */
function refuseForeign(file: string, schema: SchemaOptions): void {
  try {
    openSqlite(file, { ...schema, readOnly: true }).close();
  } catch (error) {
    const isOlder = isTokenPakError(error, "STORE_READ_ONLY") && existsSync(file);
    if (!isOlder && !isTokenPakError(error, "STORE_CORRUPT")) throw error;
  }
}

/** `undefined` for a file that is too damaged to be looked at. */
function examine<Check extends DatabaseCheck>(
  file: string,
  kind: Pick<RepairableKind<Check, unknown>, "schema" | "check">,
  { onProgress, busyTimeoutMs }: RepairOptions,
): Check | undefined {
  try {
    // Upgrades an old one, if it can be.
    openSqlite(file, { ...kind.schema, busyTimeoutMs }).close();
    return kind.check(file, { onProgress });
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return undefined;
    throw error;
  }
}

function repair<Check extends DatabaseCheck, Finished>(
  damaged: DamagedDatabase<Check>,
  kind: RepairableKind<Check, Finished>,
): DatabaseRepair<Check, Finished> {
  const { file, check: before, onProgress } = damaged;
  const replacement = replacementFor(file);
  removeDatabase(replacement);
  // Open until the end: closing it would drop the lock.
  using pages = new PageFile(file);
  try {
    const finished = fill(replacement, { damaged, pages }, kind);
    const check = kind.check(replacement, { onProgress });
    refuseUnsound({ file, before, after: check }, kind);
    const damage = before === undefined ? ["the file cannot be read as it is"] : before.damage;
    const keptAs = replaceDatabase(file, synced(replacement));
    return { repaired: true, damage, keptAs, check, finished };
  } finally {
    removeDatabase(replacement);
  }
}

/** What is to take the file's place must be sound, and whole where that can be. */
function refuseUnsound<Check extends DatabaseCheck>(
  {
    file,
    before,
    after,
  }: { readonly file: string; readonly before: Check | undefined; readonly after: Check },
  { isWhole, otherwise }: Pick<RepairableKind<Check, unknown>, "isWhole" | "otherwise">,
): void {
  const whole = before === undefined || isWhole === undefined || isWhole(before, after);
  const wrong = [...after.damage, ...(whole ? [] : ["not all of it was found again"])];
  if (wrong.length === 0) return;
  throw new TokenPakError(
    "STORE_CORRUPT",
    `The database "${file}" could not be repaired: ${wrong[0]}. Nothing was changed. Restore it from a backup, or ${otherwise}.`,
  );
}

/** Makes a new database of the records in a damaged one's pages. */
function fill<Check extends DatabaseCheck, Finished>(
  replacement: string,
  { damaged, pages }: { readonly damaged: DamagedDatabase<Check>; readonly pages: PageFile },
  kind: RepairableKind<Check, Finished>,
): Finished {
  using database = openSqlite(replacement, kind.schema);
  const { connection } = database;
  // Nobody else knows of this file, and after a failure it is deleted: no log that takes as much disk again.
  connection.pragma("journal_mode = MEMORY");
  connection.pragma("synchronous = OFF");
  const salvage = kind.salvage(connection);
  takeRecords(database, { salvage, pages, onProgress: damaged.onProgress });
  const finished = database.immediate(() => salvage.finish(damaged));
  if (pages.header() === undefined && salvage.isEmpty()) {
    throw new TokenPakError(
      "STORE_CORRUPT",
      `There is nothing of ${kind.name} in "${damaged.file}". Nothing was changed. Restore it from a backup, or ${kind.otherwise}.`,
    );
  }
  connection.pragma("journal_mode = WAL");
  return finished;
}

/** Pages whose records go in in one transaction. */
const PAGES_AT_ONCE = 256;

interface Taking {
  readonly salvage: Pick<Salvage<never, unknown>, "take">;
  readonly pages: PageFile;
  readonly onProgress: ReportProgress | undefined;
}

function takeRecords(database: SqliteDatabase, { salvage, pages, onProgress }: Taking): void {
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
