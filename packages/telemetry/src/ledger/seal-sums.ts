import type { SqliteConnection, SqliteDatabase } from "@tokenpak/core/sqlite";
import { CHECKED_TABLES, type CheckedTable, checksumOf } from "./checked-tables.ts";
import { DAY_MS, PERIOD_MS } from "./rollup-cell.ts";
import type { StoredFact } from "./row-checksum.ts";

/** Sums that one transaction seals: other processes wait for milliseconds. */
const SUMS_AT_ONCE = 2000;

/**
 * Gives checksums to the sums of what is forgotten, which no row can make again: those by session and quarter of an hour, which
 * make all others, and latencies. As long as there are rows a sum has none, since it changes with each of them. In many short
 * transactions.
 */
export function sealSums(database: SqliteDatabase, limit: number): void {
  for (const table of SEALED_TABLES) {
    let after: readonly StoredFact[] | undefined = table.lowest;
    while (after !== undefined) {
      const from: readonly StoredFact[] = after;
      after = database.immediate(() => sealSome(database.connection, table, { limit, from }));
    }
  }
}

/** The same for all that is not sealed yet, in the caller's transaction. */
export function sealRest(connection: SqliteConnection, limit: number): void {
  for (const table of SEALED_TABLES) {
    let from: readonly StoredFact[] | undefined = table.lowest;
    while (from !== undefined) from = sealSome(connection, table, { limit, from });
  }
}

/** A table with sums of what may be forgotten. */
export interface SealedTable {
  readonly checked: CheckedTable;
  readonly key: string;
  /** Less than the key of every row. */
  readonly lowest: readonly StoredFact[];
  /** Which rows are of what was forgotten: SQL with the parameter `limit`. */
  readonly isForgotten: string;
}

/** The tables with sums of what may be forgotten. */
export const SEALED_TABLES: readonly SealedTable[] = [
  {
    checked: checkedTable("session_rollups"),
    key: "level, session, period, series, flags",
    lowest: [0, -1, 0, 0, 0],
    isForgotten: `level = 0 AND period < @limit / ${PERIOD_MS[0]}`,
  },
  {
    checked: checkedTable("latencies"),
    key: "day, series",
    lowest: [-1, 0],
    isForgotten: `day < @limit / ${DAY_MS}`,
  },
];

function checkedTable(name: string): CheckedTable {
  return CHECKED_TABLES.find((table) => table.name === name) as CheckedTable;
}

/** Answers the key of the last one; `undefined` when there are no more. */
function sealSome(
  connection: SqliteConnection,
  { checked, key, lowest, isForgotten }: SealedTable,
  { limit, from }: { readonly limit: number; readonly from: readonly StoredFact[] },
): readonly StoredFact[] | undefined {
  const marks = lowest.map((_, index) => `@k${index}`).join(", ");
  const parameters = (values: readonly StoredFact[]): Record<string, StoredFact> =>
    Object.fromEntries(lowest.map((_, index) => [`k${index}`, values[index] as StoredFact]));
  const rows = connection
    .prepare(
      `SELECT ${checked.columns.join(", ")} FROM ${checked.name} WHERE (${key}) > (${marks}) AND ${isForgotten} AND checksum IS NULL ORDER BY ${key} LIMIT ${SUMS_AT_ONCE}`,
    )
    .raw()
    .all({ ...parameters(from), limit }) as StoredFact[][];
  const seal = connection.prepare(
    `UPDATE ${checked.name} SET checksum = @checksum WHERE (${key}) = (${marks})`,
  );
  for (const row of rows) {
    seal.run({ ...parameters(row), checksum: checksumOf(checked, row) });
  }
  return rows.length < SUMS_AT_ONCE ? undefined : rows.at(-1);
}
