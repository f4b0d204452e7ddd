import {
  contentHash,
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
import { OriginalReader } from "./original-reader.ts";
import { packBytes } from "./stored-bytes.ts";
import { UnseenOriginals } from "./unseen-originals.ts";

/** The table `originals` of an open database. */
export class OriginalTable implements SyncOriginalStore {
  readonly #database: SqliteDatabase;
  readonly #insert: SqliteStatement;
  readonly #hashes: SqliteStatement;
  readonly #reader: OriginalReader;
  readonly #unseen: UnseenOriginals;

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
    this.#reader = new OriginalReader(connection);
    this.#unseen = new UnseenOriginals(database);
  }

  put(text: string): Ref {
    refuseSecret(text);
    const bytes = encodeText(text);
    const hash = contentHash(bytes);
    // What was given out once stays: no need to wait for the lock of a writer.
    if (!this.#database.run(() => this.#unseen.isClaimed(hash))) {
      const packed = packBytes(bytes);
      this.#database.immediate(() => {
        if (!this.#has(hash))
          this.#insert.run(hash, bytes.length, packed.packed ? 1 : 0, packed.data);
        this.#unseen.claim(hash);
      });
    }
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
      const text = this.textOf(hash);
      return text === undefined || cut === undefined ? text : cut(text);
    });
  }

  /**
   * Stores bytes of a known hash without giving out their ref; for callers that are in a transaction of their own and have looked
   * for secrets.
   */
  keep(hash: string, bytes: Uint8Array): void {
    if (this.#has(hash)) return;
    const { packed, data } = packBytes(bytes);
    this.#unseen.add(this.#insert.run(hash, bytes.length, packed ? 1 : 0, data).lastInsertRowid);
  }

  /** Deletes originals that no block needs and whose ref was never given out; how many. For a registry alone. */
  collect(): number {
    return this.#database.connection
      .prepare(
        "DELETE FROM originals WHERE id IN (SELECT original_id FROM unseen) AND hash NOT IN (SELECT content_hash FROM blocks)",
      )
      .run().changes;
  }

  /** The text of a full hash, verified against it; `undefined` where there is none. */
  textOf(hash: string): string | undefined {
    return this.#reader.textOf(hash);
  }

  #has(hash: string): boolean {
    return this.#hashes.get({ prefix: hash }) !== undefined;
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
