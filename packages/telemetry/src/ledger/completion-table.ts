import { damagedRow, type SqliteConnection, toStoredText } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { CompletionRow, NewCompletionRow } from "./completion-row.ts";
import { completions } from "./ledger-schema.ts";
import { rowChecksum, type StoredFact } from "./row-checksum.ts";

/** The statements on the table `completions`. */
export type CompletionTable = ReturnType<typeof completionTable>;

/** Whether a row counts: it stands for its request, another does, or it was superseded. */
export const COUNTED = { yes: 1, no: 0, superseded: -1 } as const;

/** Prepares the statements on the table `completions`. */
export function completionTable(connection: SqliteConnection) {
  const db = drizzle(connection as unknown as Database.Database);
  const byId = db
    .select()
    .from(completions)
    .where(eq(completions.id, sql.placeholder("id")))
    .prepare();
  const bySeq = db
    .select()
    .from(completions)
    .where(eq(completions.seq, sql.placeholder("seq")))
    .prepare();
  const insert = db.insert(completions).values(placeholders()).prepare();
  const setCounted = connection.prepare(
    "UPDATE completions SET counted = ?, checksum = ? WHERE seq = ?",
  );
  const remove = db
    .delete(completions)
    .where(and(eq(completions.seq, sql.placeholder("seq"))))
    .prepare();
  const best = (weak: 0 | 1, counted: 0 | 1): string =>
    `SELECT * FROM (SELECT seq, weak, rank, counted FROM completions WHERE response_id = @responseId AND weak = ${weak} AND counted = ${counted} ORDER BY rank DESC, seq DESC LIMIT 1)`;
  const deciding = connection.prepare(
    [best(0, 1), best(0, 0), best(1, 1), best(1, 0)].join(" UNION ALL "),
  );
  return {
    byId: (id: string): CompletionRow | undefined => proven(byId.get({ id })),
    bySeq: (seq: number): CompletionRow | undefined => proven(bySeq.get({ seq })),
    insert: (row: NewCompletionRow, counted: number): number => {
      const checksum = completionChecksum(row, counted);
      return Number(insert.run({ ...row, counted, checksum }).lastInsertRowid);
    },
    setCounted: (row: CompletionRow, counted: number) =>
      setCounted.run(counted, completionChecksum(row, counted), row.seq),
    remove: (seq: number) => remove.run({ seq }),
    /**
     * The reports of a response that decide which of them count: the best strong and weak ones among those that count now, and
     * among those that do not. Of the strong ones at most one does not count, of the weak ones at most one does.
     */
    deciding: (responseId: string): readonly DecidingRow[] =>
      (deciding.all({ responseId: toStoredText(responseId) }) as StoredDecidingRow[]).map(
        (row) => ({
          ...row,
          weak: row.weak === 1,
        }),
      ),
  };
}

/** What decides which of several reports counts, and whether it does now. */
export interface DecidingRow {
  readonly seq: number;
  readonly weak: boolean;
  readonly rank: number;
  readonly counted: number;
}

interface StoredDecidingRow extends Omit<DecidingRow, "weak"> {
  readonly weak: number;
}

const COLUMNS = Object.keys(getTableColumns(completions)).filter((name) => name !== "seq");

const FACTS = COLUMNS.filter((name) => name !== "checksum") as readonly (
  | "counted"
  | keyof NewCompletionRow
)[];

/** The checksum that a row should have. */
export function completionChecksum(row: NewCompletionRow, counted: number): number {
  const fact = (name: (typeof FACTS)[number]): StoredFact => {
    if (name === "weak") return row.weak ? 1 : 0;
    return name === "counted" ? counted : row[name];
  };
  return rowChecksum("completions", FACTS.map(fact));
}

/** Gives a row back. Throws what becomes `STORE_CORRUPT` where it is not what was written. */
export function proven<Row extends CompletionRow | undefined>(row: Row): Row {
  if (row === undefined || row.checksum === completionChecksum(row, row.counted)) return row;
  throw damagedRow(`request ${row.seq} does not have its checksum`);
}

function placeholders(): { [Column in keyof NewCompletionRow | "checksum" | "counted"]: never } {
  return Object.fromEntries(COLUMNS.map((name) => [name, sql.placeholder(name)])) as never;
}
