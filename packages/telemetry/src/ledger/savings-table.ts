import { damagedRow, type SqliteConnection } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { eq, getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { NewSavingsRow, SavingsRow } from "./completion-row.ts";
import { savings } from "./ledger-schema.ts";
import { rowChecksum, type StoredFact } from "./row-checksum.ts";

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
  const values = Object.fromEntries(COLUMNS.map((name) => [name, sql.placeholder(name)]));
  const insert = db
    .insert(savings)
    .values(values as never)
    .prepare();
  return {
    byId: (id: string): SavingsRow | undefined => provenSaving(byId.get({ id })),
    remove: (seq: number) => remove.run(seq),
    insert: (row: NewSavingsRow) => insert.run({ ...row, checksum: savingChecksum(row) }),
  };
}

const COLUMNS = Object.keys(getTableColumns(savings)).filter((name) => name !== "seq");

const FACTS = COLUMNS.filter((name) => name !== "checksum") as readonly (keyof NewSavingsRow)[];

function savingChecksum(row: NewSavingsRow): number {
  return rowChecksum(
    "savings",
    FACTS.map((name): StoredFact => row[name]),
  );
}

/** Gives a row back. Throws what becomes `STORE_CORRUPT` where it is not what was written. */
export function provenSaving<Row extends SavingsRow | undefined>(row: Row): Row {
  if (row === undefined || row.checksum === savingChecksum(row)) return row;
  throw damagedRow(`saving ${row.seq} does not have its checksum`);
}
