import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { LatencyTable } from "./latency-table.ts";
import { type CountedRow, QUARTER_MS, SUM_COLUMNS } from "./rollup-cell.ts";
import { USAGE_FLAGS } from "./usage-flags.ts";

/** One rollup, and how it changes. */
interface CellChange {
  readonly key: readonly number[];
  readonly sums: number[];
  first: number;
  last: number;
  /** Times of what was taken away lie within these. */
  removedFirst: number;
  removedLast: number;
}

/** Collects what a transaction adds to and takes from the rollups, and writes it at its end: each rollup once. */
export class RollupChanges {
  readonly #tables: readonly RollupTable[];
  readonly #latencies: LatencyTable;

  constructor(connection: SqliteConnection) {
    this.#tables = [
      new RollupTable(connection, ["quarter", "series", "flags"]),
      new RollupTable(connection, ["session", "quarter", "series", "flags"]),
    ];
    this.#latencies = new LatencyTable(connection);
  }

  add(row: CountedRow): void {
    this.#change(row, 1);
  }

  /** Takes away what was added once. */
  remove(row: CountedRow): void {
    this.#change(row, -1);
  }

  /** Writes all changes. The rows must be written before. */
  flush(): void {
    for (const table of this.#tables) table.flush();
    this.#latencies.flush();
  }

  /** Drops all changes: the transaction was undone. */
  reset(): void {
    for (const table of this.#tables) table.reset();
    this.#latencies.reset();
  }

  #change(row: CountedRow, sign: 1 | -1): void {
    for (const table of this.#tables) table.change(row, sign);
    if (row.latencyMs !== null) this.#latencies.change(row, sign);
  }
}

type KeyColumn = "quarter" | "series" | "flags" | "session";

class RollupTable {
  readonly #keys: readonly KeyColumn[];
  readonly #changes = new Map<string, CellChange>();
  readonly #upsert: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #delete: SqliteStatement;
  readonly #setTimes: SqliteStatement;
  readonly #times: (isSaving: boolean, end: "first" | "last") => SqliteStatement;

  constructor(connection: SqliteConnection, keys: readonly KeyColumn[]) {
    this.#keys = keys;
    const table = keys.includes("session") ? "session_rollups" : "rollups";
    const columns = [...keys, ...SUM_COLUMNS, "first_at", "last_at"];
    const added = SUM_COLUMNS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ");
    const where = keys.map((name) => `${name} = ?`).join(" AND ");
    this.#upsert = connection.prepare(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
       ON CONFLICT DO UPDATE SET ${added},
       first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`,
    );
    this.#read = connection.prepare(
      `SELECT requests, first_at AS first, last_at AS last FROM ${table} WHERE ${where}`,
    );
    this.#delete = connection.prepare(`DELETE FROM ${table} WHERE ${where}`);
    this.#setTimes = connection.prepare(
      `UPDATE ${table} SET first_at = ?, last_at = ? WHERE ${where}`,
    );
    const rest = keys.filter((name) => name !== "quarter").map((name) => `${name} = ?`);
    const times = new Map<string, SqliteStatement>();
    for (const source of ["completions", "savings"] as const) {
      for (const [end, order] of [
        ["first", "ASC"],
        ["last", "DESC"],
      ] as const) {
        const counted = source === "completions" ? "AND counted = 1" : "";
        const sql = `SELECT at FROM ${source} WHERE at >= ? AND at < ? AND ${rest.join(" AND ")} ${counted} ORDER BY at ${order} LIMIT 1`;
        times.set(`${source} ${end}`, connection.prepare(sql).pluck());
      }
    }
    this.#times = (isSaving, end) =>
      times.get(`${isSaving ? "savings" : "completions"} ${end}`) as SqliteStatement;
  }

  change(row: CountedRow, sign: 1 | -1): void {
    const change = this.#changeOf(row);
    for (const [index, amount] of row.sums.entries()) {
      change.sums[index] = (change.sums[index] ?? 0) + sign * amount;
    }
    if (sign === 1) {
      change.first = Math.min(change.first, row.at);
      change.last = Math.max(change.last, row.at);
    } else {
      change.removedFirst = Math.min(change.removedFirst, row.at);
      change.removedLast = Math.max(change.removedLast, row.at);
    }
  }

  flush(): void {
    for (const change of this.#changes.values()) this.#write(change);
    this.#changes.clear();
  }

  reset(): void {
    this.#changes.clear();
  }

  #changeOf(row: CountedRow): CellChange {
    const quarter = Math.floor(row.at / QUARTER_MS);
    const key = this.#keys.map((name) => (name === "quarter" ? quarter : row[name]));
    const name = key.join();
    let change = this.#changes.get(name);
    if (change === undefined) {
      const none = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
      const { first, last } = none;
      change = { key, sums: [], first, last, removedFirst: first, removedLast: last };
      this.#changes.set(name, change);
    }
    return change;
  }

  #write(change: CellChange): void {
    const { key, sums, first, last } = change;
    this.#upsert.run(...key, ...sums, first, last);
    if (change.removedFirst > change.removedLast) return;
    const stored = this.#read.get(...key) as { requests: number; first: number; last: number };
    if (stored.requests === 0) this.#delete.run(...key);
    else if (change.removedFirst <= stored.first || change.removedLast >= stored.last) {
      this.#findTimes(key);
    }
  }

  /** What was first or last is gone: the rows say what is now. */
  #findTimes(key: readonly number[]): void {
    const { quarter, rest, flags } = this.#partsOf(key);
    const range = [quarter * QUARTER_MS, (quarter + 1) * QUARTER_MS];
    const isSaving = (flags & USAGE_FLAGS.saving) !== 0;
    const first = this.#times(isSaving, "first").get(...range, ...rest);
    const last = this.#times(isSaving, "last").get(...range, ...rest);
    this.#setTimes.run(first, last, ...key);
  }

  #partsOf(key: readonly number[]) {
    const at = (name: KeyColumn): number => key[this.#keys.indexOf(name)] ?? 0;
    const rest = key.filter((_, index) => this.#keys[index] !== "quarter");
    return { quarter: at("quarter"), flags: at("flags"), rest };
  }
}
