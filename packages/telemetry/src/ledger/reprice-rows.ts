import { type SyncPricer, TokenPakError } from "@tokenpak/core";
import type { SqliteDatabase } from "@tokenpak/core/sqlite";
import type Database from "better-sqlite3";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { type CompletionRow, completionOf, completionRow } from "./completion-row.ts";
import { completionChecksum, proven } from "./completion-table.ts";
import type { LedgerNames } from "./ledger-names.ts";
import { completions } from "./ledger-schema.ts";
import { countedCompletion } from "./rollup-cell.ts";
import type { RollupChanges } from "./rollup-changes.ts";

/** How to price what has no price. */
export interface RepriceOptions {
  /** Rows that one transaction prices. Default 500. */
  readonly batchSize?: number | undefined;
}

/** What came of it. */
export interface RepriceResult {
  readonly priced: number;
  /** Requests that used tokens and still have no price. */
  readonly unpriced: number;
}

/** What pricing works on. */
export interface RepriceParts {
  readonly database: SqliteDatabase;
  readonly names: LedgerNames;
  readonly rollups: RollupChanges;
}

/** Prices requests without a cost, oldest recorded first, in short transactions. What throws undoes the last of them. */
export function repriceRows(
  { database, names, rollups }: RepriceParts,
  pricer: SyncPricer,
  { batchSize = 500 }: RepriceOptions,
): RepriceResult {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `batchSize is ${String(batchSize)}. Give a whole number from 1.`,
    );
  }
  const db = drizzle(database.connection as unknown as Database.Database);
  const isUnpriced = sql`counted = 1 AND flags & 64`;
  const batchAfter = (after: number): readonly CompletionRow[] =>
    db
      .select()
      .from(completions)
      .where(and(isUnpriced, gt(completions.seq, after)))
      .orderBy(asc(completions.seq))
      .limit(batchSize)
      .all();
  const price = (row: CompletionRow): boolean => {
    const record = completionOf(proven(row), names);
    const { provider, model, usage, at } = record;
    const question = { model, usage, at, ...(provider === "unknown" ? {} : { provider }) };
    const found = pricer.price(question);
    if (found === undefined) return false;
    const { costNanos, priceModel, priceTable, match } = found;
    const priced = completionRow(
      { ...record, costNanos, costSource: "calculated", priceModel, priceTable, priceMatch: match },
      names,
    );
    const checksum = completionChecksum(priced, row.counted);
    db.update(completions)
      .set({ ...priced, checksum })
      .where(eq(completions.seq, row.seq))
      .run();
    rollups.remove(countedCompletion(row));
    rollups.add(countedCompletion(priced));
    return true;
  };
  const result = { priced: 0, unpriced: 0 };
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    const rows: readonly CompletionRow[] = database.immediate(() => {
      names.refresh();
      const found = batchAfter(from);
      for (const row of found) result[price(row) ? "priced" : "unpriced"]++;
      rollups.flush();
      return found;
    });
    after = rows.at(-1)?.seq;
  }
  return result;
}
