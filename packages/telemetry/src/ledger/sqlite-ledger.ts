import type {
  CompletionRecord,
  LatencyQuantiles,
  LedgerEntries,
  RecordCounts,
  SavingsRecord,
  SyncLedger,
  SyncPricer,
  UsageFilter,
  UsageQuery,
  UsageReport,
} from "@tokenpak/core";
import type { SqliteDatabase } from "@tokenpak/core/sqlite";
import type { CollectorStore, CommitResult, FileCheckpoint } from "../collect/collector-store.ts";
import { checkEntries } from "./check-entries.ts";
import { type CheckpointTable, checkpointTable } from "./checkpoint-table.ts";
import { EntryWriter } from "./entry-writer.ts";
import { exportedCompletions, exportedSavings } from "./export-rows.ts";
import { type ForgetOptions, type ForgetResult, forgetRows } from "./forget-rows.ts";
import { readLatencies } from "./latency-report.ts";
import { LedgerNames } from "./ledger-names.ts";
import { type OpenLedgerOptions, openLedger } from "./open-ledger.ts";
import { type RepriceOptions, type RepriceResult, repriceRows } from "./reprice-rows.ts";
import { UsageReader } from "./usage-reader.ts";
import { usageReport } from "./usage-report.ts";

/**
 * Completions and savings in a SQLite file, one row a request, with sums by quarter of an hour kept beside them. Opening throws as
 * `openSqlite` does; use after {@link close} throws `STORE_CLOSED`.
 */
export class SqliteLedger implements SyncLedger, CollectorStore, Disposable {
  /** The open file, for what else is kept in it. */
  readonly database: SqliteDatabase;
  readonly #names: LedgerNames;
  readonly #writer: EntryWriter;
  readonly #reader: UsageReader;
  readonly #checkpoints: CheckpointTable;

  /** `path` of the file, created where there is none; default the user's ledger. `:memory:` is a ledger of its own. */
  constructor(path?: string, options: OpenLedgerOptions = {}) {
    this.database = openLedger(path, options);
    const { connection } = this.database;
    this.#names = new LedgerNames(connection);
    this.#writer = new EntryWriter(connection, this.#names);
    this.#reader = new UsageReader(connection, this.#names);
    this.#checkpoints = checkpointTable(connection);
  }

  record(entries: LedgerEntries): RecordCounts {
    const { added, replaced, ignored } = this.commit({ entries, checkpoints: [] });
    return { added, replaced, ignored };
  }

  report(query: UsageQuery = {}): UsageReport {
    return this.#read(() => usageReport(this.#reader, query));
  }

  latencies(filter: UsageFilter = {}): LatencyQuantiles | undefined {
    return this.#read(() => readLatencies(this.#reader, filter));
  }

  checkpoints(source: string): readonly FileCheckpoint[] {
    return this.database.run(() => this.#checkpoints.ofSource(source));
  }

  commit(batch: {
    readonly entries: LedgerEntries;
    readonly checkpoints: readonly FileCheckpoint[];
  }): CommitResult {
    checkEntries(batch.entries);
    return this.#undoable(() =>
      this.database.immediate(() => {
        const result = this.#writer.write(batch.entries);
        for (const checkpoint of batch.checkpoints) this.#checkpoints.put(checkpoint);
        return result;
      }),
    );
  }

  /** Prices requests that used tokens and have no cost, in short transactions; what `pricer` throws undoes the last of them. */
  repriceUnpriced(pricer: SyncPricer, options: RepriceOptions = {}): RepriceResult {
    const { rollups } = this.#writer;
    const parts = { database: this.database, names: this.#names, rollups };
    return this.#undoable(() => repriceRows(parts, pricer, options));
  }

  /**
   * Deletes rows of days (UTC) that ended before a time, and gives their space back; the sums of those days are kept, unless told
   * otherwise. Nothing from before that time is recorded from then on.
   */
  forget(options: ForgetOptions): ForgetResult {
    try {
      return forgetRows(this.database, options);
    } finally {
      // Names were deleted; what a name was given as its number is none any more.
      this.#writer.reset();
    }
  }

  /** The requests that count, by time; reads a page at a time, so that memory is bounded and the ledger can be written meanwhile. */
  exportCompletions(filter: UsageFilter = {}): IterableIterator<CompletionRecord> {
    return exportedCompletions({ database: this.database, reader: this.#reader }, filter);
  }

  /** The savings, by time, likewise. They have neither provider nor observer: a filter that names one selects none. */
  exportSavings(filter: UsageFilter = {}): IterableIterator<SavingsRecord> {
    return exportedSavings({ database: this.database, reader: this.#reader }, filter);
  }

  close(): void {
    this.database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #read<Result>(work: () => Result): Result {
    return this.database.snapshot(() => {
      this.#names.refresh();
      return work();
    });
  }

  /** Does work that writes; what it left in memory is forgotten where it fails, or where what it is part of may still fail. */
  #undoable<Result>(work: () => Result): Result {
    const isDone = !this.database.connection.open || !this.database.connection.inTransaction;
    let isKept = false;
    try {
      const result = work();
      isKept = isDone;
      return result;
    } finally {
      if (!isKept) this.#writer.reset();
    }
  }
}
