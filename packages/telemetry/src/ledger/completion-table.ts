import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { CompletionRow, NewCompletionRow } from "./completion-row.ts";
import { toStored } from "./exact-text.ts";
import { completions } from "./ledger-schema.ts";

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
  const setCounted = connection.prepare("UPDATE completions SET counted = ? WHERE seq = ?");
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
    byId: (id: string): CompletionRow | undefined => byId.get({ id }),
    bySeq: (seq: number): CompletionRow | undefined => bySeq.get({ seq }),
    insert: (row: NewCompletionRow, counted: number): number =>
      Number(insert.run({ ...row, counted }).lastInsertRowid),
    setCounted: (seq: number, counted: number) => setCounted.run(counted, seq),
    remove: (seq: number) => remove.run({ seq }),
    /**
     * The reports of a response that decide which of them count: the best strong and weak ones among those that count now, and
     * among those that do not. Of the strong ones at most one does not count, of the weak ones at most one does.
     */
    deciding: (responseId: string): readonly DecidingRow[] =>
      (deciding.all({ responseId: toStored(responseId) }) as StoredDecidingRow[]).map((row) => ({
        ...row,
        weak: row.weak === 1,
      })),
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

function placeholders(): { [Column in keyof NewCompletionRow | "counted"]: never } {
  const columns = Object.keys(getTableColumns(completions)).filter((name) => name !== "seq");
  return Object.fromEntries(columns.map((name) => [name, sql.placeholder(name)])) as never;
}
