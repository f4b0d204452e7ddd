import { openSqlite } from "@tokenpak/core/sqlite";
import { ORIGINALS_APPLICATION_ID, ORIGINALS_MIGRATIONS } from "./migrations.ts";

/** Version of the SQLite that is built into better-sqlite3. Throws `DEPENDENCY_MISSING` where that does not load. */
export function sqliteVersion(): string {
  using database = openSqlite(":memory:", {
    migrations: ORIGINALS_MIGRATIONS,
    applicationId: ORIGINALS_APPLICATION_ID,
  });
  return database.connection.prepare("SELECT sqlite_version()").pluck().get() as string;
}
