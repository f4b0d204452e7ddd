import { TokenPakError } from "../errors.ts";
import { dependencyMissing } from "./load-better-sqlite.ts";

/**
 * The typed error of a failure below a database at `path`: of SQLite (`SQLITE_*`), of the file system (`EACCES`, ...) or of
 * the native addon. Anything else is given back as it is.
 */
export function storeError(path: string, error: unknown): unknown {
  if (error instanceof TokenPakError) return error;
  if (isAddonFailure(error)) return dependencyMissing(error);
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return error;
  if (code.startsWith("SQLITE_IOERR")) {
    const what = `could not be read or written (${code})`;
    return failure("STORE_UNAVAILABLE", path, [what, "Check the disk and the permissions.", error]);
  }
  // Our SQL does not change: what SQLite does not understand in it is that the file is not what it says.
  if (code === "SQLITE_CORRUPT_ROW" || code === "SQLITE_ERROR") {
    const [, fix] = CORRUPT;
    return failure("STORE_CORRUPT", path, [`is damaged: ${(error as Error).message}`, fix, error]);
  }
  const known = KNOWN.find(([name]) => code === name || code.startsWith(`${name}_`));
  if (known === undefined) return error;
  const [, kind, what, fix] = known;
  return failure(kind, path, [what, fix, error]);
}

type StoreErrorCode = "STORE_CORRUPT" | "STORE_READ_ONLY" | "STORE_UNAVAILABLE" | "TEXT_TOO_LARGE";

const BUSY = [
  "is locked by another process",
  "Wait until that process is done, or end it, and try again.",
] as const;
const DENIED = [
  "cannot be opened: permission denied",
  "Give this user read and write permission on the file and its folder, or choose another path.",
] as const;
const READ_ONLY = [
  "is read-only",
  "Make the file and its folder writable, or choose another path.",
] as const;
const FULL = [
  "could not be written: the disk is full or the quota is used up",
  "Free some space and try again; nothing was half written.",
] as const;
const CORRUPT = [
  "is damaged or not a database",
  'Run "tokenpak doctor --repair", which keeps what can still be read, or restore it from a backup.',
] as const;

/** First match wins; `X` also stands for `X_...`, SQLite's extended codes. */
const KNOWN: readonly (readonly [string, StoreErrorCode, string, string])[] = [
  ["SQLITE_BUSY", "STORE_UNAVAILABLE", ...BUSY],
  ["SQLITE_LOCKED", "STORE_UNAVAILABLE", ...BUSY],
  [
    "SQLITE_READONLY_DBMOVED",
    "STORE_UNAVAILABLE",
    "was moved or deleted while it was open",
    "Open it again.",
  ],
  ["SQLITE_READONLY", "STORE_READ_ONLY", ...READ_ONLY],
  ["SQLITE_FULL", "STORE_UNAVAILABLE", ...FULL],
  ["SQLITE_CORRUPT", "STORE_CORRUPT", ...CORRUPT],
  ["SQLITE_NOTADB", "STORE_CORRUPT", ...CORRUPT],
  [
    "SQLITE_CANTOPEN",
    "STORE_UNAVAILABLE",
    "cannot be opened",
    "Check that its folder exists and that this user may write there.",
  ],
  ["SQLITE_PERM", "STORE_UNAVAILABLE", ...DENIED],
  ["SQLITE_AUTH", "STORE_UNAVAILABLE", ...DENIED],
  [
    "SQLITE_TOOBIG",
    "TEXT_TOO_LARGE",
    "cannot hold a text this large",
    "Split it into parts below 500 MB.",
  ],
  ["EACCES", "STORE_UNAVAILABLE", ...DENIED],
  ["EPERM", "STORE_UNAVAILABLE", ...DENIED],
  ["EROFS", "STORE_READ_ONLY", ...READ_ONLY],
  ["ENOSPC", "STORE_UNAVAILABLE", ...FULL],
  ["EDQUOT", "STORE_UNAVAILABLE", ...FULL],
  [
    "ENOTDIR",
    "STORE_UNAVAILABLE",
    "cannot be opened: a part of its path is a file, not a folder",
    "Choose another path.",
  ],
  ["EEXIST", "STORE_UNAVAILABLE", "cannot be opened: its folder is a file", "Choose another path."],
  ["ENOENT", "STORE_UNAVAILABLE", "does not exist", "Index something first, or check the path."],
  ["ENAMETOOLONG", "STORE_UNAVAILABLE", "has too long a name", "Choose a shorter path."],
  ["ELOOP", "STORE_UNAVAILABLE", "is a link that leads to itself", "Choose another path."],
];

/** What to throw for a row that cannot be what was written: on its way out of the database it becomes `STORE_CORRUPT`. */
export function damagedRow(what: string): Error {
  return Object.assign(new Error(what), { code: "SQLITE_CORRUPT_ROW" });
}

/** An error about the database at `path`: what is wrong with it, what to do, and the cause. */
export function failure(
  code: StoreErrorCode | "STORE_CLOSED" | "STORE_TOO_NEW",
  path: string,
  [what, fix, cause]: readonly [what: string, fix: string, cause?: unknown],
): TokenPakError {
  return new TokenPakError(
    code,
    `The database "${path}" ${what}. ${fix}`,
    cause === undefined ? undefined : { cause },
  );
}

function isAddonFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    (error as { code?: unknown }).code === "ERR_DLOPEN_FAILED" ||
    error.message.startsWith("Could not locate the bindings file")
  );
}
