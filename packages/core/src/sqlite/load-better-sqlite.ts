import { createRequire } from "node:module";
import { TokenPakError } from "../errors.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** Constructor of better-sqlite3, as far as the opener needs it. */
export type OpenConnection = new (
  pathOrBytes: string | Uint8Array,
  options?: { readonly: boolean; fileMustExist: boolean; timeout: number },
) => SqliteConnection;

/** Finds a module by name, or throws as `require` does. */
export type RequireModule = (name: string) => unknown;

/**
 * Loads better-sqlite3, which is an optional peer because it is a native addon. Required here, when a database is opened, and
 * not imported above, so that its absence is an error in words (`DEPENDENCY_MISSING`) instead of one of the module loader.
 */
export function loadBetterSqlite(
  load: RequireModule = createRequire(import.meta.url),
): OpenConnection {
  try {
    return load("better-sqlite3") as OpenConnection;
  } catch (cause) {
    throw dependencyMissing(cause);
  }
}

/** The error of a better-sqlite3 that is not installed or whose native part is missing or of another Node. */
export function dependencyMissing(cause: unknown): TokenPakError {
  return new TokenPakError(
    "DEPENDENCY_MISSING",
    "SQLite stores need better-sqlite3, built for this version of Node. Run: npm install better-sqlite3@12 (after a change of Node: npm rebuild better-sqlite3).",
    { cause },
  );
}
