import type { CompletionRecord, SavingsRecord, UsageFilter } from "@tokenpak/core";
import type { SqliteDatabase } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, asc, eq, gt, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { completionOf, savingOf } from "./completion-row.ts";
import { proven } from "./completion-table.ts";
import { completions, savings } from "./ledger-schema.ts";
import { provenSaving } from "./savings-table.ts";
import { timesOf } from "./usage-range.ts";
import type { UsageReader } from "./usage-reader.ts";

/** Rows that are in memory at once. */
const PAGE = 500;

/** What an export reads. */
export interface ExportParts {
  readonly database: SqliteDatabase;
  readonly reader: UsageReader;
}

/**
 * The requests that count, by time. The ledger may be written to meanwhile: what is recorded behind the place that was read to is
 * seen, nothing is seen twice as long as it is not replaced by a later report.
 */
export function exportedCompletions(
  parts: ExportParts,
  filter: UsageFilter,
): IterableIterator<CompletionRecord> {
  const db = drizzle(parts.database.connection as unknown as Database.Database);
  const { at, seq } = completions;
  return exported(parts, filter, {
    rowsIn: (stretch, condition) =>
      db
        .select()
        .from(completions)
        .where(and(isIn(stretch, completions), sql.raw(`counted = 1${condition}`)))
        .orderBy(asc(at), asc(seq))
        .limit(PAGE)
        .all(),
    recordOf: (row) => completionOf(proven(row), parts.reader.names),
  });
}

/** The savings, by time. */
export function exportedSavings(
  parts: ExportParts,
  filter: UsageFilter,
): IterableIterator<SavingsRecord> {
  const db = drizzle(parts.database.connection as unknown as Database.Database);
  const { at, seq } = savings;
  return exported(parts, filter, {
    rowsIn: (stretch, condition) =>
      db
        .select()
        .from(savings)
        .where(and(isIn(stretch, savings), sql.raw(`1${condition}`)))
        .orderBy(asc(at), asc(seq))
        .limit(PAGE)
        .all(),
    recordOf: (row) => savingOf(provenSaving(row), parts.reader.names),
  });
}

/** A place in the order of an export, and where that ends. */
interface Stretch {
  readonly since: number;
  /** Number of the last row of that time that was read. */
  readonly after: number;
  readonly until: number;
}

interface ExportedTable<Row, Item> {
  /** At most a page of rows that hold to a condition, by time and number. */
  rowsIn(stretch: Stretch, condition: string): readonly Row[];
  recordOf(row: Row): Item;
}

/** Page after page, each in a transaction of its own: nothing is held open while the caller works. */
function* exported<Row extends { readonly at: number; readonly seq: number }, Item>(
  { database, reader }: ExportParts,
  filter: UsageFilter,
  { rowsIn, recordOf }: ExportedTable<Row, Item>,
): IterableIterator<Item> {
  const [first, until] = timesOf(filter);
  let since = first;
  let after = -1;
  for (;;) {
    const page = database.snapshot(() => {
      reader.names.refresh();
      const condition = reader.condition(filter);
      if (condition === undefined) return [];
      return rowsIn({ since, after, until }, condition).map((row) => ({
        row,
        record: recordOf(row),
      }));
    });
    for (const { record } of page) yield record;
    const last = page.at(-1)?.row;
    if (last === undefined || page.length < PAGE) return;
    since = last.at;
    after = last.seq;
  }
}

function isIn(
  { since, after, until }: Stretch,
  { at, seq }: { readonly at: AnySQLiteColumn; readonly seq: AnySQLiteColumn },
): SQL | undefined {
  const place = or(gt(at, since), and(eq(at, since), gt(seq, after)));
  return and(gte(at, since), place, lt(at, until));
}
