import type { CompletionRecord, SavingsRecord, UsageFilter } from "@tokenpak/core";
import type { SqliteDatabase } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, asc, eq, gt, gte, lt, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
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
export function* exportedCompletions(
  { database, reader }: ExportParts,
  filter: UsageFilter,
): IterableIterator<CompletionRecord> {
  const db = drizzle(database.connection as unknown as Database.Database);
  const { at, seq } = completions;
  yield* pages(filter, (since, after) =>
    database.snapshot(() => {
      reader.names.refresh();
      const condition = reader.condition(filter);
      if (condition === undefined) return [];
      const [, until] = timesOf(filter);
      const place = or(gt(at, since), and(eq(at, since), gt(seq, after)));
      return db
        .select()
        .from(completions)
        .where(and(gte(at, since), place, lt(at, until), sql.raw(`counted = 1${condition}`)))
        .orderBy(asc(at), asc(seq))
        .limit(PAGE)
        .all()
        .map((row) => ({
          at: row.at,
          seq: row.seq,
          record: completionOf(proven(row), reader.names),
        }));
    }),
  );
}

/** The savings, by time. */
export function* exportedSavings(
  { database, reader }: ExportParts,
  filter: UsageFilter,
): IterableIterator<SavingsRecord> {
  const db = drizzle(database.connection as unknown as Database.Database);
  const { at, seq } = savings;
  yield* pages(filter, (since, after) =>
    database.snapshot(() => {
      reader.names.refresh();
      const condition = reader.condition(filter);
      if (condition === undefined) return [];
      const [, until] = timesOf(filter);
      const place = or(gt(at, since), and(eq(at, since), gt(seq, after)));
      return db
        .select()
        .from(savings)
        .where(and(gte(at, since), place, lt(at, until), sql.raw(`1${condition}`)))
        .orderBy(asc(at), asc(seq))
        .limit(PAGE)
        .all()
        .map((row) => ({
          at: row.at,
          seq: row.seq,
          record: savingOf(provenSaving(row), reader.names),
        }));
    }),
  );
}

/** A record, and its place in the order of an export. */
interface Placed<Item> {
  readonly at: number;
  readonly seq: number;
  readonly record: Item;
}

/** Page after page, each in a transaction of its own: nothing is held open while the caller works. */
function* pages<Item>(
  filter: UsageFilter,
  read: (since: number, after: number) => readonly Placed<Item>[],
): IterableIterator<Item> {
  let [since] = timesOf(filter);
  let after = -1;
  for (;;) {
    const page = read(since, after);
    for (const { record } of page) yield record;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    since = last.at;
    after = last.seq;
  }
}
