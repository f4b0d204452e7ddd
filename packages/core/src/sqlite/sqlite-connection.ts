/** The part of a better-sqlite3 statement that TokenPak uses. */
export interface SqliteStatement {
  run(...parameters: unknown[]): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  get(...parameters: unknown[]): unknown;
  all(...parameters: unknown[]): unknown[];
  iterate(...parameters: unknown[]): IterableIterator<unknown>;
  /** From now on rows are their first column alone. */
  pluck(): this;
  /** From now on rows are arrays. */
  raw(): this;
}

/** The part of a better-sqlite3 connection that TokenPak uses. */
export interface SqliteConnection {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  pragma(source: string, options?: { simple?: boolean }): unknown;
  transaction<T>(work: () => T): { (): T; immediate(): T };
  /** Allows writing in the tables below a virtual table, and other things that can damage a database. */
  unsafeMode(on: boolean): unknown;
  close(): unknown;
}
