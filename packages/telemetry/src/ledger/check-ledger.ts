import {
  integrityMessages,
  MOST_MESSAGES,
  openSqlite,
  type ReportProgress,
  type SqliteConnection,
} from "@tokenpak/core/sqlite";
import { checkLimitChanges } from "./check-limit-changes.ts";
import { checkRows } from "./check-rows.ts";
import { checkSpendRows } from "./check-spend-rows.ts";
import { LEDGER_APPLICATION_ID, LEDGER_MIGRATIONS } from "./migrations.ts";
import { wrongSums } from "./rollup-sums.ts";

/** What {@link checkLedger} found. */
export interface LedgerCheck {
  /** Version of the file's schema. */
  readonly schemaVersion: number;
  /** What is wrong with the file, the first hundred things; empty for a sound one. */
  readonly damage: readonly string[];
  /** Sums that are not those of the rows, the first hundred; they can be made anew. Not looked for where there is other damage. */
  readonly rollupDamage: readonly string[];
  /** Requests that count, and all reports of requests. */
  readonly completions: number;
  readonly reports: number;
  readonly savings: number;
  /** Sums by period, and by session and period, of every length. */
  readonly rollups: number;
  readonly sessionRollups: number;
}

/** How to check. */
export interface LedgerCheckOptions {
  readonly onProgress?: ReportProgress | undefined;
}

/**
 * Reads a whole ledger and looks for damage, without writing: SQLite's own structures, the checksum of every row, whether every
 * name that a row has is there, and whether the sums are those of the rows. Sums of what was forgotten have checksums instead. About
 * 16 seconds of CPU for a million requests. Opening throws as `openSqlite` does.
 */
export function checkLedger(path: string, { onProgress }: LedgerCheckOptions = {}): LedgerCheck {
  using database = openSqlite(path, {
    migrations: LEDGER_MIGRATIONS,
    applicationId: LEDGER_APPLICATION_ID,
    readOnly: true,
  });
  return database.snapshot(() => checkOpenLedger(database.connection, onProgress));
}

/** {@link checkLedger} of an open one. The caller holds a transaction. */
export function checkOpenLedger(
  connection: SqliteConnection,
  onProgress?: ReportProgress,
): LedgerCheck {
  const count = (from: string): number =>
    connection.prepare(`SELECT count(*) FROM ${from}`).pluck().get() as number;
  onProgress?.({ stage: "structure", done: 0, total: 1 });
  const damage = [...integrityMessages(connection)];
  const note = (message: string): void =>
    void (damage.length < MOST_MESSAGES && damage.push(message));
  checkRows(connection, { note, onProgress });
  checkSpendRows(connection, note);
  checkLimitChanges(connection, note);
  onProgress?.({ stage: "sums", done: 0, total: 1 });
  return {
    schemaVersion: connection.pragma("user_version", { simple: true }) as number,
    damage,
    rollupDamage: damage.length === 0 ? wrongSums(connection) : [],
    completions: count("completions WHERE counted = 1"),
    reports: count("completions"),
    savings: count("savings"),
    rollups: count("rollups"),
    sessionRollups: count("session_rollups"),
  };
}
