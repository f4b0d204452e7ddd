import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { RecentWords } from "./recent-words.ts";

/** Shorter words hold no piece that is looked for; longer ones are encoded data. */
const SHORTEST = 4;
const LENGTHS = { shortest: SHORTEST, longest: 64 };
/** Longer words with digits are hashes and encoded data, each another word. */
const LONGEST_WITH_DIGITS = 24;

/**
 * Every distinct word of the index, unstemmed and in lower case, to find a piece of one: `okenCoun` is in no list of words that
 * an index could look up. Reading them all takes 10 ms for 100,000 files, 70 ms for a million; an index of all three-letter pieces would be several
 * times as large as the whole word index and slow to write. Words stay when their texts are removed.
 */
export class KnownWords {
  readonly #insert: SqliteStatement;
  readonly #holding: SqliteStatement;
  readonly #beginning: SqliteStatement;
  readonly #connection: SqliteConnection;
  #remembered = new RecentWords();
  readonly #has: SqliteStatement;
  #version: unknown;
  #last: string | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#insert = connection.prepare("INSERT OR IGNORE INTO words (word) VALUES (?)");
    this.#has = connection.prepare("SELECT 1 FROM words WHERE word = ?");
    this.#holding = connection
      .prepare("SELECT word FROM words WHERE instr(word, ?) ORDER BY length(word), word LIMIT ?")
      .pluck();
    this.#beginning = connection
      .prepare(
        "SELECT word FROM words WHERE word >= :piece AND word < :piece || char(65535) ORDER BY length(word), word LIMIT :limit",
      )
      .pluck();
  }

  /** Begins a transaction: forgets what it remembers where one before was undone, or another process has written. */
  begin(): void {
    const version = this.#connection.pragma("data_version", { simple: true });
    const undone = this.#last !== undefined && this.#has.get(this.#last) === undefined;
    if (undone || version !== this.#version) this.#remembered = new RecentWords();
    this.#version = version;
  }

  /** Adds the words of a text. */
  add(text: string): void {
    for (const word of this.#remembered.unseen(text.toLowerCase(), LENGTHS)) {
      if (word.length > LONGEST_WITH_DIGITS && /\d/.test(word)) continue;
      if (this.#insert.run(word).changes > 0) this.#last = word;
    }
  }

  /** Whether a piece is long enough to be looked for: four characters. */
  canHold(piece: string): boolean {
    return piece.length >= SHORTEST;
  }

  /** Words that begin with a piece, the shortest first, at most `limit`. */
  beginningWith(piece: string, limit: number): readonly string[] {
    return this.canHold(piece) ? (this.#beginning.all({ piece, limit }) as string[]) : [];
  }

  /** Words that a piece is in, the shortest first, at most `limit`; reads all words. */
  holding(piece: string, limit: number): readonly string[] {
    return this.canHold(piece) ? (this.#holding.all(piece, limit) as string[]) : [];
  }

  /** Forgets everything. */
  clear(): void {
    this.#remembered = new RecentWords();
    this.#connection.exec("DELETE FROM words");
  }
}
