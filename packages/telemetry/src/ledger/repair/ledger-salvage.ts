import type { SqliteConnection, SqliteStatement, StoredRecord } from "@tokenpak/core/sqlite";
import { CHECKED_TABLES, type CheckedTable, checksumOf } from "../checked-tables.ts";
import type { StoredFact } from "../row-checksum.ts";
import { SETTINGS } from "../setting-table.ts";

/**
 * Puts the records of a damaged ledger into a new one, those that prove themselves by their checksum, which says too of which table
 * they are. Checkpoints stay behind: logs are read again from their beginning, so that what was lost comes back.
 */
export class LedgerSalvage {
  readonly #connection: SqliteConnection;
  readonly #shapes: ReadonlyMap<string, readonly Shape[]>;
  readonly #know: SqliteStatement;
  readonly #knowDamaged: SqliteStatement;
  readonly #knowSum: SqliteStatement;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    this.#shapes = shapesOf(connection);
    connection.exec(`
      CREATE TEMP TABLE known_ids (id PRIMARY KEY, seq) WITHOUT ROWID;
      CREATE TEMP TABLE damaged_rows (seq INTEGER PRIMARY KEY);
      CREATE TEMP TABLE known_sums (period, series, flags, requests, PRIMARY KEY (period, series, flags)) WITHOUT ROWID;
    `);
    this.#know = connection.prepare("INSERT OR IGNORE INTO known_ids VALUES (?, ?)");
    this.#knowDamaged = connection.prepare("INSERT OR IGNORE INTO damaged_rows VALUES (?)");
    this.#knowSum = connection.prepare("INSERT OR IGNORE INTO known_sums VALUES (?, ?, ?, ?)");
  }

  take(record: StoredRecord): void {
    const { kind, values, rowid } = record;
    const shapes = this.#shapes.get(`${kind} ${values.length}`) ?? [];
    for (const { table, insert, valuesOf } of shapes) {
      const row = valuesOf(record);
      if (row === undefined) continue;
      if (row.at(-1) === checksumOf(table, row.slice(0, -1))) {
        insert.run(...row);
        return;
      }
      if (kind === "row" && ROW_TABLES.has(table.name)) this.#knowDamaged.run(rowid);
    }
    if (kind === "entry") this.#knowEntry(values);
  }

  isEmpty(): boolean {
    return TOLD_BY_NOTHING_ELSE.every(
      (table) => this.#connection.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined,
    );
  }

  /** Requests and savings that are known to have been there and were not found. To be asked before any are deleted. */
  lostRecords(): number {
    return this.#count(`
      SELECT (SELECT count(*) FROM known_ids WHERE id NOT IN (SELECT id FROM completions) AND id NOT IN (SELECT id FROM savings))
        + (SELECT count(*) FROM damaged_rows WHERE seq NOT IN (SELECT seq FROM known_ids))`);
  }

  /** Sums of forgotten quarters of an hour that are not what they were, by what sums over all sessions say. */
  lostSums(limit: number): number {
    return this.#count(
      `SELECT count(*) FROM known_sums LEFT JOIN (
         SELECT period, series, flags, requests FROM rollups WHERE level = 0
       ) AS now USING (period, series, flags)
       WHERE period < ? AND now.requests IS NOT known_sums.requests`,
      limit / QUARTER_MS,
    );
  }

  #knowEntry(values: StoredRecord["values"]): void {
    const [first, second] = values;
    const isId = typeof first === "string" || first instanceof Uint8Array;
    const isSetting = SETTINGS.some((name) => name === first);
    if (values.length === 2 && isId && !isSetting && Number.isSafeInteger(second)) {
      this.#know.run(first, second);
    }
    const isSum =
      values.length === 13 && first === 0 && values.every((value) => typeof value === "number");
    if (isSum) this.#knowSum.run(...values.slice(1, 5));
  }

  #count(sql: string, ...parameters: readonly number[]): number {
    return this.#connection
      .prepare(sql)
      .pluck()
      .get(...parameters) as number;
  }
}

const TOLD_BY_NOTHING_ELSE = [
  "completions",
  "savings",
  "session_rollups",
  "spend_ids",
  "spend_settled",
  "spend_limit_changes",
] as const;

const ROW_TABLES: ReadonlySet<string> = new Set(["completions", "savings"]);

const QUARTER_MS = 15 * 60_000;

/** What a record of a table looks like. */
interface Shape {
  readonly table: CheckedTable;
  readonly insert: SqliteStatement;
  /** The columns of the table and the checksum. */
  readonly valuesOf: (record: StoredRecord) => readonly StoredFact[] | undefined;
}

/** Shapes by kind and number of values. */
function shapesOf(connection: SqliteConnection): ReadonlyMap<string, readonly Shape[]> {
  const shapes = new Map<string, Shape[]>();
  for (const table of CHECKED_TABLES) {
    if (table.name === "checkpoints") continue;
    const insert = insertInto(connection, table);
    const { length } = table.columns;
    const add = (key: string, valuesOf: Shape["valuesOf"]): void => {
      shapes.set(key, [...(shapes.get(key) ?? []), { table, insert, valuesOf }]);
    };
    if (table.isIndex) add(`entry ${length + 1}`, ({ values }) => values);
    else if (table.number === undefined) add(`row ${length + 1}`, ({ values }) => values);
    else add(`row ${length + 1}`, numberedRow);
    if (!table.hasCopy || table.isIndex) continue;
    if (table.number === undefined) {
      add(`entry ${length + 2}`, ({ values }) => values.slice(0, -1));
    } else add(`entry ${length + 1}`, numberedCopy);
  }
  return shapes;
}

function numberedRow({ values, rowid }: StoredRecord): readonly StoredFact[] | undefined {
  if (values[0] !== null || !Number.isSafeInteger(rowid)) return undefined;
  return [rowid as number, ...values.slice(1)];
}

function numberedCopy({ values }: StoredRecord): readonly StoredFact[] {
  return [values.at(-1) ?? null, ...values.slice(0, -1)];
}

/** Of two records with one key the first stays; of amounts the larger, of settings the later one. */
function insertInto(connection: SqliteConnection, table: CheckedTable): SqliteStatement {
  const columns = [...table.columns, "checksum"];
  const larger = LARGER[table.name];
  const others = columns.map((column) => `${column} = excluded.${column}`).join(", ");
  return connection.prepare(
    `INSERT ${larger ? "" : "OR IGNORE "}INTO ${table.name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})${
      larger
        ? ` ON CONFLICT DO UPDATE SET ${others} WHERE excluded.${larger} > ${table.name}.${larger}`
        : ""
    }`,
  );
}

const LARGER: Readonly<Record<string, string | undefined>> = {
  settings: "value",
  spend_settled: "total",
};
