import { checkSpendSum } from "@tokenpak/core";
import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import { rowChecksum } from "../ledger/row-checksum.ts";

interface SettledRow {
  readonly at: number;
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
  readonly #allAfter: SqliteStatement;

  constructor(connection: SqliteConnection) {
    const select = "SELECT at, amount, total, checksum FROM spend_settled WHERE key = ?";
    this.#last = connection.prepare(`${select} ORDER BY at DESC LIMIT 1`);
    this.#upTo = connection.prepare(`${select} AND at <= ? ORDER BY at DESC LIMIT 1`);
    this.#after = connection.prepare(`${select} AND at > ? ORDER BY at LIMIT 1`);
    this.#put = connection.prepare(
      `INSERT INTO spend_settled (key, at, amount, total, checksum) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET amount = excluded.amount, total = excluded.total, checksum = excluded.checksum`,
    );
    this.#allAfter = connection.prepare(`${select} AND at > ? ORDER BY at`);
  }

  /** What was settled under a key after a time, or at all. */
  sum(key: string, after?: number): number {
    const last = rowOf(key, this.#last.get(key));
    if (last === undefined || after === undefined) return last?.total ?? 0;
    const first = rowOf(key, this.#after.get(key, after));
    return first === undefined ? 0 : last.total - first.total + first.amount;
  }

  /** Throws `INVALID_OPTION` where the key's sum gets over 2^53 - 1. */
  add(key: string, at: number, amount: number): void {
    if (amount === 0) return;
    checkSpendSum(key, this.sum(key) + amount);
    const later = this.#allAfter.all(key, at).map((row) => rowOf(key, row) as SettledRow);
    const [next] = later;
    const known = rowOf(key, this.#upTo.get(key, at));
    const before = known?.total ?? (next ? next.total - next.amount : 0);
    const already = known?.at === at ? known.amount : 0;
    this.#set(key, { at, amount: already + amount, total: before + amount });
    for (const row of later) this.#set(key, { ...row, total: row.total + amount });
  }

  #set(key: string, { at, amount, total }: SettledRow): void {
    this.#put.run(key, at, amount, total, rowChecksum("spend_settled", [key, at, amount, total]));
  }
}

function rowOf(key: string, row: unknown): SettledRow | undefined {
  if (row === undefined) return undefined;
  const { at, amount, total, checksum } = row as SettledRow & { readonly checksum: number };
  if (checksum !== rowChecksum("spend_settled", [key, at, amount, total])) {
    throw damagedRow("a settled amount does not have its checksum");
  }
  return { at, amount, total };
}
