import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { RESERVED, SETTLED_GAPS } from "../check-spend-rows.ts";
import { rowChecksum } from "../row-checksum.ts";

interface SettledRow {
  readonly key: string;
  readonly at: number;
  readonly amount: number;
  readonly total: number;
}

/**
 * Makes open reservations again of their ids, and adds settled amounts that are lost, as the totals of later ones tell them, to the
 * next one: no total gets less than it was, and a window holds too much rather than too little. Answers how many those were.
 */
export function mendSpend(connection: SqliteConnection): number {
  connection.exec(`DELETE FROM spend_open; INSERT OR IGNORE INTO spend_open ${RESERVED};`);
  const gaps = connection.prepare(SETTLED_GAPS).all() as SettledRow[];
  const rows = connection.prepare(
    "SELECT key, at, amount, total FROM spend_settled WHERE key = ? ORDER BY at",
  );
  const set = connection.prepare(
    "UPDATE spend_settled SET amount = ?, total = ?, checksum = ? WHERE key = ? AND at = ?",
  );
  for (const key of new Set(gaps.map((gap) => gap.key))) {
    let before: number | undefined;
    for (const row of rows.all(key) as SettledRow[]) {
      const total = before === undefined ? row.total : Math.max(row.total, before + row.amount);
      const amount = before === undefined ? row.amount : total - before;
      before = total;
      if (total === row.total && amount === row.amount) continue;
      const { at } = row;
      const checksum = rowChecksum("spend_settled", [key, at, amount, total]);
      set.run(amount, total, checksum, key, at);
    }
  }
  return gaps.length;
}
