import { TokenPakError } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { chunkText } from "./chunk-text.ts";
import { declaredNames } from "./declared-names.ts";
import { identifierParts } from "./identifier-parts.ts";

/** The tables `chunks` and `chunk_search`. Its callers hold the transaction that also changes the block. */
export class ChunkIndex {
  readonly #insertChunk: SqliteStatement;
  readonly #insertWords: SqliteStatement;
  readonly #removeWords: SqliteStatement;
  readonly #chunksOf: SqliteStatement;
  readonly #removeChunks: SqliteStatement;
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#insertChunk = connection.prepare(
      "INSERT INTO chunks (block_id, first_line, start_at, end_at, path_words, names, parts) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#insertWords = connection.prepare(
      "INSERT INTO chunk_search (rowid, path, names, body, parts) VALUES (?, ?, ?, ?, ?)",
    );
    this.#removeWords = connection.prepare(
      "INSERT INTO chunk_search (chunk_search, rowid, path, names, body, parts) VALUES ('delete', ?, ?, ?, ?, ?)",
    );
    this.#chunksOf = connection.prepare("SELECT * FROM chunks WHERE block_id = ?");
    this.#removeChunks = connection.prepare("DELETE FROM chunks WHERE block_id = ?");
  }

  /** Makes a block findable by its path and by `text`. */
  add(block: { readonly id: number; readonly path: string }, text: string): void {
    const pathWords = searchable(withParts(block.path));
    for (const { firstLine, startAt, endAt } of chunkText(text)) {
      const body = text.slice(startAt, endAt);
      const names = searchable(withParts(declaredNames(body), "\n"));
      const parts = searchable(identifierParts(body));
      const chunk = [block.id, firstLine, startAt, endAt, pathWords, names, parts];
      const id = this.#insertChunk.run(...chunk).lastInsertRowid;
      this.#insertWords.run(id, pathWords, names, searchable(body), parts);
    }
  }

  /** Undoes {@link add}. The index keeps no text, so `text` must be the one that was added. */
  remove(blockId: number, text: string | undefined): void {
    const chunks = this.#chunksOf.all(blockId) as ChunkRow[];
    if (text === undefined || chunks.some(({ end_at }) => end_at > text.length)) {
      throw new TokenPakError(
        "STORE_CORRUPT",
        "The index refers to a text that the database no longer has. Move the database away and index again.",
      );
    }
    for (const { id, start_at, end_at, path_words, names, parts } of chunks) {
      const body = searchable(text.slice(start_at, end_at));
      this.#removeWords.run(id, path_words, names, body, parts);
    }
    this.#removeChunks.run(blockId);
  }

  /** Forgets everything. */
  clear(): void {
    this.#connection.exec(
      "INSERT INTO chunk_search (chunk_search) VALUES ('delete-all'); DELETE FROM chunks;",
    );
  }
}

interface ChunkRow {
  readonly id: number;
  readonly start_at: number;
  readonly end_at: number;
  readonly path_words: string;
  readonly names: string;
  readonly parts: string;
}

function withParts(text: string, separator = " "): string {
  const parts = identifierParts(text);
  return parts === "" ? text : `${text}${separator}${parts}`;
}

/** A lone surrogate has no UTF-8: without it, what goes into the index and what is taken out are the same bytes. */
function searchable(text: string): string {
  return text.toWellFormed();
}
