import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import type { NameTable } from "./name-table.ts";
import { rowChecksum } from "./row-checksum.ts";

/** What rows have in common that are reported together, apart from session and time; by name. */
export interface SeriesNames {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly observer?: string | undefined;
}

/** The fields of a series, in the order of their columns. */
export const SERIES_FIELDS = ["provider", "model", "agent", "project", "observer"] as const;

/** A field of a series. */
export type SeriesField = (typeof SERIES_FIELDS)[number];

const MOST_SERIES = 50_000;

/** Series by number, each kept once. */
export class SeriesTable {
  readonly #names: NameTable;
  readonly #find: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #seal: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #numbers = new Map<string, number>();
  readonly #rows = new Map<number, SeriesNames>();

  constructor(connection: SqliteConnection, names: NameTable) {
    this.#names = names;
    const where = SERIES_FIELDS.map((field) => `${field} = ?`).join(" AND ");
    const columns = SERIES_FIELDS.join(", ");
    this.#find = connection.prepare(`SELECT id, checksum FROM series WHERE ${where}`);
    this.#insert = connection.prepare(
      `INSERT INTO series (${columns}, checksum) VALUES (?, ?, ?, ?, ?, 0)`,
    );
    this.#seal = connection.prepare("UPDATE series SET checksum = ? WHERE id = ?");
    this.#read = connection.prepare(`SELECT ${columns}, checksum FROM series WHERE id = ?`);
  }

  /** Number of a series; a new one gets the next. Call it in a transaction that writes. */
  numberOf(series: SeriesNames): number {
    const names = SERIES_FIELDS.map((field) => this.#names.numberOf(series[field]));
    const key = names.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#findRow(names) ?? this.#add(names);
    if (this.#numbers.size >= MOST_SERIES) this.#numbers.clear();
    this.#numbers.set(key, number);
    return number;
  }

  /** The names of a series. */
  namesOf(number: number): SeriesNames {
    const known = this.#rows.get(number);
    if (known !== undefined) return known;
    const row = this.#read.get(number) as Record<string, number> | undefined;
    if (row === undefined) throw damagedRow(`the series with number ${number} is missing`);
    const { checksum } = row;
    const numbers = SERIES_FIELDS.map((field) => row[field] as number);
    if (checksum !== seriesChecksum(number, numbers)) throw damagedSeries(number);
    const names: Record<string, string | undefined> = {};
    for (const field of SERIES_FIELDS) names[field] = this.#names.nameOf(row[field] ?? 0);
    if (this.#rows.size >= MOST_SERIES) this.#rows.clear();
    this.#rows.set(number, names);
    return names;
  }

  /** Forgets what is kept in memory. */
  reset(): void {
    this.#numbers.clear();
    this.#rows.clear();
  }

  #findRow(names: readonly number[]): number | undefined {
    const row = this.#find.get(...names) as { id: number; checksum: number } | undefined;
    if (row === undefined) return undefined;
    if (row.checksum !== seriesChecksum(row.id, names)) throw damagedSeries(row.id);
    return row.id;
  }

  #add(names: readonly number[]): number {
    const number = Number(this.#insert.run(...names).lastInsertRowid);
    this.#seal.run(seriesChecksum(number, names), number);
    return number;
  }
}

function seriesChecksum(number: number, names: readonly number[]): number {
  return rowChecksum("series", [number, ...names]);
}

function damagedSeries(number: number): Error {
  return damagedRow(`the series with number ${number} does not have its checksum`);
}
