import type { SqliteConnection } from "@tokenpak/core/sqlite";

/** What is wrong with what was reserved and settled, beside checksums: sums that are not those of the amounts. */
export function checkSpendRows(
  connection: SqliteConnection,
  note: (message: string) => void,
): void {
  const open = (sql: string): number => connection.prepare(sql).pluck().get() as number;
  const unlike = open(
    `SELECT count(*) FROM (SELECT * FROM (${RESERVED}) EXCEPT SELECT key, until, id, amount FROM spend_open)`,
  );
  const unknown = open(
    `SELECT count(*) FROM (SELECT key, until, id, amount FROM spend_open EXCEPT SELECT * FROM (${RESERVED}))`,
  );
  if (unlike + unknown > 0) note(`spend_open: ${unlike + unknown} are not those of spend_ids`);
  const gaps = open(`SELECT count(*) FROM (${SETTLED_GAPS})`);
  if (gaps > 0) note(`spend_settled: ${gaps} totals are not those of the amounts`);
}

/** SQL: what open reservations hold, as rows of `spend_open`. */
export const RESERVED = `SELECT json_extract(charge.value, '$[0]') AS key, spend_ids.until, spend_ids.id, json_extract(charge.value, '$[1]') AS amount
  FROM spend_ids, json_each(CASE WHEN json_valid(spend_ids.charges) THEN spend_ids.charges ELSE '[]' END) charge WHERE spend_ids.state = 'open'`;

/** SQL: settled amounts whose total is more than the one before and the amount, or less; and by how much. */
export const SETTLED_GAPS = `SELECT key, at, amount, total, total - amount - before AS missing FROM (
    SELECT key, at, amount, total, lag(total) OVER (PARTITION BY key ORDER BY at) AS before FROM spend_settled
  ) WHERE before IS NOT NULL AND total - amount <> before`;
