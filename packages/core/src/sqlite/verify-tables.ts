import { loadBetterSqlite } from "./load-better-sqlite.ts";
import { type Migration, migrate, type SchemaOptions } from "./migrate.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { damagedRow } from "./store-error.ts";

/**
 * Throws what becomes `STORE_CORRUPT` where a file lacks a table or a column that its schema has: a changed letter in its
 * description is enough, and would show later as anything. Costs 5 ms once a process, then 1 ms.
 */
export function verifyTables(connection: SqliteConnection, schema: SchemaOptions): void {
  const found = tablesOf(connection);
  for (const [table, columns] of expectedTables(schema)) {
    if (found.get(table) === columns) continue;
    throw damagedRow(`its table ${table} is not as it was made`);
  }
}

const expected = new WeakMap<readonly Migration[], ReadonlyMap<string, string>>();

function expectedTables(schema: SchemaOptions): ReadonlyMap<string, string> {
  let tables = expected.get(schema.migrations);
  if (tables === undefined) {
    const Connection = loadBetterSqlite();
    const model = new Connection(":memory:");
    migrate(model, schema);
    tables = tablesOf(model);
    model.close();
    expected.set(schema.migrations, tables);
  }
  return tables;
}

/** Columns of each table, in order. */
function tablesOf(connection: SqliteConnection): ReadonlyMap<string, string> {
  const rows = connection
    .prepare(
      "SELECT t.name, c.name AS column FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid",
    )
    .all() as { readonly name: string; readonly column: string }[];
  const tables = new Map<string, string>();
  for (const { name, column } of rows) tables.set(name, `${tables.get(name) ?? ""}${column}\n`);
  return tables;
}
