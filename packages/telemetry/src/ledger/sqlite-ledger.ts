import type {
  LatencyQuantiles,
  LedgerEntries,
  RecordCounts,
  SyncLedger,
  UsageFilter,
  UsageQuery,
  UsageReport,
} from "@tokenpak/core";
import type { SqliteDatabase } from "@tokenpak/core/sqlite";
import type { CollectorStore, CommitResult, FileCheckpoint } from "../collect/collector-store.ts";
import { checkEntries } from "./check-entries.ts";
import { type CheckpointTable, checkpointTable } from "./checkpoint-table.ts";
import { EntryWriter } from "./entry-writer.ts";
import { readLatencies } from "./latency-report.ts";
import { LedgerNames } from "./ledger-names.ts";
import { type OpenLedgerOptions, openLedger } from "./open-ledger.ts";
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
    return this.database.snapshot(() => usageReport(this.#reader, query));
  }

  latencies(filter: UsageFilter = {}): LatencyQuantiles | undefined {
    return this.database.snapshot(() => readLatencies(this.#reader, filter));
  }

  checkpoints(source: string): readonly FileCheckpoint[] {
    return this.database.run(() => this.#checkpoints.ofSource(source));
  }

  commit(batch: {
    readonly entries: LedgerEntries;
    readonly checkpoints: readonly FileCheckpoint[];
  }): CommitResult {
    checkEntries(batch.entries);
    try {
      return this.database.immediate(() => {
        const result = this.#writer.write(batch.entries);
        for (const checkpoint of batch.checkpoints) this.#checkpoints.put(checkpoint);
        return result;
      });
    } catch (error) {
      this.#writer.reset();
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
