import {
  checkSpendName,
  checkSpendNumber,
  checkSpendReservation,
  checkSpendSettlement,
  checkSpendSum,
  checkSpendWindow,
  type SpendCharge,
  type SpendDecision,
  type SpendReservation,
  type SpendSettlement,
  type SpendState,
  type SyncSpendCounter,
  TokenPakError,
} from "@tokenpak/core";
import { userLedgerPath } from "@tokenpak/core/environment";
import {
  damagedRow,
  giveBackSpace,
  type SqliteDatabase,
  type SqliteStatement,
} from "@tokenpak/core/sqlite";
import { type OpenLedgerOptions, openLedger } from "../ledger/open-ledger.ts";
import { rowChecksum } from "../ledger/row-checksum.ts";
import { SettledAmounts } from "./settled-amounts.ts";

/**
 * Spending against limits, in the ledger's file, for any number of processes of one machine. A change is one transaction of a
 * constant number of lookups a charge, beside the reservations that are open under its key, which are added up; a settlement
 * under a time that is not the latest of its key writes the later ones again. A killed process loses nothing that was answered.
 */
export class SqliteSpendCounter implements SyncSpendCounter, Disposable {
  readonly #database: SqliteDatabase;
  readonly #isOwn: boolean;
  readonly #settled: SettledAmounts;
  readonly #reserved: SqliteStatement;
  readonly #findId: SqliteStatement;
  readonly #putId: SqliteStatement;
  readonly #putOpen: SqliteStatement;
  readonly #deleteOpen: SqliteStatement;
  readonly #settledKeys: SqliteStatement;
  readonly #openKeys: SqliteStatement;

  /**
   * In the file at `path`, created where there is none, or `:memory:`; or in the database of a ledger that is open already, which
   * stays open after `close`. `options` are those of opening a file.
   */
  constructor(place: string | SqliteDatabase = userLedgerPath(), options: OpenLedgerOptions = {}) {
    this.#isOwn = typeof place === "string";
    this.#database = typeof place === "string" ? openLedger(place, options) : place;
    const { connection } = this.#database;
    this.#settled = new SettledAmounts(connection);
    // total(), unlike sum(), has no overflow that would be an error.
    this.#reserved = connection
      .prepare("SELECT total(amount) FROM spend_open WHERE key = ? AND until > ?")
      .pluck();
    this.#findId = connection.prepare(
      "SELECT state, until, charges, checksum FROM spend_ids WHERE id = ?",
    );
    this.#putId = connection.prepare(
      `INSERT INTO spend_ids (id, state, until, charges, checksum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = excluded.state, until = excluded.until, charges = excluded.charges,
       checksum = excluded.checksum`,
    );
    this.#putOpen = connection.prepare(
      "INSERT INTO spend_open (key, until, id, amount) VALUES (?, ?, ?, ?)",
    );
    this.#deleteOpen = connection.prepare(
      "DELETE FROM spend_open WHERE key = ? AND until = ? AND id = ?",
    );
    this.#settledKeys = connection.prepare(keysIn("spend_settled")).pluck();
    this.#openKeys = connection.prepare(keysIn("spend_open")).pluck();
  }

  reserve(reservation: SpendReservation): SpendDecision {
    checkSpendReservation(reservation);
    return this.#database.immediate(() => {
      const { id, charges, at, ttlMs } = reservation;
      const known = this.#known(id);
      const packed = packCharges(charges);
      if (known?.state === "settled" || (known?.state === "open" && known.until > at)) {
        if (known.charges !== null && known.charges !== packed) throw otherCharges(id);
        return { granted: true, states: charges.map((charge) => this.#stateOf(charge, at)) };
      }
      const stands = charges.map((charge) => ({ ...charge, ...this.#stateOf(charge, at) }));
      const refused = stands.filter(isOver);
      if (refused.length > 0) return { granted: false, refused };
      if (known !== undefined) this.#dropOpen(id, known);
      this.#setId(id, { state: "open", until: at + ttlMs, charges: packed });
      for (const { key, amount } of charges) this.#putOpen.run(key, at + ttlMs, id, amount);
      return { granted: true, states: stands.map(withItself) };
    });
  }

  settle(settlement: SpendSettlement): boolean {
    checkSpendSettlement(settlement);
    return this.#database.immediate(() => {
      const { id, amounts, at } = settlement;
      const known = this.#known(id);
      if (known !== undefined && known.state !== "open") return false;
      if (known !== undefined) this.#dropOpen(id, known);
      this.#setId(id, { state: "settled", until: at, charges: known?.charges ?? null });
      for (const [key, amount] of Object.entries(amounts)) this.#settled.add(key, at, amount);
      return true;
    });
  }

  release(id: string, at: number): boolean {
    checkSpendName("id", id);
    checkSpendNumber("at", at);
    return this.#database.immediate(() => {
      const known = this.#known(id);
      if (known?.state !== "open" || known.until <= at) return false;
      this.#dropOpen(id, known);
      this.#setId(id, { state: "released", until: at, charges: known.charges });
      return true;
    });
  }

  state(
    key: string,
    { at, windowMs }: { readonly at: number; readonly windowMs?: number | undefined },
  ): SpendState {
    checkSpendName("key", key);
    checkSpendNumber("at", at);
    checkSpendWindow(windowMs);
    return this.#database.snapshot(() => this.#stateOf({ key, windowMs }, at));
  }

  /** Keys that begin so, under which something was settled or reserved and not pruned since. As many lookups as keys. */
  keys(prefix: string): readonly string[] {
    checkSpendName("key", prefix);
    return this.#database.run(() => {
      const found = [...this.#settledKeys.all(prefix), ...this.#openKeys.all(prefix)] as string[];
      return [...new Set(found)];
    });
  }

  prune(before: number): number {
    checkSpendNumber("time before which to prune", before);
    const { connection } = this.#database;
    const forgotten = this.#database.immediate(() => {
      connection.prepare("DELETE FROM spend_settled WHERE at < ?").run(before);
      connection.prepare("DELETE FROM spend_open WHERE until < ?").run(before);
      return connection.prepare("DELETE FROM spend_ids WHERE until < ?").run(before).changes;
    });
    if (forgotten > 0) this.#database.run(() => giveBackSpace(this.#database));
    return forgotten;
  }

  /** Closes the file, where this counter opened it. Closing twice is no error; later use throws `STORE_CLOSED`. */
  close(): void {
    if (this.#isOwn) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #stateOf({ key, windowMs }: Pick<SpendCharge, "key" | "windowMs">, at: number): SpendState {
    const after = windowMs === undefined ? undefined : at - windowMs;
    return {
      key,
      settled: this.#settled.sum(key, after),
      reserved: this.#reserved.get(key, at) as number,
    };
  }

  #known(id: string): KnownId | undefined {
    const row = this.#findId.get(id) as (KnownId & { readonly checksum: number }) | undefined;
    if (row === undefined || row.checksum === idChecksum(id, row)) return row;
    throw damagedRow("a reservation does not have its checksum");
  }

  #setId(id: string, now: KnownId): void {
    const { state, until, charges } = now;
    this.#putId.run(id, state, until, charges, idChecksum(id, now));
  }

  /** Takes an open reservation out of the sums. One that was closed is in none. */
  #dropOpen(id: string, { state, until, charges }: KnownId): void {
    if (state !== "open") return;
    for (const [key] of unpackCharges(charges)) this.#deleteOpen.run(key, until, id);
  }
}

/** Jumps from key to key: there may be millions of rows of one. */
function keysIn(table: "spend_settled" | "spend_open"): string {
  return `WITH RECURSIVE asked(prefix) AS (SELECT ?), found(key) AS (
      SELECT min(key) FROM ${table}, asked WHERE key >= prefix
      UNION ALL
      SELECT (SELECT min(key) FROM ${table} WHERE key > found.key)
      FROM found, asked WHERE substr(found.key, 1, length(prefix)) = prefix
    )
    SELECT key FROM found, asked WHERE substr(key, 1, length(prefix)) = prefix`;
}

interface KnownId {
  readonly state: "open" | "settled" | "released";
  readonly until: number;
  readonly charges: string | null;
}

function idChecksum(id: string, { state, until, charges }: KnownId): number {
  return rowChecksum("spend_ids", [id, state, until, charges]);
}

/** What a retry must have in common with the first call, in one order. */
function packCharges(charges: readonly SpendCharge[]): string {
  const pairs = charges.map(({ key, amount }) => [key, amount] as const);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keys and amounts of a reservation, as they are kept. Throws what becomes `STORE_CORRUPT`. */
export function unpackCharges(charges: string | null): readonly (readonly [string, number])[] {
  try {
    return JSON.parse(charges ?? "") as [string, number][];
  } catch {
    throw damagedRow("the charges of a reservation are no JSON");
  }
}

function isOver({ key, amount, limit, settled, reserved }: SpendCharge & SpendState): boolean {
  const sum = settled + reserved + amount;
  if (limit === undefined) checkSpendSum(key, sum);
  return limit !== undefined && sum > limit;
}

function withItself({ key, amount, settled, reserved }: SpendCharge & SpendState): SpendState {
  return { key, settled, reserved: reserved + amount };
}

function otherCharges(id: string): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `The reservation ${JSON.stringify(id)} was made with other keys or amounts. Use a new id.`,
  );
}
