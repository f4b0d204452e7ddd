import { openSqlite, type SqliteDatabase } from "@tokenpak/core/sqlite";

/**
 * What anyone builds in ten lines: one FTS5 table of whole texts with the porter tokenizer, asked for any of the query's words,
 * ranked by bm25. The rival that search is measured against.
 */
export class PlainFts5 implements Disposable {
  readonly #database: SqliteDatabase = openSqlite(":memory:", {
    applicationId: 1,
    migrations: [
      "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61'); CREATE TABLE ids (id TEXT PRIMARY KEY, number INTEGER);",
    ],
  });

  /** Adds texts by id, in place of those that were there; `undefined` removes one. */
  put(texts: Iterable<readonly [id: string, text: string | undefined]>): void {
    const { connection } = this.#database;
    const find = connection.prepare("SELECT number FROM ids WHERE id = ?").pluck();
    const remove = connection.prepare("DELETE FROM docs WHERE rowid = ?");
    const forget = connection.prepare("DELETE FROM ids WHERE id = ?");
    const insert = connection.prepare("INSERT INTO docs (id, text) VALUES (?, ?)");
    const remember = connection.prepare("INSERT INTO ids (id, number) VALUES (?, ?)");
    this.#database.immediate(() => {
      for (const [id, text] of texts) {
        const number = find.get(id);
        if (number !== undefined) {
          remove.run(number);
          forget.run(id);
        }
        if (text !== undefined) remember.run(id, insert.run(id, text).lastInsertRowid);
      }
    });
  }

  /** Ids of the best, ten unless another number is given. */
  search(query: string, limit = 10): readonly string[] {
    const words = new Set(query.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu));
    if (words.size === 0) return [];
    const match = [...words].map((word) => `"${word}"`).join(" OR ");
    return this.#database.connection
      .prepare("SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs), rowid LIMIT ?")
      .pluck()
      .all(match, limit) as string[];
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
