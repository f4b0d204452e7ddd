import { TokenPakError } from "@tokenpak/core";
import { giveBackSpace, type SqliteConnection, type SqliteDatabase } from "@tokenpak/core/sqlite";
import { USED_NAMES, USED_SERIES } from "./name-references.ts";
import { forgottenBefore, setForgottenBefore } from "./retention-table.ts";
import { DAY_MS, PERIOD_MS, ROLLUP_LEVELS } from "./rollup-cell.ts";
import { rowChecksum, type StoredFact } from "./row-checksum.ts";
import { sealRest, sealSums } from "./seal-sums.ts";

/** What to forget. */
export interface ForgetOptions {
  /** Rows of days (UTC) that ended by this time go, in milliseconds since 1970. */
  readonly before: number;
  /**
   * Keep the sums by quarter of an hour, with the names of models, agents, projects and sessions: totals of the past stay as they
   * were, single requests cannot be exported any more. `false` forgets those as well. Default `true`.
   */
  readonly keepRollups?: boolean | undefined;
}

/** What was forgotten. */
export interface ForgetResult {
  /** Before which time nothing is recorded any more. */
  readonly before: number;
  readonly completions: number;
  readonly savings: number;
}

/** Rows that one transaction deletes: other processes wait for milliseconds. */
const ROWS_AT_ONCE = 2000;

const ROW_TABLES = ["completions", "savings"] as const;

type RowTable = (typeof ROW_TABLES)[number];

/** Whether rows are left that are to be forgotten. */
export function hasRowsBefore(connection: SqliteConnection, limit: number): boolean {
  return ROW_TABLES.some(
    (table) =>
      connection.prepare(`SELECT 1 FROM ${table} WHERE at < ? LIMIT 1`).get(limit) !== undefined,
  );
}

/** Two reports of one request lie less than this apart. */
const GRACE_MS = 7 * DAY_MS;

/**
 * Deletes rows, in many short transactions, and gives their space back. From then on the ledger takes no row from before that
 * time, so that what is collected once more does not count twice; of the last 7 days before it the ids are kept for as long, since
 * another report of the same request may place it later. Ended in the middle, the next call goes on.
 */
export function forgetRows(
  database: SqliteDatabase,
  { before, keepRollups = true }: ForgetOptions,
): ForgetResult {
  if (typeof before !== "number" || !(before >= 0 && before <= 8.64e15)) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `before is ${String(before)}. Give milliseconds since 1970.`,
    );
  }
  const { connection } = database;
  const limit = database.immediate(() => raiseLimit(connection, before));
  sealSums(database, limit);
  const forgotten = deleteAllRows((table) =>
    database.immediate(() => deleteRows(connection, table, limit)),
  );
  database.immediate(() => {
    if (!keepRollups) deleteRollups(connection, limit);
    for (const table of ["forgotten", "superseded"]) {
      connection.prepare(`DELETE FROM ${table} WHERE at < ?`).run(limit - GRACE_MS);
    }
    deleteNames(connection);
  });
  database.run(() => giveBackSpace(database));
  return { before: limit, ...forgotten };
}

/** Ends what {@link forgetRows} began, in the caller's transaction. */
export function finishForgetting(connection: SqliteConnection, limit: number): void {
  deleteAllRows((table) => deleteRows(connection, table, limit));
  sealRest(connection, limit);
}

function deleteAllRows(deleteSome: (table: RowTable) => number): Record<RowTable, number> {
  const forgotten = { completions: 0, savings: 0 };
  for (const table of ROW_TABLES) {
    for (let deleted = -1; deleted !== 0; forgotten[table] += deleted) deleted = deleteSome(table);
  }
  return forgotten;
}

function raiseLimit(connection: SqliteConnection, before: number): number {
  const limit = Math.max(Math.floor(before / DAY_MS) * DAY_MS, forgottenBefore(connection) ?? 0);
  setForgottenBefore(connection, limit);
  return limit;
}

/** The last rows go together with the seals of sums that another process changed meanwhile: no sum is left without both. */
function deleteRows(connection: SqliteConnection, table: RowTable, limit: number): number {
  const rows = `FROM ${table} WHERE seq IN (SELECT seq FROM ${table} WHERE at < ? ORDER BY at LIMIT ${ROWS_AT_ONCE})`;
  const columns = table === "completions" ? "0, id, response_id, weak, at" : "1, id, NULL, 0, at";
  const counted = table === "completions" ? " AND counted = 1" : "";
  const recent = connection
    .prepare(`SELECT ${columns} ${rows} AND at >= ?${counted}`)
    .raw()
    .all(limit, limit - GRACE_MS) as StoredFact[][];
  const remember = connection.prepare(
    "INSERT OR IGNORE INTO forgotten (is_saving, id, response_id, weak, at, checksum) VALUES (?, ?, ?, ?, ?, ?)",
  );
  for (const row of recent) remember.run(...row, rowChecksum("forgotten", row));
  const { changes } = connection.prepare(`DELETE ${rows}`).run(limit);
  if (changes > 0 && !hasRowsBefore(connection, limit)) sealRest(connection, limit);
  return changes;
}

function deleteRollups(connection: SqliteConnection, limit: number): void {
  for (const table of ["rollups", "session_rollups"]) {
    const remove = connection.prepare(`DELETE FROM ${table} WHERE level = ? AND period < ?`);
    for (const level of ROLLUP_LEVELS) remove.run(level, limit / PERIOD_MS[level]);
  }
  connection.prepare("DELETE FROM latencies WHERE day < ?").run(limit / DAY_MS);
}

/** Names that nothing has any more: among them may be what somebody wants forgotten. */
function deleteNames(connection: SqliteConnection): void {
  connection.exec(`DELETE FROM series WHERE id NOT IN (${USED_SERIES})`);
  connection.exec(`DELETE FROM names WHERE id NOT IN (${USED_NAMES})`);
}
