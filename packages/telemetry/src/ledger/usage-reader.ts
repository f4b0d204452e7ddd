import type { UsageFilter } from "@tokenpak/core";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type { LedgerNames } from "./ledger-names.ts";
import { forgottenBefore } from "./retention-table.ts";
import { QUARTER_MS, SUM_COLUMNS, SUMS_SQL } from "./rollup-cell.ts";
import { SERIES_FIELDS } from "./series-table.ts";
import { rangeParts, timesOf } from "./usage-range.ts";

/** What rows may be kept apart by, beside their flags. */
export interface Apart {
  readonly session: boolean;
  readonly quarter: boolean;
  readonly series: boolean;
}

/** Sums of rows: session, quarter, series (0 where they are not kept apart), flags, `SUM_FIELDS`, earliest and latest time. */
export type UsageTuple = readonly number[];

/** Reads sums from rollups and, at the ends of a range, from rows. The caller holds a transaction. */
export class UsageReader {
  readonly connection: SqliteConnection;
  readonly names: LedgerNames;

  constructor(connection: SqliteConnection, names: LedgerNames) {
    this.connection = connection;
    this.names = names;
  }

  /** Sums of what a filter selects. */
  *read(filter: UsageFilter, apart: Apart): IterableIterator<UsageTuple> {
    const condition = this.condition(filter);
    if (condition === undefined) return;
    const unit = { unitMs: QUARTER_MS, limit: this.limit() };
    const { whole, edges } = rangeParts(timesOf(filter), unit);
    const isBySession = apart.session || filter.session !== undefined;
    yield* this.#readRollups(whole, { condition, apart, isBySession });
    for (const edge of edges) yield* this.#readRows(edge, { condition, apart });
  }

  /**
   * Which rows a filter selects, its times apart, as the rest of a WHERE clause: it holds numbers of names alone. `undefined` where
   * a name is none of the ledger's.
   */
  condition(filter: UsageFilter): string | undefined {
    const ofSeries: string[] = [];
    for (const field of SERIES_FIELDS) {
      const number = this.#numberOf(filter[field]);
      if (number === undefined) return undefined;
      if (number !== ANY) ofSeries.push(`${field} = ${number}`);
    }
    const session = this.#numberOf(filter.session);
    if (session === undefined) return undefined;
    const series =
      ofSeries.length === 0
        ? ""
        : ` AND series IN (SELECT id FROM series WHERE ${ofSeries.join(" AND ")})`;
    return session === ANY ? series : `${series} AND session = ${session}`;
  }

  /** Before which time there are rollups alone. */
  limit(): number | undefined {
    return forgottenBefore(this.connection);
  }

  #numberOf(name: string | undefined): number | undefined {
    return name === undefined ? ANY : this.names.texts.find(name);
  }

  #readRollups(
    [first, end]: readonly [number, number],
    { condition, apart, isBySession }: { condition: string; apart: Apart; isBySession: boolean },
  ): IterableIterator<UsageTuple> {
    const table = isBySession ? "session_rollups" : "rollups";
    const sql = `SELECT ${tupleColumns(apart)} FROM ${table} WHERE quarter >= ? AND quarter < ?${condition} ${grouping(apart)}`;
    const statement = this.connection.prepare(sql).raw();
    return statement.iterate(first, end) as IterableIterator<UsageTuple>;
  }

  #readRows(
    [since, until]: readonly [number, number],
    { condition, apart }: { condition: string; apart: Apart },
  ): IterableIterator<UsageTuple> {
    const where = `at >= ? AND at < ?${condition}`;
    const sources = (["completions", "savings"] as const).map((table) => {
      const counted = table === "completions" ? " AND counted = 1" : "";
      return `SELECT session, CAST(at / ${QUARTER_MS} AS INTEGER) AS quarter, series, flags, ${SUMS_SQL[table]}, at AS first_at, at AS last_at FROM ${table} WHERE ${where}${counted}`;
    });
    const sql = `SELECT ${tupleColumns(apart)} FROM (${sources.join(" UNION ALL ")}) ${grouping(apart)}`;
    const statement = this.connection.prepare(sql).raw();
    return statement.iterate(since, until, since, until) as IterableIterator<UsageTuple>;
  }
}

/** The number of no name, for a filter that does not care. */
const ANY = -1;

const KEYS = ["session", "quarter", "series"] as const;

function tupleColumns(apart: Apart): string {
  const keys = KEYS.map((key) => (apart[key] ? key : "0"));
  const sums = SUM_COLUMNS.map((column) => `sum(${column})`);
  return [...keys, "flags", ...sums, "min(first_at)", "max(last_at)"].join(", ");
}

function grouping(apart: Apart): string {
  return `GROUP BY ${[...KEYS.filter((key) => apart[key]), "flags"].join(", ")}`;
}
