import {
  contentHash,
  decodeText,
  encodeText,
  findSecret,
  hashPrefixOf,
  type OriginalRange,
  type Ref,
  refOf,
  type SyncOriginalStore,
  TokenPakError,
} from "@tokenpak/core";
import type { SqliteDatabase, SqliteStatement } from "@tokenpak/core/sqlite";
import { lineRange } from "./line-range.ts";
import { packBytes, unpackBytes } from "./stored-bytes.ts";

/** The table `originals` of an open database. */
export class OriginalTable implements SyncOriginalStore {
  readonly #database: SqliteDatabase;
  readonly #insert: SqliteStatement;
  readonly #hashes: SqliteStatement;
  readonly #read: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    const { connection } = database;
    this.#insert = connection.prepare(
      "INSERT INTO originals (hash, size, packed, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    // Hex digits sort below "g", so this is the range of a prefix.
    this.#hashes = connection
      .prepare(
        "SELECT hash FROM originals WHERE hash >= :prefix AND hash < :prefix || 'g' ORDER BY hash LIMIT 1000",
      )
      .pluck();
    this.#read = connection.prepare("SELECT size, packed, data FROM originals WHERE hash = ?");
  }

  put(text: string): Ref {
    refuseSecret(text);
    const bytes = encodeText(text);
    const hash = contentHash(bytes);
    this.#database.run(() => this.keep(hash, bytes));
    return refOf({ hash });
  }

  get(ref: string, range: OriginalRange = {}): string | undefined {
    const prefix = hashPrefixOf(ref);
    const { lines } = range;
    const cut = lines === undefined ? undefined : lineRange(lines);
    return this.#database.run(() => {
      const hashes = this.#hashes.all({ prefix }) as string[];
      if (hashes.length > 1) throw ambiguous(prefix, hashes);
      const [hash] = hashes;
      if (hash === undefined) return undefined;
      const text = this.textOf(hash, { verify: true });
      return text === undefined || cut === undefined ? text : cut(text);
    });
  }

  /** Stores bytes of a known hash; for callers that are in a transaction of their own and have looked for secrets. */
  keep(hash: string, bytes: Uint8Array): void {
    if (this.#hashes.get({ prefix: hash }) !== undefined) return;
    const { packed, data } = packBytes(bytes);
    this.#insert.run(hash, bytes.length, packed ? 1 : 0, data);
  }

  /** Deletes originals that no block needs and whose ref was never given out; how many. For a registry alone. */
  collect(): number {
    return this.#database.connection
      .prepare(
        "DELETE FROM originals WHERE handed_out = 0 AND hash NOT IN (SELECT content_hash FROM blocks)",
      )
      .run().changes;
  }

  /** The text of a full hash. Without `verify` its hash is not computed again. */
  textOf(hash: string, options: { readonly verify: boolean }): string | undefined {
    const row = this.#read.get(hash) as
      | { size: number; packed: number; data: Uint8Array }
      | undefined;
    if (row === undefined) return undefined;
    const bytes = unpackBytes(row.data, { packed: row.packed === 1, size: row.size });
    if (bytes === undefined || (options.verify && contentHash(bytes) !== hash)) {
      throw new TokenPakError(
        "STORE_CORRUPT",
        `The original ${refOf({ hash })} in "${this.#database.path}" is damaged: its bytes do not have its hash. Restore the database from a backup, or index its source again.`,
      );
    }
    return decodeText(bytes);
  }
}

/** Throws `ORIGINAL_NOT_STORED` for a text that holds a credential; the message does not show it. */
export function refuseSecret(text: string, subject = "This text"): void {
  const secret = findSecret(text);
  if (secret === undefined) return;
  throw new TokenPakError(
    "ORIGINAL_NOT_STORED",
    `${subject} holds what looks like a secret (${secret.name}, at offset ${secret.index}) and is not stored. Take it out first.`,
  );
}

function ambiguous(prefix: string, hashes: readonly string[]): TokenPakError {
  let shared = prefix.length;
  for (const [index, hash] of hashes.entries()) {
    const next = hashes[index + 1] ?? hash;
    let same = 0;
    while (same < hash.length && hash[same] === next[same]) same++;
    if (next !== hash) shared = Math.max(shared, same);
  }
  const more = shared + 1 - prefix.length;
  return new TokenPakError(
    "REF_AMBIGUOUS",
    `"tp:${prefix}" is the beginning of ${hashes.length} originals. Give ${more} more ${more === 1 ? "digit" : "digits"} of the ref.`,
  );
}
