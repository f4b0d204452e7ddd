import { statSync } from "node:fs";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { failure, storeError } from "./store-error.ts";

/** An open database. Every access goes through {@link run} or {@link immediate}, which throw typed errors. */
export class SqliteDatabase implements Disposable {
  /** Absolute path, or `:memory:`. */
  readonly path: string;
  readonly connection: SqliteConnection;
  /** Whether it was opened for reading only. */
  readonly readOnly: boolean;
  /** Which file it is, as long as it stands under its path. */
  readonly #identity: string | undefined;

  constructor(
    path: string,
    connection: SqliteConnection,
    { readOnly = false }: { readonly readOnly?: boolean } = {},
  ) {
    this.path = path;
    this.connection = connection;
    this.readOnly = readOnly;
    this.#identity = identityOf(path);
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
      if (!this.connection.inTransaction) this.#refuseMoved();
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
    const held = (): T => {
      // Whoever puts another file in its place holds the lock while doing so.
      this.#refuseMoved();
      return work();
    };
    return this.run(() => this.connection.transaction(held).immediate());
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

  /** What is written into a file without a name is lost, and what is read there is of the past: SQLite does not notice. */
  #refuseMoved(): void {
    if (identityOf(this.path) === this.#identity) return;
    throw failure("STORE_UNAVAILABLE", this.path, [
      "was moved or deleted while it was open, or another one took its place",
      "Open it again.",
    ]);
  }
}

function identityOf(path: string): string | undefined {
  if (path === ":memory:") return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
}
