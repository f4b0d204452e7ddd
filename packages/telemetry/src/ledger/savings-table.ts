import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { eq, getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { SavingsRow } from "./completion-row.ts";
import { savings } from "./ledger-schema.ts";

/** The statements on the table `savings`. */
export type SavingsTable = ReturnType<typeof savingsTable>;

/** Prepares the statements on the table `savings`. */
export function savingsTable(connection: SqliteConnection) {
  const db = drizzle(connection as unknown as Database.Database);
  const byId = db
    .select()
    .from(savings)
    .where(eq(savings.id, sql.placeholder("id")))
    .prepare();
  const remove = connection.prepare("DELETE FROM savings WHERE seq = ?");
  const columns = Object.keys(getTableColumns(savings)).filter((name) => name !== "seq");
  const values = Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)]));
  const insert = db
    .insert(savings)
    .values(values as never)
    .prepare();
  return {
    byId: (id: string): SavingsRow | undefined => byId.get({ id }),
    remove: (seq: number) => remove.run(seq),
    insert: (row: Omit<SavingsRow, "seq">) => insert.run({ ...row }),
  };
}
