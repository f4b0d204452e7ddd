import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";

/**
 * Keeps bm25's sums right. A full-text table with `contentless_delete` takes rows out of its index, but not out of its count of
 * rows and of words in each column, so that scores would depend on what the index once held. Both are in the file as rows of
 * SQLite integers (https://sqlite.org/fts5.html#fts5_data_structures): a row's own counts in `_docsize`,
 * the sums, which begin with the number of rows, in row 1 of `_data`.
 */
export class FtsSums {
  readonly #connection: SqliteConnection;
  readonly #sizes: SqliteStatement;
  readonly #read: SqliteStatement;
  #removed: number[] = [];

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#sizes = connection
      .prepare(
        "SELECT sz FROM chunk_search_docsize WHERE id IN (SELECT id FROM chunks WHERE block_id = ?)",
      )
      .pluck();
    this.#read = connection.prepare("SELECT block FROM chunk_search_data WHERE id = 1").pluck();
  }

  /** Forgets what a transaction noted that did not come to its end. */
  begin(): void {
    this.#removed = [];
  }

  /** Notes the rows of a block that are about to be taken out. */
  note(blockId: number): void {
    for (const size of this.#sizes.all(blockId)) {
      for (const [at, count] of [1, ...readIntegers(size)].entries()) {
        this.#removed[at] = (this.#removed[at] ?? 0) + count;
      }
    }
  }

  /** Takes what was noted out of the sums: the last thing in a transaction. */
  settle(): void {
    const removed = this.#removed;
    if (removed.length === 0) return;
    this.#removed = [];
    const connection = this.#connection;
    // The beginning of a savepoint makes FTS5 write its sums and forget them, so that it will read ours.
    connection.transaction(() => undefined)();
    const sums = readIntegers(this.#read.get()).map((sum, at) => sum - (removed[at] ?? 0));
    if (sums.some((sum) => sum < 0)) throw damagedRow("the sums of the search index are wrong");
    // Otherwise nobody may write in the tables below a full-text table.
    connection.unsafeMode(true);
    try {
      connection
        .prepare("UPDATE chunk_search_data SET block = ? WHERE id = 1")
        .run(writeIntegers(sums));
    } finally {
      connection.unsafeMode(false);
    }
  }
}

/** Rows of the full-text table, without counting them. */
export function indexedRows(connection: SqliteConnection): number {
  const sums = connection.prepare("SELECT block FROM chunk_search_data WHERE id = 1").pluck().get();
  return readIntegers(sums)[0] ?? 0;
}

/** SQLite's variable-length integers (https://sqlite.org/fileformat2.html#varint), those below 2^53. */
function readIntegers(bytes: unknown): number[] {
  const numbers: number[] = [];
  if (!(bytes instanceof Uint8Array)) return numbers;
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  return numbers;
}

function writeIntegers(numbers: readonly number[]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap((number) => {
      const bytes = [number % 128];
      for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) {
        bytes.unshift(0x80 + (rest % 128));
      }
      return bytes;
    }),
  );
}
