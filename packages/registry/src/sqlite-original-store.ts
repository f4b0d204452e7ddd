import type { OriginalRange, Ref, SyncOriginalStore } from "@tokenpak/core";
import { openSqlite, type SqliteDatabase } from "@tokenpak/core/sqlite";
import { ORIGINALS_APPLICATION_ID, ORIGINALS_MIGRATIONS } from "./migrations.ts";
import { OriginalTable } from "./original-table.ts";

/** How to open a store. */
export interface OpenStoreOptions {
  /** Open an existing file without writing anything. Default `false`. */
  readonly readOnly?: boolean | undefined;
  /** How long to wait for another process's lock, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Originals in a database file of their own, compressed at rest. Opening throws as `openSqlite` does; use after `close` throws
 * `STORE_CLOSED`.
 */
export class SqliteOriginalStore implements SyncOriginalStore, Disposable {
  readonly #database: SqliteDatabase;
  readonly #table: OriginalTable;

  /** `path` of the file, created where there is none, or `:memory:`. */
  constructor(path: string, options: OpenStoreOptions = {}) {
    this.#database = openSqlite(path, {
      ...options,
      migrations: ORIGINALS_MIGRATIONS,
      applicationId: ORIGINALS_APPLICATION_ID,
    });
    this.#table = new OriginalTable(this.#database);
  }

  put(text: string): Ref {
    return this.#table.put(text);
  }

  get(ref: string, range?: OriginalRange): string | undefined {
    return this.#table.get(ref, range);
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
