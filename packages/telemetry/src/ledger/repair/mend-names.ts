import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { USED_NAMES, USED_SERIES } from "../name-references.ts";
import { NameTable } from "../name-table.ts";
import { rowChecksum } from "../row-checksum.ts";

/**
 * Makes up for names and series that rows have and that are lost: `lost name 57`, so that the figures stay, apart from those of
 * other names, and never under a wrong one. A log that is read again brings the right name back. Answers how many were lost.
 */
export function mendNames(connection: SqliteConnection): number {
  const missing = (used: string, table: string): readonly number[] =>
    connection.prepare(`${used} EXCEPT SELECT id FROM ${table}`).pluck().all() as number[];
  const names = new NameTable(connection);
  const series = missing(USED_SERIES, "series");
  const insertSeries = connection.prepare("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (const number of series) {
    const unknown = names.numberOf("unknown");
    const facts = [number, unknown, names.numberOf(`lost series ${number}`), 0, 0, unknown];
    insertSeries.run(...facts, rowChecksum("series", facts));
  }
  const lost = missing(USED_NAMES, "names").filter((number) => number !== 0);
  const insertName = connection.prepare("INSERT INTO names VALUES (?, ?, ?)");
  for (const number of lost) {
    const facts = [number, `lost name ${number}`];
    insertName.run(...facts, rowChecksum("names", facts));
  }
  return series.length + lost.length;
}
