import { contentHash, decodeText, refOf } from "@tokenpak/core";
import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import { unpackBytes } from "./stored-bytes.ts";

/** Reads originals out of an open database. */
export class OriginalReader {
  readonly #read: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#read = connection.prepare("SELECT size, packed, data FROM originals WHERE hash = ?");
  }

  /**
   * The text of a full hash, verified against it; `undefined` where there is none. A damaged one throws what becomes
   * `STORE_CORRUPT`.
   */
  textOf(hash: string): string | undefined {
    const row = this.#read.get(hash) as OriginalRow | undefined;
    if (row === undefined) return undefined;
    const bytes = originalBytes(hash, row);
    if (bytes === undefined) {
      throw damagedRow(`the bytes of the original ${refOf({ hash })} do not have its hash`);
    }
    return decodeText(bytes);
  }
}

/** An original as it is stored. */
export interface OriginalRow {
  readonly size: number;
  readonly packed: number;
  readonly data: Uint8Array;
}

/** The bytes of an original; `undefined` where they do not have its hash. */
export function originalBytes(hash: string, row: OriginalRow): Uint8Array | undefined {
  const { size, packed, data } = row;
  // A damaged row may hold values of any type.
  if (!Number.isSafeInteger(size) || size < 0 || !(data instanceof Uint8Array)) return undefined;
  const bytes = unpackBytes(data, { packed: packed === 1, size });
  return bytes !== undefined && contentHash(bytes) === hash ? bytes : undefined;
}
