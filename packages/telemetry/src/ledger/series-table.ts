import { damagedRow, type SqliteConnection, type SqliteStatement } from "@tokenpak/core/sqlite";
import type { NameTable } from "./name-table.ts";

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

const MOST_SERIES = 50_000;

/** Series by number, each kept once. */
export class SeriesTable {
  readonly #names: NameTable;
  readonly #find: SqliteStatement;
  readonly #insert: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #numbers = new Map<string, number>();
  readonly #rows = new Map<number, SeriesNames>();

  constructor(connection: SqliteConnection, names: NameTable) {
    this.#names = names;
    const where = SERIES_FIELDS.map((field) => `${field} = ?`).join(" AND ");
    const columns = SERIES_FIELDS.join(", ");
    this.#find = connection.prepare(`SELECT id FROM series WHERE ${where}`).pluck();
    this.#insert = connection.prepare(`INSERT INTO series (${columns}) VALUES (?, ?, ?, ?, ?)`);
    this.#read = connection.prepare(`SELECT ${columns} FROM series WHERE id = ?`);
  }

  /** Number of a series; a new one gets the next. Call it in a transaction that writes. */
  numberOf(series: SeriesNames): number {
    const names = SERIES_FIELDS.map((field) => this.#names.numberOf(series[field]));
    const key = names.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const found = this.#find.get(...names) as number | undefined;
    const number = found ?? Number(this.#insert.run(...names).lastInsertRowid);
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
}
