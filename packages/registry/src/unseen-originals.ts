import type { SqliteDatabase, SqliteStatement } from "@tokenpak/core/sqlite";

/**
 * The table `unseen`: originals whose ref nobody was given, the only ones that garbage collection may take. What leaves the
 * table is durable before the ref is given out, for every process that uses the file.
 */
export class UnseenOriginals {
  readonly #database: SqliteDatabase;
  readonly #any: SqliteStatement;
  readonly #isUnseen: SqliteStatement;
  readonly #exists: SqliteStatement;
  readonly #add: SqliteStatement;
  readonly #claim: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    const { connection } = database;
    this.#any = connection.prepare("SELECT 1 FROM unseen LIMIT 1");
    this.#isUnseen = connection.prepare(
      "SELECT 1 FROM originals o JOIN unseen u ON u.original_id = o.id WHERE o.hash = ?",
    );
    this.#exists = connection.prepare("SELECT 1 FROM originals WHERE hash = ?");
    this.#add = connection.prepare("INSERT INTO unseen (original_id) VALUES (?)");
    this.#claim = connection.prepare(
      "DELETE FROM unseen WHERE original_id = (SELECT id FROM originals WHERE hash = ?)",
    );
  }

  /**
   * Reads something that shows refs, and claims the originals behind them. Only the first time that one is given out does this
   * write, and then waits for another process's transaction as any write does (`STORE_UNAVAILABLE` when that takes too long):
   * a ref that could not be recorded is not given out. A database that is opened for reading only records nothing.
   */
  giveOut<T>(read: () => T, hashesOf: (result: T) => Iterable<string>): T {
    if (this.#database.readOnly) return this.#database.run(read);
    const { result, unseen } = this.#database.snapshot(() => {
      const found = read();
      return { result: found, unseen: this.#unseenAmong(hashesOf(found)) };
    });
    if (unseen.length === 0) return result;
    return this.#database.immediate(() => {
      if (this.#claimAll(unseen)) return result;
      // Another process has collected some of them since: what was read is of the past.
      const again = read();
      this.#claimAll(this.#unseenAmong(hashesOf(again)));
      return again;
    });
  }

  /** Notes a new original; its row was just inserted. */
  add(originalId: number | bigint): void {
    this.#add.run(originalId);
  }

  /** Whether an original is there whose ref was given out. */
  isClaimed(hash: string): boolean {
    return this.#exists.get(hash) !== undefined && this.#isUnseen.get(hash) === undefined;
  }

  /** Notes that an original's ref is given out. */
  claim(hash: string): void {
    this.#claim.run(hash);
  }

  #unseenAmong(hashes: Iterable<string>): readonly string[] {
    if (this.#any.get() === undefined) return [];
    return [...hashes].filter((hash) => this.#isUnseen.get(hash) !== undefined);
  }

  /** `false`, with some of them claimed, where not all are there any more. */
  #claimAll(hashes: readonly string[]): boolean {
    return hashes.every((hash) => {
      this.claim(hash);
      return this.#exists.get(hash) !== undefined;
    });
  }
}
