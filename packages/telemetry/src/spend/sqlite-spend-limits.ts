import { checkSpendLimit, type SpendLimit, TokenPakError } from "@tokenpak/core";
import { userLedgerPath } from "@tokenpak/core/environment";
import { damagedRow, type SqliteDatabase, type SqliteStatement } from "@tokenpak/core/sqlite";
import { type OpenLedgerOptions, openLedger } from "../ledger/open-ledger.ts";
import { rowChecksum } from "../ledger/row-checksum.ts";
import { readSetting, writeSetting } from "../ledger/setting-table.ts";

/** A limit that was set, or removed. */
export interface SpendLimitChange {
  readonly name: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** As it was set; `undefined`: removed. */
  readonly limit: SpendLimit | undefined;
  /** Who did, where that was said. */
  readonly by: string | undefined;
}

/** When a limit is set or removed, and by whom. */
export interface SpendLimitChangeOptions {
  /** In milliseconds since 1970. Default: now, by the system's clock. */
  readonly at?: number | undefined;
  /** A user or a program, at most 1000 characters. */
  readonly by?: string | undefined;
}

/**
 * What may be spent, in the ledger's file. It says what limits are, and was ever set; counting and refusing is for who reads them.
 * Every change is kept: nothing is overwritten, and limits of a time past can be asked for. Changes hold in the order in which they
 * were made, whatever times they bring. Throws `STORE_*`.
 */
export class SqliteSpendLimits implements Disposable {
  readonly #database: SqliteDatabase;
  readonly #isOwn: boolean;
  readonly #latest: SqliteStatement;
  readonly #inForce: SqliteStatement;
  readonly #all: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #lastSeq: SqliteStatement;

  /**
   * In the file at `path`, created where there is none, or `:memory:`; or in the database of a ledger that is open already, which
   * stays open after `close`. `options` are those of opening a file.
   */
  constructor(place: string | SqliteDatabase = userLedgerPath(), options: OpenLedgerOptions = {}) {
    this.#isOwn = typeof place === "string";
    this.#database = typeof place === "string" ? openLedger(place, options) : place;
    const { connection } = this.#database;
    const select = "SELECT seq, name, at, definition, set_by, checksum FROM spend_limit_changes";
    this.#latest = connection.prepare(`${select} WHERE name = ? ORDER BY seq DESC LIMIT 1`);
    this.#inForce = connection.prepare(
      `${select} WHERE seq IN (SELECT max(seq) FROM spend_limit_changes WHERE at <= ? GROUP BY name) ORDER BY name`,
    );
    this.#all = connection.prepare(`${select} ORDER BY seq`);
    this.#insert = connection.prepare(
      "INSERT INTO spend_limit_changes (seq, name, at, definition, set_by, checksum) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#lastSeq = connection
      .prepare("SELECT coalesce(max(seq), 0) FROM spend_limit_changes")
      .pluck();
  }

  /** The limits in force now, or those of a time in milliseconds since 1970, by name. */
  list(at: number = Number.MAX_SAFE_INTEGER): readonly SpendLimit[] {
    checkTime(at);
    return this.#database.run(() =>
      this.#inForce.all(at).flatMap((row) => changeOf(row).limit ?? []),
    );
  }

  /** Every change, in the order in which they were made. */
  changes(): readonly SpendLimitChange[] {
    return this.#database.run(() => this.#all.all().map(changeOf));
  }

  /**
   * Sets a limit, in the place of one of the same name; answers what that was. One that is in force as it is adds no change. Throws
   * `INVALID_OPTION` for a limit that cannot be.
   */
  set(limit: SpendLimit, options: SpendLimitChangeOptions = {}): SpendLimit | undefined {
    return this.#change(checkSpendLimit(limit).name, limit, options);
  }

  /** Removes a limit; answers what it was, or `undefined` where none is in force under that name: then nothing changes. */
  remove(name: string, options: SpendLimitChangeOptions = {}): SpendLimit | undefined {
    return this.#change(name, undefined, options);
  }

  /** Closes the file, where it was opened for these limits. Closing twice is no error; later use throws `STORE_CLOSED`. */
  close(): void {
    if (this.#isOwn) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #change(
    name: string,
    limit: SpendLimit | undefined,
    { at = Date.now(), by }: SpendLimitChangeOptions,
  ): SpendLimit | undefined {
    checkTime(at);
    checkAuthor(by);
    return this.#database.immediate(() => {
      const row = this.#latest.get(name);
      const before = row === undefined ? undefined : changeOf(row).limit;
      const definition = definitionOf(limit);
      if (definition === definitionOf(before)) return before;
      const last = this.#lastSeq.get() as number;
      const facts = [last + 1, name, at, definition, by ?? null] as const;
      this.#insert.run(...facts, rowChecksum(TABLE, facts));
      const { connection } = this.#database;
      writeSetting(connection, TABLE, (readSetting(connection, TABLE) ?? last) + 1);
      return before;
    });
  }
}

const TABLE = "spend_limit_changes";

interface ChangeRow {
  readonly seq: number;
  readonly name: string;
  readonly at: number;
  readonly definition: string | null;
  readonly set_by: string | null;
  readonly checksum: number;
}

function changeOf(row: unknown): SpendLimitChange {
  const { seq, name, at, definition, set_by: by, checksum } = row as ChangeRow;
  if (checksum !== rowChecksum(TABLE, [seq, name, at, definition, by])) {
    throw damagedRow("a change of a spend limit does not have its checksum");
  }
  const limit = definition === null ? undefined : { name, ...JSON.parse(definition) };
  return { name, at, limit, by: by ?? undefined };
}

/** A limit without its name, its fields in one order: equal for limits that are. */
function definitionOf(limit: SpendLimit | undefined): string | null {
  if (limit === undefined) return null;
  const { unit, amount, period, windowMs, scope, of, warnAt, hard, calendar } = limit;
  return JSON.stringify({ unit, amount, period, windowMs, scope, of, warnAt, hard, calendar });
}

function checkTime(at: number): void {
  if (Number.isSafeInteger(at) && at >= 0) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `The time of spend limits is ${String(at)}. Give whole milliseconds since 1970.`,
  );
}

function checkAuthor(by: string | undefined): void {
  if (by === undefined) return;
  if (typeof by === "string" && by !== "" && by.length <= 1000 && by.isWellFormed()) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    "Who set a spend limit cannot be written. Give a name of 1 to 1000 characters, or leave it out.",
  );
}
