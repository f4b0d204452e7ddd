import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { missingLimitChanges } from "../check-limit-changes.ts";
import { writeSetting } from "../setting-table.ts";

/** Counts the changes of spend limits anew. Answers how many are lost. */
export function mendLimitChanges(connection: SqliteConnection): number {
  const lost = missingLimitChanges(connection);
  const count = connection.prepare("SELECT count(*) FROM spend_limit_changes").pluck();
  writeSetting(connection, "spend_limit_changes", count.get() as number);
  return Math.max(0, lost);
}
