import type { UsageFilter } from "@tokenpak/core";
import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import type { LedgerNames } from "./ledger-names.ts";
import { forgottenBefore } from "./retention-table.ts";
import { DAY_MS, PERIOD_MS, type RollupLevel, SUM_COLUMNS, SUMS_SQL } from "./rollup-cell.ts";
import { SERIES_FIELDS, type SeriesField } from "./series-table.ts";
import { rangeParts, type Span, timesOf } from "./usage-range.ts";

/** How rows are kept apart, beside by their flags. */
export interface Division {
  readonly session: boolean;
  readonly quarter: boolean;
  /** What keeps series apart; of those that are alike in it, one stands for all. */
  readonly series: readonly SeriesField[];
  /** Of the longest periods to read. */
  readonly level: RollupLevel;
}

/** Rows that are not kept apart. */
export const TOGETHER: Division = { session: false, quarter: false, series: [], level: 2 };

/**
 * Sums of rows: session, the quarter of an hour (since 1970) that their period begins with, series (0 where they are not kept
 * apart), flags, `SUM_FIELDS`, earliest and latest time.
 */
export type UsageTuple = readonly number[];

/** Reads sums from rollups and, at the ends of a range, from rows. The caller holds a transaction. */
export class UsageReader {
  readonly connection: SqliteConnection;
  readonly names: LedgerNames;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(connection: SqliteConnection, names: LedgerNames) {
    this.connection = connection;
    this.names = names;
  }

  /** Sums of what a filter selects. */
  *read(filter: UsageFilter, division: Division): IterableIterator<UsageTuple> {
    const condition = this.condition(filter);
    if (condition === undefined) return;
    const { level } = division;
    const { periods, edges } = rangeParts(timesOf(filter), { level, limit: this.limit() });
    const bySession = division.session || filter.session !== undefined;
    const table = bySession ? "session_rollups" : "rollups";
    for (const { level: of, span } of periods) {
      const quarters = PERIOD_MS[of] / PERIOD_MS[0];
      const sql = `SELECT ${columns(division, `period * ${quarters}`)} FROM ${table} WHERE level = ${of} AND period >= ? AND period < ?${condition} ${grouping(division, "period")}`;
      yield* this.#rows(sql, span);
    }
    for (const edge of edges) yield* this.#readRows(edge, { condition, division });
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

  /** The days (UTC, since 1970) that there is something of in the range of a filter, in their order. */
  days(filter: UsageFilter): readonly number[] {
    const [since, until] = timesOf(filter);
    return this.connection
      .prepare(
        "SELECT DISTINCT period FROM rollups WHERE level = 2 AND period >= ? AND period <= ? ORDER BY period",
      )
      .pluck()
      .all(Math.floor(since / DAY_MS), Math.floor(until / DAY_MS)) as number[];
  }

  /** Before which time there are rollups alone. */
  limit(): number | undefined {
    return forgottenBefore(this.connection);
  }

  #numberOf(name: string | undefined): number | undefined {
    return name === undefined ? ANY : this.names.texts.find(name);
  }

  #readRows(
    [since, until]: Span,
    { condition, division }: { readonly condition: string; readonly division: Division },
  ): IterableIterator<UsageTuple> {
    const sources = (["completions", "savings"] as const).map((table) => {
      const counted = table === "completions" ? " AND counted = 1" : "";
      return `SELECT session, CAST(at / ${PERIOD_MS[0]} AS INTEGER) AS period, series, flags, ${SUMS_SQL[table]}, at AS first_at, at AS last_at FROM ${table} WHERE at >= ? AND at < ?${condition}${counted}`;
    });
    const rows = sources.join(" UNION ALL ");
    const sql = `SELECT ${columns(division, "period")} FROM (${rows}) ${grouping(division, "period")}`;
    return this.#rows(sql, [since, until, since, until]);
  }

  #rows(sql: string, parameters: readonly number[]): IterableIterator<UsageTuple> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
      statement = this.connection.prepare(sql).raw();
      this.#statements.set(sql, statement);
    }
    return statement.iterate(...parameters) as IterableIterator<UsageTuple>;
  }
}

/** The number of no name, for a filter that does not care. */
const ANY = -1;

/** Statements that are kept: a report by day asks the same of each. */
const MOST_STATEMENTS = 20;

function columns({ session, quarter, series }: Division, period: string): string {
  const keys = [
    session ? "session" : "0",
    quarter ? period : "0",
    series.length > 0 ? "min(series)" : "0",
  ];
  const sums = SUM_COLUMNS.map((column) => `sum(${column})`);
  return [...keys, "flags", ...sums, "min(first_at)", "max(last_at)"].join(", ");
}

function grouping({ session, quarter, series }: Division, period: string): string {
  const keys = [
    ...(session ? ["session"] : []),
    ...(quarter ? [period] : []),
    ...seriesKeys(series),
    "flags",
  ];
  return `GROUP BY ${keys.join(", ")}`;
}

/** One field is looked up for each row, which costs less than to give every series out; several are not. */
function seriesKeys(fields: readonly SeriesField[]): readonly string[] {
  if (fields.length !== 1) return fields.length === 0 ? [] : ["series"];
  return [`(SELECT ${fields[0]} FROM series AS named WHERE named.id = series)`];
}
