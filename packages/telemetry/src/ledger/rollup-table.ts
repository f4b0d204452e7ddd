import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import {
  type CountedRow,
  PERIOD_MS,
  ROLLUP_LEVELS,
  type RollupLevel,
  SUM_COLUMNS,
} from "./rollup-cell.ts";
import { USAGE_FLAGS } from "./usage-flags.ts";

/** The tables of rollups, and their keys. */
export const ROLLUP_KEYS = {
  rollups: ["level", "period", "series", "flags"],
  session_rollups: ["level", "session", "period", "series", "flags"],
} as const;

/** The name of a table of rollups. */
export type RollupTableName = keyof typeof ROLLUP_KEYS;

/** One rollup, and how it changes. */
interface CellChange {
  readonly level: RollupLevel;
  readonly period: number;
  readonly row: CountedRow;
  readonly sums: number[];
  first: number;
  last: number;
  /** Times of what was taken away lie within these. */
  removedFirst: number;
  removedLast: number;
}

/** The sums of one table of rollups; collects changes until {@link flush}. */
export class RollupTable {
  readonly #name: RollupTableName;
  readonly #changes = new Map<string, CellChange>();
  readonly #statements: ReturnType<typeof statementsOn>;

  constructor(connection: SqliteConnection, name: RollupTableName) {
    this.#name = name;
    this.#statements = statementsOn(connection, name);
  }

  change(row: CountedRow, sign: 1 | -1): void {
    for (const level of ROLLUP_LEVELS) {
      const change = this.#changeOf(row, level);
      for (let index = 0; index < SUM_COLUMNS.length; index++) {
        change.sums[index] = (change.sums[index] ?? 0) + sign * (row.sums[index] ?? 0);
      }
      if (sign === 1) {
        change.first = Math.min(change.first, row.at);
        change.last = Math.max(change.last, row.at);
      } else {
        change.removedFirst = Math.min(change.removedFirst, row.at);
        change.removedLast = Math.max(change.removedLast, row.at);
      }
    }
  }

  flush(): void {
    for (const change of this.#changes.values()) this.#write(change);
    this.#changes.clear();
  }

  reset(): void {
    this.#changes.clear();
  }

  #changeOf(row: CountedRow, level: RollupLevel): CellChange {
    const period = Math.floor(row.at / PERIOD_MS[level]);
    const session = this.#name === "session_rollups" ? row.session : 0;
    const key = `${level},${period},${row.series},${row.flags},${session}`;
    let change = this.#changes.get(key);
    if (change === undefined) {
      const [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      const times = { first, last, removedFirst: first, removedLast: last };
      change = { level, period, row, sums: [], ...times };
      this.#changes.set(key, change);
    }
    return change;
  }

  #write(change: CellChange): void {
    const { upsert, read, remove } = this.#statements;
    const key = this.#keyOf(change);
    upsert.run(...key, ...change.sums, change.first, change.last);
    if (change.removedFirst > change.removedLast) return;
    const stored = read.get(...key) as { requests: number; first: number; last: number };
    if (stored.requests === 0) remove.run(...key);
    else if (change.removedFirst <= stored.first || change.removedLast >= stored.last) {
      this.#findTimes(change, key);
    }
  }

  /** What was first or last is gone: the rows say what is now. */
  #findTimes({ level, period, row }: CellChange, key: readonly number[]): void {
    const range = [period * PERIOD_MS[level], (period + 1) * PERIOD_MS[level]];
    const rest = [row.series, row.flags];
    if (this.#name === "session_rollups") rest.push(row.session);
    const { setTimes, times } = this.#statements;
    const { first, last } = row.flags & USAGE_FLAGS.saving ? times.savings : times.completions;
    setTimes.run(first.get(...range, ...rest), last.get(...range, ...rest), ...key);
  }

  #keyOf({ level, period, row }: CellChange): readonly number[] {
    const values = { level, period, series: row.series, flags: row.flags, session: row.session };
    return ROLLUP_KEYS[this.#name].map((name) => values[name]);
  }
}

function statementsOn(connection: SqliteConnection, name: RollupTableName) {
  const keys: readonly string[] = ROLLUP_KEYS[name];
  const columns = [...keys, ...SUM_COLUMNS, "first_at", "last_at"];
  const added = SUM_COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`);
  const where = keys.map((key) => `${key} = ?`).join(" AND ");
  const times = (source: "completions" | "savings") => {
    const session = keys.includes("session") ? " AND session = ?" : "";
    const counted = source === "completions" ? " AND counted = 1" : "";
    const find = (order: "ASC" | "DESC"): SqliteStatement =>
      connection
        .prepare(
          `SELECT at FROM ${source} WHERE at >= ? AND at < ? AND series = ? AND flags = ?${session}${counted} ORDER BY at ${order} LIMIT 1`,
        )
        .pluck();
    return { first: find("ASC"), last: find("DESC") };
  };
  return {
    upsert: connection.prepare(
      `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})
       ON CONFLICT DO UPDATE SET ${added.join(", ")},
       first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)${keys.includes("session") ? ", checksum = NULL" : ""}`,
    ),
    read: connection.prepare(
      `SELECT requests, first_at AS first, last_at AS last FROM ${name} WHERE ${where}`,
    ),
    remove: connection.prepare(`DELETE FROM ${name} WHERE ${where}`),
    setTimes: connection.prepare(`UPDATE ${name} SET first_at = ?, last_at = ? WHERE ${where}`),
    times: { completions: times("completions"), savings: times("savings") },
  };
}
