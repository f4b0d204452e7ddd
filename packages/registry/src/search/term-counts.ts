import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { indexedRows } from "./fts-sums.ts";

/** How many chunks hold a word. Counting takes time with their number (20 ns each), so what was counted is kept until someone writes. */
export class TermCounts {
  readonly #connection: SqliteConnection;
  readonly #chunksWith: SqliteStatement;
  readonly #changes: SqliteStatement;
  readonly #counts = new Map<string, number>();
  #state = "";
  #chunks = 0;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#chunksWith = connection.prepare("SELECT doc FROM chunk_terms WHERE term = ?").pluck();
    this.#changes = connection.prepare("SELECT total_changes()").pluck();
  }

  /** Forgets what another connection or this one has since changed; to be called before a search. Answers the number of chunks. */
  refresh(): number {
    const others = this.#connection.pragma("data_version", { simple: true });
    const state = `${String(others)} ${String(this.#changes.get())}`;
    if (state !== this.#state) {
      this.#state = state;
      this.#counts.clear();
      this.#chunks = indexedRows(this.#connection);
    }
    return this.#chunks;
  }

  /** Chunks that hold a stem, in any column. */
  of(stem: string): number {
    let count = this.#counts.get(stem);
    if (count === undefined) {
      if (this.#counts.size >= MOST_KEPT) this.#counts.clear();
      count = (this.#chunksWith.get(stem) as number | undefined) ?? 0;
      this.#counts.set(stem, count);
    }
    return count;
  }

  /** No more chunks than these hold all of the stems. */
  ofAll(stems: readonly string[]): number {
    return stems.reduce((least, stem) => Math.min(least, this.of(stem)), Number.POSITIVE_INFINITY);
  }
}

const MOST_KEPT = 10_000;
