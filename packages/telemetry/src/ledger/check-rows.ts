import type { ReportProgress, SqliteConnection } from "@tokenpak/core/sqlite";
import { CHECKED_TABLES, type CheckedTable, checksumOf } from "./checked-tables.ts";
import { hasRowsBefore } from "./forget-rows.ts";
import { USED_NAMES, USED_SERIES } from "./name-references.ts";
import { forgottenBefore } from "./retention-table.ts";
import type { StoredFact } from "./row-checksum.ts";
import { SEALED_TABLES } from "./seal-sums.ts";

/** Where messages and progress of a check go. */
export interface RowCheckParts {
  readonly note: (message: string) => void;
  readonly onProgress: ReportProgress | undefined;
}

/** Holds every row to its checksum, and looks for names and series that rows have and that are not there. */
export function checkRows(connection: SqliteConnection, parts: RowCheckParts): void {
  const { note } = parts;
  let areSettingsSound = true;
  for (const table of CHECKED_TABLES) {
    const wrong = checkTable(connection, table, parts);
    if (table.name === "settings" && wrong > 0) areSettingsSound = false;
  }
  const list = (sql: string): readonly unknown[] => connection.prepare(sql).pluck().all();
  for (const series of list(`${USED_SERIES} EXCEPT SELECT id FROM series LIMIT 10`)) {
    note(`the series with number ${String(series)} is missing`);
  }
  for (const name of list(`SELECT * FROM (${USED_NAMES}) EXCEPT SELECT id FROM names LIMIT 10`)) {
    if (name !== 0) note(`the name with number ${String(name)} is missing`);
  }
  if (areSettingsSound) checkSeals(connection, note);
}

/** Answers how many rows do not have their checksum. */
function checkTable(
  connection: SqliteConnection,
  table: CheckedTable,
  { note, onProgress }: RowCheckParts,
): number {
  const { name, columns, isSealed } = table;
  const where = isSealed ? " WHERE checksum IS NOT NULL" : "";
  const total = connection.prepare(`SELECT count(*) FROM ${name}${where}`).pluck().get() as number;
  // NOT INDEXED: not the second copy, which an index may hold.
  const rows = connection
    .prepare(`SELECT ${columns.join(", ")}, checksum FROM ${name} NOT INDEXED${where}`)
    .raw();
  let done = 0;
  let wrong = 0;
  for (const row of rows.iterate() as IterableIterator<StoredFact[]>) {
    done++;
    if (done % 1000 === 0) onProgress?.({ stage: name.replaceAll("_", " "), done, total });
    const checksum = row.pop();
    if (checksum === checksumOf(table, row)) continue;
    wrong++;
    const which = table.number === undefined ? `${done}` : `with number ${String(row[0])}`;
    note(`${name}: the row ${which} does not have its checksum`);
  }
  return wrong;
}

/** Sums whose rows are forgotten have checksums. Where rows are left, forgetting them was ended in the middle, and goes on some time. */
function checkSeals(connection: SqliteConnection, note: (message: string) => void): void {
  const limit = forgottenBefore(connection);
  if (limit === undefined || hasRowsBefore(connection, limit)) return;
  for (const { checked, isForgotten } of SEALED_TABLES) {
    const open = connection
      .prepare(`SELECT count(*) FROM ${checked.name} WHERE ${isForgotten} AND checksum IS NULL`)
      .pluck()
      .get({ limit });
    if (open !== 0) {
      note(`${checked.name}: ${String(open)} sums of forgotten days have no checksum`);
    }
  }
}
