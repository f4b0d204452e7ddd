import type { SqliteConnection } from "@tokenpak/core/sqlite";

/** Whether changes of spend limits are missing, beside checksums. */
export function checkLimitChanges(
  connection: SqliteConnection,
  note: (message: string) => void,
): void {
  const missing = missingLimitChanges(connection);
  if (missing !== 0) note(`spend_limit_changes: ${missing} of those that were made are missing`);
}

/** How many changes of spend limits there were, less those that there are. Where it is not known how many, their numbers tell. */
export function missingLimitChanges(connection: SqliteConnection): number {
  // Not by readSetting: a setting that is damaged is noted as a row, and is no reason to stop.
  return connection
    .prepare(
      `SELECT coalesce((SELECT value FROM settings WHERE name = 'spend_limit_changes'), max(seq), 0) - count(*)
       FROM spend_limit_changes`,
    )
    .pluck()
    .get() as number;
}
