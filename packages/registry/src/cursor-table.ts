import type { StoreCursor } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";

/** How far each source was read. */
export class CursorTable {
  readonly #get: SqliteStatement;
  readonly #set: SqliteStatement;
  readonly #forget: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#get = connection.prepare("SELECT value FROM cursors WHERE source = ?").pluck();
    this.#set = connection.prepare(
      "INSERT INTO cursors (source, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    );
    this.#forget = connection.prepare("DELETE FROM cursors WHERE source = ?");
  }

  get(source: string): string | undefined {
    return this.#get.get(source) as string | undefined;
  }

  set({ source, value }: StoreCursor): void {
    if (value === undefined) this.#forget.run(source);
    else this.#set.run(source, value);
  }
}
