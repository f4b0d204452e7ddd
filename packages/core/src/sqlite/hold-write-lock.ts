import { loadBetterSqlite } from "./load-better-sqlite.ts";
import { storeError } from "./store-error.ts";

/**
 * Keeps every other process from writing in a database until it is disposed of, whatever the database is and however damaged. A
 * file that SQLite cannot open, nobody can write: then there is nothing to hold. Throws `STORE_UNAVAILABLE` when another
 * process writes for longer than the timeout, in milliseconds, default 5000.
 */
export function holdWriteLock(
  path: string,
  { busyTimeoutMs = 5000 }: { readonly busyTimeoutMs?: number | undefined } = {},
): Disposable {
  const Connection = loadBetterSqlite();
  const options = { readonly: false, fileMustExist: true, timeout: busyTimeoutMs };
  const connection = new Connection(path, options);
  try {
    connection.exec("BEGIN IMMEDIATE");
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) {
      connection.close();
      throw storeError(path, error);
    }
  }
  return { [Symbol.dispose]: () => void connection.close() };
}
