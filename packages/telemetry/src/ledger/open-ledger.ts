import { userLedgerPath } from "@tokenpak/core/environment";
import { openSqlite, type SqliteDatabase } from "@tokenpak/core/sqlite";
import { LEDGER_APPLICATION_ID, LEDGER_MIGRATIONS } from "./migrations.ts";

/** How to open a ledger. */
export interface OpenLedgerOptions {
  /** Open an existing file without writing anything, also while others write. Default `false`. */
  readonly readOnly?: boolean | undefined;
  /** How long to wait for another process's lock, in milliseconds. Default 5000. */
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Opens the file of a ledger, which holds completions, savings, how far logs were read, limits and what was spent. Created where
 * there is none, mode 0600; `:memory:` is a ledger of its own. Throws as `openSqlite` does.
 */
export function openLedger(
  path: string = userLedgerPath(),
  options: OpenLedgerOptions = {},
): SqliteDatabase {
  return openSqlite(path, {
    ...options,
    migrations: LEDGER_MIGRATIONS,
    applicationId: LEDGER_APPLICATION_ID,
  });
}
