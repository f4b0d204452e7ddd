import { crc32 } from "node:zlib";
import type { StoreCursor } from "@tokenpak/core";
import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";

/** How far each source was read. */
export class CursorTable {
  readonly #get: SqliteStatement;
  readonly #set: SqliteStatement;
  readonly #forget: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#get = connection.prepare("SELECT source, value, checksum FROM cursors WHERE source = ?");
    this.#set = connection.prepare(
      "INSERT INTO cursors (source, value, checksum) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
    );
    this.#forget = connection.prepare("DELETE FROM cursors WHERE source = ?");
  }

  get(source: string): string | undefined {
    const row = this.#get.get(source) as CursorRow | undefined;
    if (row === undefined) return undefined;
    if (!isSoundCursor(row)) {
      throw damagedRow(`the cursor of ${JSON.stringify(source)} does not have its checksum`);
    }
    return row.value;
  }

  set({ source, value }: StoreCursor): void {
    if (value === undefined) this.#forget.run(source);
    else this.#set.run(source, value, cursorChecksum(source, value));
  }
}

/** A row of `cursors`. */
export interface CursorRow {
  readonly source: string;
  readonly value: string;
  readonly checksum: number;
}

/** Whether a row of `cursors` says what was written. */
export function isSoundCursor({ source, value, checksum }: CursorRow): boolean {
  return (
    typeof source === "string" &&
    typeof value === "string" &&
    checksum === cursorChecksum(source, value)
  );
}

function cursorChecksum(source: string, value: string): number {
  return crc32(value.toWellFormed(), crc32(JSON.stringify(source.toWellFormed())));
}
