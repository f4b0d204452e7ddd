import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { originalBytes } from "../original-reader.ts";
import { type StoredRow, storedChecksum } from "../row-checksum.ts";
import type { StoredValue } from "./read-record.ts";
import type { StoredRecord } from "./scan-records.ts";

/** What a damaged registry is known to have held, and what of it could not be read. */
export interface Losses {
  readonly versions: readonly { readonly path: string | Uint8Array; readonly version: number }[];
  /** Hashes. */
  readonly originals: readonly string[];
}

/** Columns of `blocks` in the order of a record; a row of schema 1 lacks the last two. */
const BLOCK_COLUMNS =
  "id path version newest content_hash file_type raw_tokens compressed_tokens compressed_content quality_score importance processed_at slice_id source_type source_id source_version fetched_at title mark raw_indexed metadata checksum".split(
    " ",
  );
const SCHEMA_1_COLUMNS = BLOCK_COLUMNS.length - 2;

/**
 * Puts the records of a damaged registry that are right into a new one: originals that have their hash, versions that have
 * their checksum. What nobody can verify does not come along, but for rows of schema 1, which had no checksum: those come
 * without their mark, so that their sources are read again.
 */
export class RecordSalvage {
  readonly #connection: SqliteConnection;
  readonly #addOriginal: SqliteStatement;
  readonly #addBlock: SqliteStatement;
  readonly #knowOriginal: SqliteStatement;
  readonly #knowVersion: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    connection.exec(`
      CREATE TEMP TABLE known_originals (hash PRIMARY KEY) WITHOUT ROWID;
      CREATE TEMP TABLE known_versions (path, version, PRIMARY KEY (path, version)) WITHOUT ROWID;
    `);
    this.#knowOriginal = connection.prepare("INSERT OR IGNORE INTO known_originals VALUES (?)");
    this.#knowVersion = connection.prepare("INSERT OR IGNORE INTO known_versions VALUES (?, ?)");
    this.#addOriginal = connection.prepare(
      "INSERT OR IGNORE INTO originals (hash, size, packed, data) VALUES (?, ?, ?, ?)",
    );
    const columns = BLOCK_COLUMNS.slice(1);
    this.#addBlock = connection.prepare(
      `INSERT OR IGNORE INTO blocks (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
  }

  /** Takes what a record says. Its shape tells which table it is of. */
  take({ kind, values }: StoredRecord): void {
    if (kind === "entry") this.#takeEntry(values);
    else if (values[0] !== null) return;
    else if (values.length === 5) this.#takeOriginal(values);
    else if (values.length >= SCHEMA_1_COLUMNS) this.#takeBlock(values);
  }

  /** Makes the last version of each path that was found the newest one. */
  settle(): void {
    this.#connection.exec(`
      UPDATE blocks SET newest = 1
        WHERE (path, version) IN (SELECT path, max(version) FROM blocks GROUP BY path);
      UPDATE blocks SET mark = NULL WHERE newest = 0;
    `);
  }

  /** What is known of and was not found. */
  losses(): Losses {
    const all = <T>(sql: string): readonly T[] => this.#connection.prepare(sql).all() as T[];
    return {
      versions: all(
        "SELECT path, version FROM known_versions EXCEPT SELECT path, version FROM blocks ORDER BY path, version",
      ),
      originals: all<{ hash: string }>(
        "SELECT hash FROM known_originals EXCEPT SELECT hash FROM originals ORDER BY hash",
      ).map(({ hash }) => hash),
    };
  }

  /** Entries of the indexes of originals and of versions: they name rows whose own page may be gone. */
  #takeEntry(values: readonly StoredValue[]): void {
    const [first, second] = values;
    if (values.length === 2 && isHash(first)) this.#knowOriginal.run(first);
    if (values.length === 3 && isPath(first) && isCount(second)) {
      this.#knowVersion.run(first, second);
    }
  }

  #takeOriginal([, hash, size, packed, data]: readonly StoredValue[]): void {
    if (!isHash(hash)) return;
    this.#knowOriginal.run(hash);
    if (!(data instanceof Uint8Array) || typeof size !== "number") return;
    const row = { size, packed: packed === 1 ? 1 : 0, data };
    if (originalBytes(hash, row) !== undefined) {
      this.#addOriginal.run(hash, size, row.packed, data);
    }
  }

  #takeBlock(values: readonly StoredValue[]): void {
    const row: Record<string, StoredValue> = Object.fromEntries(
      BLOCK_COLUMNS.map((name, at) => [name, values[at] ?? null]),
    );
    const { path, version, checksum: stored, mark } = row;
    if (!isPath(path) || !isCount(version)) return;
    this.#knowVersion.run(path, version);
    if (!isBlock(row)) return;
    const isOld = values.length === SCHEMA_1_COLUMNS;
    const checksum = storedChecksum(row);
    if (!isOld && stored !== checksum) return;
    const keptMark = isOld ? null : (mark ?? null);
    const kept: StoredRow = { ...row, mark: keptMark, newest: 0, checksum };
    this.#addBlock.run(...BLOCK_COLUMNS.slice(1).map((name) => kept[name]));
  }
}

/** Whether every value is of a type that its column may have. */
function isBlock(row: Readonly<Record<string, StoredValue>>): boolean {
  const are = (names: string, test: (value: StoredValue | undefined) => boolean): boolean =>
    names.split(" ").every((name) => test(row[name]));
  return (
    are("content_hash file_type slice_id", (value) => typeof value === "string" && value !== "") &&
    are("compressed_content", isText) &&
    are("raw_tokens compressed_tokens importance", isNumber) &&
    are("raw_indexed", (value) => value === 0 || value === 1) &&
    are("quality_score processed_at fetched_at", (value) => value === null || isNumber(value)) &&
    are(
      "source_type source_id source_version title mark metadata",
      (value) => value === null || isText(value),
    )
  );
}

function isHash(value: StoredValue | undefined): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function isText(value: StoredValue | undefined): value is string | Uint8Array {
  return typeof value === "string" || value instanceof Uint8Array;
}

function isPath(value: StoredValue | undefined): value is string | Uint8Array {
  return isText(value) && value.length > 0;
}

function isNumber(value: StoredValue | undefined): value is number {
  return typeof value === "number";
}

function isCount(value: StoredValue | undefined): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
