import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { TokenPakError } from "../errors.ts";
import { loadBetterSqlite } from "./load-better-sqlite.ts";
import { migrate, type SchemaOptions, schemaVersion } from "./migrate.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { SqliteDatabase } from "./sqlite-database.ts";
import { failure, storeError } from "./store-error.ts";
import { verifyTables } from "./verify-tables.ts";

/** How to open a database. */
export interface OpenSqliteOptions extends SchemaOptions {
  /** Open an existing file without writing anything, also from a read-only folder. Default `false`. */
  readonly readOnly?: boolean | undefined;
  /** How long to wait for another process's lock, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Opens, creates or migrates a database: WAL, foreign keys on, synchronous NORMAL (a killed process loses nothing that was
 * acknowledged). `:memory:` is a database of its own. A new file has mode 0600 in folders of mode 0700.
 *
 * Throws `STORE_UNAVAILABLE` (missing, a folder, no permission, locked, another application's), `STORE_READ_ONLY`,
 * `STORE_CORRUPT`, `STORE_TOO_NEW`, `DEPENDENCY_MISSING`; the message names the path and what to do.
 */
export function openSqlite(path: string, options: OpenSqliteOptions): SqliteDatabase {
  const { readOnly = false } = options;
  loadBetterSqlite();
  if (path === ":memory:") return start(path, connect(path, options), options);
  const file = checkedPath(path);
  try {
    if (readOnly) accessSync(file, constants.R_OK);
    else createFile(file);
    checkFile(file, readOnly);
    return start(file, connect(file, options), options);
  } catch (error) {
    throw storeError(file, error);
  }
}

function checkedPath(path: string): string {
  // SQLite would cut the name at a NUL, better-sqlite3 trims white space: either would open another file than was named.
  if (path === "" || path !== path.trim() || path.includes("\0")) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `${JSON.stringify(path)} cannot be the path of a database. Give a path without white space at its ends, or ":memory:".`,
    );
  }
  return resolve(path);
}

function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // Only ever opens a file that did not exist: closing any descriptor of a file drops the locks that SQLite holds on it.
    closeSync(openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function checkFile(file: string, readOnly: boolean): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw failure("STORE_UNAVAILABLE", file, [
      "is a link that leads nowhere",
      "Create what it leads to, or choose another path.",
    ]);
  }
  if (!(stats ?? statSync(file)).isFile()) {
    throw failure("STORE_UNAVAILABLE", file, [
      "is a folder or a device, not a file",
      "Choose the path of a file.",
    ]);
  }
  if (readOnly) return;
  accessSync(file, constants.R_OK);
  for (const target of [file, dirname(file)]) {
    if (!isWritable(target)) {
      throw failure("STORE_READ_ONLY", file, [
        target === file ? "is read-only" : "is in a read-only folder",
        "Make it writable, choose another path, or open it for reading only.",
      ]);
    }
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS") return false;
    throw error;
  }
}

function connect(name: string, options: OpenSqliteOptions): SqliteConnection {
  const Connection = loadBetterSqlite();
  const { readOnly = false, busyTimeoutMs = 5000 } = options;
  const memory = name === ":memory:";
  return new Connection(name, {
    readonly: readOnly && !memory,
    fileMustExist: !memory,
    timeout: busyTimeoutMs,
  });
}

/** Checks and prepares a fresh connection; closes it when that fails. */
function start(
  path: string,
  connection: SqliteConnection,
  options: OpenSqliteOptions,
): SqliteDatabase {
  try {
    const memory = path === ":memory:";
    if (options.readOnly && !memory) return startReading(path, connection, options);
    const version = schemaVersion(path, connection, options);
    connection.pragma("foreign_keys = ON");
    // Only a file without tables takes this: what is deleted later can be given back to the disk piece by piece.
    if (version === 0) connection.pragma("auto_vacuum = INCREMENTAL");
    if (!memory) enterWal(connection, options.busyTimeoutMs ?? 5000);
    connection.pragma("synchronous = NORMAL");
    // After a large change the log does not stay as large.
    connection.pragma(`journal_size_limit = ${LARGEST_IDLE_LOG}`);
    migrate(connection, options);
    if (version > 0) verifyTables(connection, options);
    return new SqliteDatabase(path, connection);
  } catch (error) {
    connection.close();
    throw storeError(path, error);
  }
}

function startReading(
  path: string,
  connection: SqliteConnection,
  options: OpenSqliteOptions,
): SqliteDatabase {
  const readable = readableConnection(path, connection);
  if (schemaVersion(path, readable, options) < options.migrations.length) {
    readable.close();
    throw failure("STORE_READ_ONLY", path, [
      "is of an older version and cannot be upgraded while it is opened for reading only",
      "Open it once for writing, where that is allowed.",
    ]);
  }
  verifyTables(readable, options);
  return new SqliteDatabase(path, readable, { readOnly: true });
}

/**
 * A WAL database in a folder where SQLite cannot create its side files: read whole into memory, which is right as long as no
 * writer has left changes beside it.
 */
function readableConnection(path: string, connection: SqliteConnection): SqliteConnection {
  try {
    connection.pragma("user_version");
    return connection;
  } catch (error) {
    const { code = "" } = error as { code?: string };
    const pending = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    const refused = /^SQLITE_(?:CANTOPEN|READONLY)/.test(code);
    if (!refused || pending > 0 || statSync(path).size > LARGEST_IN_MEMORY) throw error;
    connection.close();
    const bytes = readFileSync(path);
    // File format 1 instead of 2: a database in memory has no WAL (https://sqlite.org/fileformat2.html, offsets 18 and 19).
    bytes.fill(1, 18, 20);
    const Connection = loadBetterSqlite();
    const copy = new Connection(bytes);
    copy.pragma("query_only = ON");
    return copy;
  }
}

const LARGEST_IDLE_LOG = 8 << 20;

const LARGEST_IN_MEMORY = 1 << 30;

/** Two processes that change the journal mode of a new file at once: one is told "busy" at once, timeout or not. */
function enterWal(connection: SqliteConnection, timeoutMs: number): void {
  const pauseMs = 20;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      connection.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const { code = "" } = error as { code?: string };
      if (!code.startsWith("SQLITE_BUSY") || waitedMs >= timeoutMs) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}
