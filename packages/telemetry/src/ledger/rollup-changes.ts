import type { SqliteConnection } from "@tokenpak/core/sqlite";
import { LatencyTable } from "./latency-table.ts";
import type { CountedRow } from "./rollup-cell.ts";
import { RollupTable } from "./rollup-table.ts";

/** Collects what a transaction adds to and takes from the rollups, and writes it at its end: each rollup once. */
export class RollupChanges {
  readonly #tables: readonly (RollupTable | LatencyTable)[];

  constructor(connection: SqliteConnection) {
    this.#tables = [
      new RollupTable(connection, "rollups"),
      new RollupTable(connection, "session_rollups"),
      new LatencyTable(connection),
    ];
  }

  /** Adds a row. */
  add(row: CountedRow): void {
    for (const table of this.#tables) table.change(row, 1);
  }

  /** Takes away what was added once. */
  remove(row: CountedRow): void {
    for (const table of this.#tables) table.change(row, -1);
  }

  /** Writes all changes. The rows must be written before. */
  flush(): void {
    for (const table of this.#tables) table.flush();
  }

  /** Drops all changes: the transaction was undone. */
  reset(): void {
    for (const table of this.#tables) table.reset();
  }
}
