import {
  damagedRow,
  MOST_MESSAGES,
  type SqliteConnection,
  type SqliteDatabase,
} from "@tokenpak/core/sqlite";
import { decodeLatencyCounts, encodeLatencyCounts, latencyBin } from "./latency-counts.ts";
import { forgottenBefore } from "./retention-table.ts";
import { DAY_MS, PERIOD_MS, type RollupLevel, SUM_COLUMNS, SUMS_SQL } from "./rollup-cell.ts";
import { ROLLUP_KEYS, type RollupTableName } from "./rollup-table.ts";

/** Which sums are not those of the rows, as messages. Sums of what was forgotten cannot be held to rows any more. */
export function wrongSums(connection: SqliteConnection): readonly string[] {
  return [
    ...SUMMED.flatMap((summed) => wrongRollups(connection, summed)),
    ...wrongLatencies(connection),
  ].slice(0, MOST_MESSAGES);
}

/** Makes the sums of all rows anew, in one transaction. Sums of what was forgotten stay. */
export function rebuildRollups(database: SqliteDatabase): void {
  database.immediate(() => rebuildSums(database.connection));
}

/** {@link rebuildRollups} in the caller's transaction. */
export function rebuildSums(connection: SqliteConnection): void {
  const limit = forgottenBefore(connection) ?? 0;
  for (const summed of SUMMED) {
    const { table } = summed;
    connection.prepare(`DELETE FROM ${table} WHERE ${whereOf(summed)}`).run({ limit });
    const sql = `INSERT INTO ${table} (${columnsOf(table)}) ${recomputed(summed)}`;
    connection.prepare(sql).run({ limit });
  }
  connection.prepare("DELETE FROM latencies WHERE day >= ?").run(limit / DAY_MS);
  const insert = connection.prepare("INSERT INTO latencies (day, series, counts) VALUES (?, ?, ?)");
  for (const { day, series, counts } of recomputedLatencies(connection)) {
    insert.run(day, series, encodeLatencyCounts(counts));
  }
}

/** Adds the sums of rows before a time where there are none. */
export function addMissingSums(connection: SqliteConnection, before: number): void {
  const [base] = SUMMED as [Summed];
  const rows = rowSums(0).replaceAll("at >= @limit", "at < @limit");
  const sql = `INSERT OR IGNORE INTO ${base.table} (${columnsOf(base.table)}) ${grouped(base.table, rows)}`;
  connection.prepare(sql).run({ limit: before });
}

/** Sums of one level of a table, and what they are made of: rows, or other sums. */
interface Summed {
  readonly table: RollupTableName;
  readonly level: RollupLevel;
  readonly of: "rows" | RollupTableName;
}

/** Each after what it is made of: going through all rows is what takes time. */
const SUMMED: readonly Summed[] = [
  { table: "session_rollups", level: 0, of: "rows" },
  { table: "session_rollups", level: 1, of: "session_rollups" },
  { table: "session_rollups", level: 2, of: "session_rollups" },
  { table: "rollups", level: 0, of: "session_rollups" },
  { table: "rollups", level: 1, of: "rollups" },
  { table: "rollups", level: 2, of: "rollups" },
];

function columnsOf(table: RollupTableName): string {
  return [...ROLLUP_KEYS[table], ...SUM_COLUMNS, "first_at", "last_at"].join(", ");
}

/** Which of the stored sums can be made anew: of what was forgotten, those that other sums make. */
function whereOf({ level, of }: Summed): string {
  const since = of === "rows" ? ` AND period >= @limit / ${PERIOD_MS[level]}` : " AND @limit >= 0";
  return `level = ${level}${since}`;
}

/** The sums as they should be. */
function recomputed({ table, level, of }: Summed): string {
  return grouped(table, of === "rows" ? rowSums(level) : periodSums(of, level));
}

function grouped(table: RollupTableName, from: string): string {
  const sums = SUM_COLUMNS.map((column) => `sum(${column})`).join(", ");
  const keys = ROLLUP_KEYS[table].join(", ");
  return `SELECT ${keys}, ${sums}, min(first_at), max(last_at) FROM (${from}) GROUP BY ${keys}`;
}

function rowSums(level: RollupLevel): string {
  const rows = (["completions", "savings"] as const).map((source) => {
    const counted = source === "completions" ? " AND counted = 1" : "";
    return `SELECT ${level} AS level, session, CAST(at / ${PERIOD_MS[level]} AS INTEGER) AS period, series, flags, ${SUMS_SQL[source]}, at AS first_at, at AS last_at FROM ${source} WHERE at >= @limit${counted}`;
  });
  return rows.join(" UNION ALL ");
}

function periodSums(table: RollupTableName, level: RollupLevel): string {
  const session = table === "session_rollups" ? "session" : "0 AS session";
  return `SELECT ${level} AS level, ${session}, period / ${PERIOD_MS[level] / PERIOD_MS[0]} AS period, series, flags, ${SUM_COLUMNS.join(", ")}, first_at, last_at FROM ${table} WHERE level = 0 AND @limit >= 0`;
}

function wrongRollups(connection: SqliteConnection, summed: Summed): readonly string[] {
  const { table } = summed;
  const limit = forgottenBefore(connection) ?? 0;
  const stored = `SELECT ${columnsOf(table)} FROM ${table} WHERE ${whereOf(summed)}`;
  const expected = recomputed(summed);
  const wrong = (left: string, right: string, what: string): readonly string[] =>
    connection
      .prepare(
        `SELECT level, period, series, flags FROM (SELECT * FROM (${left}) EXCEPT SELECT * FROM (${right})) LIMIT ${MOST_MESSAGES}`,
      )
      .raw()
      .all({ limit })
      .map((row) => `${table}: the sums of ${(row as number[]).join(", ")} ${what}`);
  return [
    ...wrong(stored, expected, `are not those of the ${summed.of}`),
    ...wrong(expected, stored, `are missing or other than those of the ${summed.of}`),
  ];
}

interface DayLatencies {
  readonly day: number;
  readonly series: number;
  readonly counts: ReadonlyMap<number, number>;
}

/** Day after day, so that memory is bounded by one. */
function* recomputedLatencies(connection: SqliteConnection): IterableIterator<DayLatencies> {
  const limit = forgottenBefore(connection) ?? 0;
  const next = connection
    .prepare("SELECT at FROM completions WHERE at >= ? ORDER BY at LIMIT 1")
    .pluck();
  const rows = connection
    .prepare(
      "SELECT series, latency_ms FROM completions WHERE at >= ? AND at < ? AND counted = 1 AND latency_ms IS NOT NULL ORDER BY series",
    )
    .raw();
  let at = next.get(limit) as number | undefined;
  while (at !== undefined) {
    const day = Math.floor(at / DAY_MS);
    const ofSeries = new Map<number, Map<number, number>>();
    for (const row of rows.all(day * DAY_MS, (day + 1) * DAY_MS) as [number, number][]) {
      const [series, latency] = row;
      const counts = ofSeries.get(series) ?? new Map<number, number>();
      const bin = latencyBin(latency);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
      ofSeries.set(series, counts);
    }
    for (const [series, counts] of ofSeries) yield { day, series, counts };
    at = next.get((day + 1) * DAY_MS) as number | undefined;
  }
}

function wrongLatencies(connection: SqliteConnection): readonly string[] {
  const limit = forgottenBefore(connection) ?? 0;
  const messages: string[] = [];
  const note = (day: number, series: number): void =>
    void messages.push(`latencies: the counts of ${day}, ${series} are not those of the rows`);
  const read = connection
    .prepare("SELECT counts FROM latencies WHERE day = ? AND series = ?")
    .pluck();
  let expected = 0;
  for (const { day, series, counts } of recomputedLatencies(connection)) {
    expected++;
    const stored = read.get(day, series);
    if (!(stored instanceof Uint8Array) || !isSameMap(decodeLatencyCounts(stored), counts)) {
      note(day, series);
    }
    if (messages.length >= MOST_MESSAGES) return messages;
  }
  const found = connection
    .prepare("SELECT count(*) FROM latencies WHERE day >= ?")
    .pluck()
    .get(limit / DAY_MS);
  if (typeof found !== "number") throw damagedRow("latencies cannot be counted");
  if (found > expected) messages.push(`latencies: ${found - expected} counts have no rows`);
  return messages;
}

function isSameMap(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): boolean {
  return left.size === right.size && [...left].every(([bin, count]) => right.get(bin) === count);
}
