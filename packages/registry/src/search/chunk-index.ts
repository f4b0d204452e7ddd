import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { chunkText, type TextChunk } from "./chunk-text.ts";
import { declaredNames } from "./declared-names.ts";
import { FtsSums } from "./fts-sums.ts";
import { identifierParts } from "./identifier-parts.ts";
import { KnownWords } from "./known-words.ts";

/** The tables `chunks`, `chunk_search` and `words`. What changes them runs in {@link ChunkIndex.change}. */
export class ChunkIndex {
  readonly #insertChunk: SqliteStatement;
  readonly #insertWords: SqliteStatement;
  readonly #removeWords: SqliteStatement;
  readonly #removeChunks: SqliteStatement;
  readonly #sums: FtsSums;
  readonly #words: KnownWords;
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#sums = new FtsSums(connection);
    this.#words = new KnownWords(connection);
    this.#insertChunk = connection.prepare(
      "INSERT INTO chunks (block_id, first_line, start_at, end_at, names) VALUES (?, ?, ?, ?, ?)",
    );
    this.#insertWords = connection.prepare(
      "INSERT INTO chunk_search (rowid, path, names, body, parts) VALUES (?, ?, ?, ?, ?)",
    );
    this.#removeWords = connection.prepare(
      "DELETE FROM chunk_search WHERE rowid IN (SELECT id FROM chunks WHERE block_id = ?)",
    );
    this.#removeChunks = connection.prepare("DELETE FROM chunks WHERE block_id = ?");
  }

  /** Does work that adds and removes: all that a transaction does, inside of it. */
  change<T>(work: () => T): T {
    this.#sums.begin();
    this.#words.begin();
    const result = work();
    this.#sums.settle();
    return result;
  }

  /** Makes a block findable by its path and by `text`. */
  add(block: { readonly id: number; readonly path: string }, text: string): void {
    const pathWords = searchable(withParts(block.path));
    this.#words.add(pathWords);
    this.#words.add(searchable(text));
    for (const { firstLine, startAt, endAt, names } of indexedChunks(text)) {
      const body = text.slice(startAt, endAt);
      const chunk = [block.id, firstLine, startAt, endAt, names];
      const id = this.#insertChunk.run(...chunk).lastInsertRowid;
      const parts = searchable(identifierParts(body));
      this.#insertWords.run(id, pathWords, names, searchable(body), parts);
    }
  }

  /** Undoes {@link add}. */
  remove(blockId: number): void {
    this.#sums.note(blockId);
    this.#removeWords.run(blockId);
    this.#removeChunks.run(blockId);
  }

  /** Forgets everything. */
  clear(): void {
    this.#words.clear();
    this.#connection.exec(
      "INSERT INTO chunk_search (chunk_search) VALUES ('delete-all'); DELETE FROM chunks;",
    );
  }
}

/** A chunk as the index keeps it. */
export interface IndexedChunk extends TextChunk {
  readonly names: string;
}

/** The rows of `chunks` that a text has. */
export function* indexedChunks(text: string): Generator<IndexedChunk> {
  for (const chunk of chunkText(text)) {
    const names = withParts(declaredNames(text.slice(chunk.startAt, chunk.endAt)), "\n");
    yield { ...chunk, names: searchable(names) };
  }
}

function withParts(text: string, separator = " "): string {
  const parts = identifierParts(text);
  return parts === "" ? text : `${text}${separator}${parts}`;
}

/** SQLite holds UTF-8, which has no lone surrogates. */
function searchable(text: string): string {
  return text.toWellFormed();
}
