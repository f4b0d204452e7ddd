import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { NameTable } from "./name-table.ts";
import { SeriesTable } from "./series-table.ts";

/** Every name of a ledger by number. */
export class LedgerNames {
  readonly texts: NameTable;
  readonly series: SeriesTable;
  readonly #version: () => number;
  #seen: number;

  constructor(connection: SqliteConnection) {
    this.texts = new NameTable(connection);
    this.series = new SeriesTable(connection, this.texts);
    this.#version = () => connection.pragma("data_version", { simple: true }) as number;
    this.#seen = this.#version();
  }

  /** To be called at the beginning of each transaction: another process may have deleted names. */
  refresh(): void {
    const version = this.#version();
    if (version !== this.#seen) this.reset();
    this.#seen = version;
  }

  /** Forgets what is kept in memory: after a transaction that was undone. */
  reset(): void {
    this.texts.reset();
    this.series.reset();
  }
}
