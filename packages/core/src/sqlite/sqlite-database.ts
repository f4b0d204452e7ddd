import type { SqliteConnection } from "./sqlite-connection.ts";
import { failure, storeError } from "./store-error.ts";

/** An open database. Every access goes through {@link run} or {@link immediate}, which throw typed errors. */
export class SqliteDatabase implements Disposable {
  /** Absolute path, or `:memory:`. */
  readonly path: string;
  readonly connection: SqliteConnection;
  /** Whether it was opened for reading only. */
  readonly readOnly: boolean;

  constructor(
    path: string,
    connection: SqliteConnection,
    { readOnly = false }: { readonly readOnly?: boolean } = {},
  ) {
    this.path = path;
    this.connection = connection;
    this.readOnly = readOnly;
  }

  /**
   * Does `work` and answers its result. Failures of SQLite become `STORE_READ_ONLY`, `STORE_CORRUPT`, `STORE_UNAVAILABLE`
   * (locked, disk full, ...); after {@link close} it throws `STORE_CLOSED`.
   */
  run<T>(work: () => T): T {
    if (!this.connection.open) {
      throw failure("STORE_CLOSED", this.path, ["was closed", "Open it again to use it."]);
    }
    try {
      return work();
    } catch (error) {
      throw storeError(this.path, error);
    }
  }

  /**
   * {@link run} in one transaction that takes the write lock at its beginning: a transaction that reads first and writes
   * later fails at once, whatever the timeout, when another process wrote in between. Inside another transaction it is a
   * savepoint of that.
   */
  immediate<T>(work: () => T): T {
    return this.run(() => this.connection.transaction(work).immediate());
  }

  /** {@link run} in one transaction that only reads: everything in it is of one moment, and it waits for no writer. */
  snapshot<T>(work: () => T): T {
    return this.run(() => this.connection.transaction(work)());
  }

  /** Closes the database. Closing twice is no error. */
  close(): void {
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
