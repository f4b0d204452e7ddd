import { closeSync, existsSync, fsyncSync, openSync, realpathSync } from "node:fs";
import { isTokenPakError, type Ref, refOf, TokenPakError } from "@tokenpak/core";
import { holdWriteLock, openSqlite, type SqliteDatabase, storeError } from "@tokenpak/core/sqlite";
import type { ReportProgress } from "../rebuild-search.ts";
import { fromStored } from "../schema.ts";
import { PageFile } from "./page-file.ts";
import { removeDatabase, replaceDatabase, replacementFor } from "./replace-database.ts";
import type { RecordSalvage } from "./salvage-records.ts";
import { scanRecords } from "./scan-records.ts";
import type { StoreCheck, StoreKind } from "./store-kind.ts";

/** What a repair did. */
export interface RepairReport {
  /** Whether there was anything to do. Where not, the rest says what there is. */
  readonly repaired: boolean;
  /** What was wrong. */
  readonly damage: readonly string[];
  /** Where the damaged file is now; `undefined` where nothing was repaired. */
  readonly keptAs: string | undefined;
  /** Newest versions, all versions, and originals that the database holds now. */
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

/** Makes a sound database of a kind out of a damaged one, as `repairRegistry` says. */
export function repairStore(
  path: string,
  kind: StoreKind,
  options: RepairOptions = {},
): RepairReport {
  const file = existingFile(path);
  refuseForeign(file, kind);
  const check = examine(file, kind, options);
  if (check !== undefined && check.damage.length + check.searchDamage.length === 0) {
    const { files, versions, originals } = check;
    return { ...NOTHING_DONE, files, versions, originals };
  }
  try {
    using _lock = holdWriteLock(file, options);
    return repair({ file, check, kind }, options);
  } catch (error) {
    throw storeError(file, error);
  }
}

const NOTHING_DONE = {
  repaired: false,
  damage: [],
  keptAs: undefined,
  lostVersions: [],
  lostOriginals: [],
  withoutText: [],
  forgottenCursors: [],
} as const;

function existingFile(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw storeError(path, error);
  }
}

/** Throws for a file that SQLite reads well and that is not of this kind, or of a newer version. */
function refuseForeign(file: string, { schema }: StoreKind): void {
  try {
    openSqlite(file, { ...schema, readOnly: true }).close();
  } catch (error) {
    const isOlder = isTokenPakError(error, "STORE_READ_ONLY") && existsSync(file);
    if (!isOlder && !isTokenPakError(error, "STORE_CORRUPT")) throw error;
  }
}

/** `undefined` for a file that is too damaged to be looked at. */
function examine(
  file: string,
  { schema, check }: StoreKind,
  { onProgress, busyTimeoutMs }: RepairOptions,
): StoreCheck | undefined {
  try {
    // Upgrades an old one, if it can be.
    openSqlite(file, { ...schema, busyTimeoutMs }).close();
    return check(file, { onProgress });
  } catch (error) {
    if (isTokenPakError(error, "STORE_CORRUPT")) return undefined;
    throw error;
  }
}

interface Damaged {
  readonly file: string;
  readonly check: StoreCheck | undefined;
  readonly kind: StoreKind;
}

function repair(damaged: Damaged, { onProgress }: RepairOptions): RepairReport {
  const { file, check, kind } = damaged;
  const replacement = replacementFor(file);
  removeDatabase(replacement);
  // Open until the end: closing it would drop the lock.
  using pages = new PageFile(file);
  try {
    const made = fill(replacement, { ...damaged, pages }, onProgress);
    const found = kind.check(replacement, { onProgress });
    refuseUnsound(damaged, found);
    const { files, versions, originals } = found;
    const damage =
      check === undefined
        ? ["the file cannot be read as it is"]
        : [...check.damage, ...check.searchDamage];
    const keptAs = replaceDatabase(file, synced(replacement));
    return { repaired: true, damage, keptAs, files, versions, originals, ...made };
  } finally {
    removeDatabase(replacement);
  }
}

/** What is to take the file's place must be sound, and where only search was damaged, whole. */
function refuseUnsound({ file, check }: Damaged, found: StoreCheck): void {
  const isWhole =
    check === undefined ||
    check.damage.length > 0 ||
    (check.versions === found.versions && check.originals === found.originals);
  const wrong = [
    ...found.damage,
    ...found.searchDamage,
    ...(isWhole ? [] : ["not all of it was found again"]),
  ];
  if (wrong.length === 0) return;
  throw new TokenPakError(
    "STORE_CORRUPT",
    `The database "${file}" could not be repaired: ${wrong[0]}. Nothing was changed. Restore it from a backup, or move it away and index again.`,
  );
}

type Filled = Pick<
  RepairReport,
  "forgottenCursors" | "lostOriginals" | "lostVersions" | "withoutText"
>;

/** Makes a new database of the records in a damaged one's pages. */
function fill(
  replacement: string,
  { file, check, kind, pages }: Damaged & { readonly pages: PageFile },
  onProgress: ReportProgress | undefined,
): Filled {
  using database = openSqlite(replacement, kind.schema);
  const { connection } = database;
  // Nobody else knows of this file, and after a failure it is deleted: no log that takes as much disk again.
  connection.pragma("journal_mode = MEMORY");
  connection.pragma("synchronous = OFF");
  const salvage = kind.salvage(connection);
  takeRecords(database, { salvage, pages, onProgress });
  const isIntact = check !== undefined && check.damage.length === 0;
  const finished = database.immediate(() =>
    kind.finish(connection, { file, isIntact, onProgress }),
  );
  const lost = salvage.losses();
  if (pages.header() === undefined && salvage.isEmpty()) {
    throw new TokenPakError(
      "STORE_CORRUPT",
      `There is nothing of ${kind.name} in "${file}". Nothing was changed. Restore it from a backup, or move it away and index again.`,
    );
  }
  connection.pragma("journal_mode = WAL");
  return {
    ...finished,
    lostVersions: lost.versions.map(({ path, version }) => ({ path: fromStored(path), version })),
    lostOriginals: lost.originals.map((hash) => refOf({ hash })),
  };
}

/** Pages whose records go in in one transaction. */
const PAGES_AT_ONCE = 256;

interface Taking {
  readonly salvage: RecordSalvage;
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
