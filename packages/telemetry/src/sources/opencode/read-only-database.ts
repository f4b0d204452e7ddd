import { readFileSync, statSync } from "node:fs";
import { isTokenPakError, TokenPakError } from "@tokenpak/core";
import { loadBetterSqlite, type SqliteConnection } from "@tokenpak/core/sqlite";

/**
 * Does `work` with a connection that only reads the database of another program, and closes it. SQLite would leave files beside a
 * database that nobody has open and whose log is empty: up to {@link LARGEST_COPY} such a one is read as a copy in memory instead,
 * so that nothing is created, locked or changed.
 *
 * Throws `SOURCE_UNAVAILABLE` for a database that is locked, damaged, unreadable or laid out in a way that `work` does not know;
 * `DEPENDENCY_MISSING` without better-sqlite3.
 */
export function* readingDatabase<Result>(
  path: string,
  work: (connection: SqliteConnection) => Iterable<Result>,
): Generator<Result> {
  let connection: SqliteConnection | undefined;
  try {
    connection = copyAtRest(path) ?? openInPlace(path);
    yield* work(connection);
  } catch (error) {
    throw unavailable(path, error);
  } finally {
    connection?.close();
  }
}

/** Bytes. */
const LARGEST_COPY = 256 << 20;

function openInPlace(path: string): SqliteConnection {
  const Connection = loadBetterSqlite();
  return new Connection(path, { readonly: true, fileMustExist: true, timeout: 2000 });
}

/** The database in memory where no change waits in its log; `undefined` where some does, or where it changed meanwhile. */
function copyAtRest(path: string): SqliteConnection | undefined {
  const before = atRest(path);
  if (before === undefined) return undefined;
  const bytes = readFileSync(path);
  if (atRest(path) !== before || bytes.length < HEADER) return undefined;
  // File format 1 instead of 2: a database in memory has no log (https://sqlite.org/fileformat2.html, offsets 18 and 19).
  bytes.fill(1, 18, 20);
  const Connection = loadBetterSqlite();
  const connection = new Connection(bytes);
  connection.pragma("query_only = ON");
  return connection;
}

const HEADER = 100;

/** What a database at rest looks like from outside. */
function atRest(path: string): string | undefined {
  const { size, mtimeMs, ino } = statSync(path);
  const waits = ["-wal", "-journal"].some(
    (log) => (statSync(`${path}${log}`, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
  return waits || size > LARGEST_COPY ? undefined : `${size} ${mtimeMs} ${ino}`;
}

function unavailable(path: string, cause: unknown): unknown {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  if (isTokenPakError(cause) || typeof code !== "string") return cause;
  return new TokenPakError(
    "SOURCE_UNAVAILABLE",
    `The database "${path}" cannot be read (${code}): it is locked, damaged, or of a version that is not known here. Close the program that it belongs to and try again, or update TokenPak.`,
    { cause },
  );
}
