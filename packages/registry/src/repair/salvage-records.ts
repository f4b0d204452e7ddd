import type {
  SqliteConnection,
  SqliteStatement,
  StoredRecord,
  StoredValue,
} from "@tokenpak/core/sqlite";
import { originalBytes } from "../original-reader.ts";
import { type StoredRow, storedChecksum } from "../row-checksum.ts";

/** What a damaged database is known to have held, and what of it could not be read. */
export interface Losses {
  readonly versions: readonly { readonly path: string | Uint8Array; readonly version: number }[];
  /** Hashes. */
  readonly originals: readonly string[];
}

/** Puts the records of a damaged database that are right into a new one. What nobody can verify does not come along. */
export interface RecordSalvage {
  /** Takes what a record says. Its shape tells which table it is of. */
  take(record: StoredRecord): void;
  /** What is known of, by entries of indexes and by rows that are not right, and was not found. */
  losses(): Losses;
  /** Nothing was found. */
  isEmpty(): boolean;
}

/** Originals: right are those that have their hash. */
export class OriginalSalvage implements RecordSalvage {
  readonly #connection: SqliteConnection;
  readonly #add: SqliteStatement;
  readonly #know: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    connection.exec("CREATE TEMP TABLE known_originals (hash PRIMARY KEY) WITHOUT ROWID");
    this.#know = connection.prepare("INSERT OR IGNORE INTO known_originals VALUES (?)");
    this.#add = connection.prepare(
      "INSERT OR IGNORE INTO originals (hash, size, packed, data) VALUES (?, ?, ?, ?)",
    );
  }

  take({ kind, values }: StoredRecord): void {
    const [first, second] = values;
    if (kind === "entry" && values.length === 2 && isHash(first)) this.#know.run(first);
    if (kind === "row" && values.length === 5 && first === null && isHash(second)) {
      this.#takeRow(second, values);
    }
  }

  losses(): Losses {
    const lost = this.#connection
      .prepare("SELECT hash FROM known_originals EXCEPT SELECT hash FROM originals ORDER BY hash")
      .pluck()
      .all();
    return { versions: [], originals: lost as string[] };
  }

  isEmpty(): boolean {
    return this.#connection.prepare("SELECT 1 FROM originals LIMIT 1").get() === undefined;
  }

  #takeRow(hash: string, [, , size, packed, data]: readonly StoredValue[]): void {
    this.#know.run(hash);
    if (!(data instanceof Uint8Array) || typeof size !== "number") return;
    const row = { size, packed: packed === 1 ? 1 : 0, data };
    if (originalBytes(hash, row) !== undefined) this.#add.run(hash, size, row.packed, data);
  }
}

/** Columns of `blocks` in the order of a record; a row of schema 1 lacks the last two. */
const BLOCK_COLUMNS =
  "id path version newest content_hash file_type raw_tokens compressed_tokens compressed_content quality_score importance processed_at slice_id source_type source_id source_version fetched_at title mark raw_indexed metadata checksum".split(
    " ",
  );
const SCHEMA_1_COLUMNS = BLOCK_COLUMNS.length - 2;

/**
 * Versions of blocks, beside originals: right are those that have their checksum, and rows of schema 1, which had none, without
 * their mark, so that their sources are read again.
 */
export class VersionSalvage implements RecordSalvage {
  readonly #connection: SqliteConnection;
  readonly #originals: RecordSalvage;
  readonly #add: SqliteStatement;
  readonly #know: SqliteStatement;

  constructor(connection: SqliteConnection, originals: RecordSalvage) {
    this.#connection = connection;
    this.#originals = originals;
    connection.exec(
      "CREATE TEMP TABLE known_versions (path, version, PRIMARY KEY (path, version)) WITHOUT ROWID",
    );
    this.#know = connection.prepare("INSERT OR IGNORE INTO known_versions VALUES (?, ?)");
    const columns = BLOCK_COLUMNS.slice(1);
    this.#add = connection.prepare(
      `INSERT OR IGNORE INTO blocks (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
  }

  take(record: StoredRecord): void {
    this.#originals.take(record);
    const { kind, values } = record;
    const [first, second] = values;
    if (kind === "entry" && values.length === 3 && isPath(first) && isCount(second)) {
      this.#know.run(first, second);
    }
    if (kind === "row" && values.length >= SCHEMA_1_COLUMNS && first === null)
      this.#takeRow(values);
  }

  losses(): Losses {
    const lost = this.#connection
      .prepare(
        "SELECT path, version FROM known_versions EXCEPT SELECT path, version FROM blocks ORDER BY path, version",
      )
      .all();
    return { ...this.#originals.losses(), versions: lost as Losses["versions"] };
  }

  isEmpty(): boolean {
    const found = this.#connection.prepare("SELECT 1 FROM blocks LIMIT 1").get();
    return found === undefined && this.#originals.isEmpty();
  }

  #takeRow(values: readonly StoredValue[]): void {
    const row: Record<string, StoredValue> = Object.fromEntries(
      BLOCK_COLUMNS.map((name, at) => [name, values[at] ?? null]),
    );
    const { path, version, checksum: stored, mark } = row;
    if (!isPath(path) || !isCount(version)) return;
    this.#know.run(path, version);
    if (!isBlock(row)) return;
    const isOld = values.length === SCHEMA_1_COLUMNS;
    const checksum = storedChecksum(row);
    if (!isOld && stored !== checksum) return;
    const keptMark = isOld ? null : (mark ?? null);
    const kept: StoredRow = { ...row, mark: keptMark, newest: 0, checksum };
    this.#add.run(...BLOCK_COLUMNS.slice(1).map((name) => kept[name]));
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
