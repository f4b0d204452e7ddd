import type { SqliteConnection } from "./sqlite-connection.ts";

/** More messages about one damaged file say nothing more. */
export const MOST_MESSAGES = 100;

/** What SQLite itself finds wrong with a database; empty for a sound one, at most {@link MOST_MESSAGES}. */
export function integrityMessages(connection: SqliteConnection): readonly string[] {
  const messages = connection
    .prepare(`PRAGMA integrity_check(${MOST_MESSAGES})`)
    .pluck()
    .all() as string[];
  return messages.filter((message) => message !== "ok");
}
