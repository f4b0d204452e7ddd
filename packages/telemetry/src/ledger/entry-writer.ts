import {
  CONFIDENCES,
  type CompletionEntry,
  type LedgerEntries,
  type SavingsRecord,
} from "@tokenpak/core";
import { type SqliteConnection, type SqliteStatement, toStoredText } from "@tokenpak/core/sqlite";
import type { CommitResult, CompletionChange } from "../collect/collector-store.ts";
import {
  type CompletionRow,
  completionRow,
  type NewCompletionRow,
  type SavingsRow,
  savingsRow,
} from "./completion-row.ts";
import {
  COUNTED,
  type CompletionTable,
  completionTable,
  type DecidingRow,
} from "./completion-table.ts";
import type { LedgerNames } from "./ledger-names.ts";
import { RetentionTable } from "./retention-table.ts";
import { countedCompletion, countedSaving } from "./rollup-cell.ts";
import { RollupChanges } from "./rollup-changes.ts";
import { rowChecksum } from "./row-checksum.ts";
import { countedReports } from "./same-request.ts";
import { type SavingsTable, savingsTable } from "./savings-table.ts";
import { confidenceOf } from "./usage-flags.ts";

/** How many requests came to count, and ceased to, by one entry. */
interface Effect {
  counted: number;
  uncounted: number;
}

/** Writes entries into the tables of a ledger. The caller holds a transaction, and calls {@link reset} when it was undone. */
export class EntryWriter {
  readonly #names: LedgerNames;
  readonly #completions: CompletionTable;
  readonly #savings: SavingsTable;
  readonly #retention: RetentionTable;
  /** Changes that wait for the end of the transaction. */
  readonly rollups: RollupChanges;
  readonly #isSuperseded: SqliteStatement;
  readonly #supersede: SqliteStatement;

  constructor(connection: SqliteConnection, names: LedgerNames) {
    this.#names = names;
    this.#completions = completionTable(connection);
    this.#savings = savingsTable(connection);
    this.#retention = new RetentionTable(connection);
    this.rollups = new RollupChanges(connection);
    this.#isSuperseded = connection.prepare("SELECT 1 FROM superseded WHERE id = ?").pluck();
    this.#supersede = connection.prepare(
      "INSERT OR IGNORE INTO superseded (id, at, checksum) VALUES (?, ?, ?)",
    );
  }

  /** Writes all entries. They must have passed `checkEntries`. */
  write({ completions = [], savings = [] }: LedgerEntries): CommitResult {
    const counts = { added: 0, replaced: 0, ignored: 0 };
    const changes: CompletionChange[] = [];
    this.#names.refresh();
    this.#retention.refresh();
    for (const entry of completions) {
      const change = this.#writeCompletion(entry);
      changes.push(change);
      counts[change]++;
    }
    for (const record of savings) counts[this.#writeSaving(record)]++;
    this.rollups.flush();
    return { ...counts, changes };
  }

  /** Forgets what was under way. */
  reset(): void {
    this.#names.reset();
    this.rollups.reset();
  }

  #writeCompletion(entry: CompletionEntry): CompletionChange {
    if (this.#retention.isForgotten(entry)) return "ignored";
    const effect: Effect = { counted: 0, uncounted: 0 };
    for (const id of entry.supersedes ?? []) {
      if (id !== entry.id) this.#supersedeAt(id, entry.at, effect);
    }
    this.#store(entry, effect);
    if (effect.uncounted > 0) return "replaced";
    return effect.counted > 0 ? "added" : "ignored";
  }

  /** Puts a report in the place of a worse one with the same id, and decides what counts. */
  #store(entry: CompletionEntry, effect: Effect): void {
    const row = completionRow(entry, this.#names);
    const known = this.#completions.byId(entry.id);
    if (known === undefined) {
      const isSuperseded = this.#isSuperseded.get(toStoredText(row.id)) !== undefined;
      this.#insert(row, { isSuperseded, effect });
      return;
    }
    if (row.rank < known.rank || isSameRow(row, known)) return;
    if (known.counted === COUNTED.yes) this.#uncount(known, effect);
    this.#completions.remove(known.seq);
    if (known.responseId !== row.responseId) this.#decide(this.#others(known.responseId), effect);
    this.#insert(row, { isSuperseded: known.counted === COUNTED.superseded, effect });
  }

  #insert(
    row: NewCompletionRow,
    { isSuperseded, effect }: { readonly isSuperseded: boolean; readonly effect: Effect },
  ): void {
    const others = this.#others(row.responseId);
    if (isSuperseded) {
      this.#completions.insert(row, COUNTED.superseded);
      this.#decide(others, effect);
    } else if (others.length === 0) {
      const counted = COUNTED.yes;
      this.#completions.insert(row, counted);
      this.#count(row, effect);
    } else {
      const counted = COUNTED.no;
      const seq = this.#completions.insert(row, counted);
      this.#decide([...others, { seq, counted, weak: row.weak, rank: row.rank }], effect);
    }
  }

  #others(responseId: string | null): readonly DecidingRow[] {
    return responseId === null ? [] : this.#completions.deciding(responseId);
  }

  #supersedeAt(id: string, at: number, effect: Effect): void {
    const checksum = rowChecksum("superseded", [id, at]);
    if (this.#supersede.run(toStoredText(id), at, checksum).changes === 0) return;
    const row = this.#completions.byId(id);
    if (row === undefined) return;
    if (row.counted === COUNTED.yes) this.#uncount(row, effect);
    this.#completions.setCounted(row, COUNTED.superseded);
    this.#decide(this.#others(row.responseId), effect);
  }

  /** Decides which of the reports of one response count. */
  #decide(reports: readonly DecidingRow[], effect: Effect): void {
    const counted = countedReports(reports);
    for (const report of reports) {
      const counts = counted.has(report);
      if (counts === (report.counted === COUNTED.yes)) continue;
      const row = this.#completions.bySeq(report.seq) as CompletionRow;
      if (counts) this.#count(row, effect);
      else this.#uncount(row, effect);
      this.#completions.setCounted(row, counts ? COUNTED.yes : COUNTED.no);
    }
  }

  #count(row: NewCompletionRow, effect: Effect): void {
    effect.counted++;
    this.rollups.add(countedCompletion(row));
  }

  #uncount(row: NewCompletionRow, effect: Effect): void {
    effect.uncounted++;
    this.rollups.remove(countedCompletion(row));
  }

  #writeSaving(record: SavingsRecord): CompletionChange {
    if (this.#retention.isForgottenSaving(record)) return "ignored";
    const row = savingsRow(record, this.#names);
    const known = this.#savings.byId(record.id);
    if (known !== undefined) {
      if (savingsRank(row) < savingsRank(known) || isSameRow(row, known)) return "ignored";
      this.rollups.remove(countedSaving(known));
      this.#savings.remove(known.seq);
    }
    this.#savings.insert(row);
    this.rollups.add(countedSaving(row));
    return known === undefined ? "added" : "replaced";
  }
}

/** Of two figures of one saving the one of higher confidence stands, then one with a price, then the later one. */
function savingsRank(row: Pick<SavingsRow, "flags" | "savedNanos">): number {
  const confidence = CONFIDENCES.length - CONFIDENCES.indexOf(confidenceOf(row.flags));
  return 2 * confidence + (row.savedNanos === null ? 0 : 1);
}

/** Whether a row says again what another says. */
function isSameRow(row: object, known: object): boolean {
  const stored: Readonly<Record<string, unknown>> = { ...known };
  return Object.entries(row).every(([name, value]) => value === stored[name]);
}
