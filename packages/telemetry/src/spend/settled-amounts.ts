import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import { checkSum } from "./check-spend.ts";

interface SettledRow {
  readonly amount: number;
  readonly total: number;
}

/**
 * What was settled, by key and time: `spend_settled`. Two lookups a sum, whatever lies between; to add is as cheap, unless later
 * times are there already: those are all written again.
 */
export class SettledAmounts {
  readonly #last: SqliteStatement;
  readonly #upTo: SqliteStatement;
  readonly #after: SqliteStatement;
  readonly #put: SqliteStatement;
  readonly #raise: SqliteStatement;

  constructor(connection: SqliteConnection) {
    const select = "SELECT amount, total FROM spend_settled WHERE key = ?";
    this.#last = connection.prepare(`${select} ORDER BY at DESC LIMIT 1`);
    this.#upTo = connection.prepare(`${select} AND at <= ? ORDER BY at DESC LIMIT 1`);
    this.#after = connection.prepare(`${select} AND at > ? ORDER BY at LIMIT 1`);
    this.#put = connection.prepare(
      `INSERT INTO spend_settled (key, at, amount, total) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, total = excluded.total`,
    );
    this.#raise = connection.prepare(
      "UPDATE spend_settled SET total = total + ? WHERE key = ? AND at > ?",
    );
  }

  /** What was settled under a key after a time, or at all. */
  sum(key: string, after?: number): number {
    const last = rowOf(this.#last.get(key));
    if (last === undefined || after === undefined) return last?.total ?? 0;
    const first = rowOf(this.#after.get(key, after));
    return first === undefined ? 0 : last.total - first.total + first.amount;
  }

  /** Throws `INVALID_OPTION` where the key's sum gets over 2^53 - 1. */
  add(key: string, at: number, amount: number): void {
    if (amount === 0) return;
    checkSum(key, this.sum(key) + amount);
    const later = rowOf(this.#after.get(key, at));
    const before =
      rowOf(this.#upTo.get(key, at))?.total ?? (later ? later.total - later.amount : 0);
    this.#put.run(key, at, amount, before + amount);
    if (later !== undefined) this.#raise.run(amount, key, at);
  }
}

function rowOf(row: unknown): SettledRow | undefined {
  if (row === undefined) return undefined;
  const { amount, total } = row as SettledRow;
  const isSound = Number.isSafeInteger(total) && Number.isSafeInteger(amount) && amount <= total;
  if (!isSound || amount < 0) throw damagedRow("a settled amount is none");
  return { amount, total };
}
