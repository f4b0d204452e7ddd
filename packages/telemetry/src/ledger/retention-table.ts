import type { CompletionRecord } from "@tokenpak/core";
import {
  damagedRow,
  type SqliteConnection,
  type SqliteStatement,
  toStoredText,
} from "@tokenpak/core/sqlite";
import { rowChecksum } from "./row-checksum.ts";
import { isWeakReport } from "./same-request.ts";

/** What says of which request a report is. */
type Report = Pick<CompletionRecord, "at" | "id" | "requestId" | "responseId" | "sideCopy">;

/** Which requests and savings were forgotten: all before a time, and some that other reports may place a little later. */
export class RetentionTable {
  readonly #readLimit: SqliteStatement;
  readonly #hasId: SqliteStatement;
  readonly #hasResponse: SqliteStatement;
  #limit = Number.NEGATIVE_INFINITY;

  constructor(connection: SqliteConnection) {
    this.#readLimit = connection.prepare(READ_LIMIT);
    this.#hasId = connection
      .prepare("SELECT 1 FROM forgotten WHERE is_saving = ? AND id = ?")
      .pluck();
    this.#hasResponse = connection
      .prepare("SELECT 1 FROM forgotten WHERE response_id = ? AND (weak OR ?)")
      .pluck();
  }

  /** Reads the limit; to be called at the beginning of each transaction. */
  refresh(): void {
    this.#limit = limitOf(this.#readLimit.get()) ?? Number.NEGATIVE_INFINITY;
  }

  /** Whether a report is of a request that the ledger is not to know any more. */
  isForgotten(report: Report): boolean {
    if (report.at < this.#limit) return true;
    if (this.#limit === Number.NEGATIVE_INFINITY) return false;
    const { id, responseId } = report;
    if (this.#hasId.get(0, toStoredText(id)) !== undefined) return true;
    if (responseId === undefined) return false;
    return (
      this.#hasResponse.get(toStoredText(responseId), isWeakReport(report) ? 1 : 0) !== undefined
    );
  }

  /** Whether a saving is one that the ledger is not to know any more. */
  isForgottenSaving({ id, at }: { readonly id: string; readonly at: number }): boolean {
    if (at < this.#limit) return true;
    if (this.#limit === Number.NEGATIVE_INFINITY) return false;
    return this.#hasId.get(1, toStoredText(id)) !== undefined;
  }
}

/** Before which time rows were forgotten; `undefined` where none were. */
export function forgottenBefore(connection: SqliteConnection): number | undefined {
  return limitOf(connection.prepare(READ_LIMIT).get());
}

/** Says before which time rows are forgotten from now on. */
export function setForgottenBefore(connection: SqliteConnection, limit: number): void {
  connection
    .prepare("INSERT OR REPLACE INTO settings (name, value, checksum) VALUES (?, ?, ?)")
    .run(FORGOTTEN_BEFORE, limit, rowChecksum("settings", [FORGOTTEN_BEFORE, limit]));
}

/** The name of that time among the settings. */
export const FORGOTTEN_BEFORE = "forgotten_before";

const READ_LIMIT = `SELECT value, checksum FROM settings WHERE name = '${FORGOTTEN_BEFORE}'`;

function limitOf(row: unknown): number | undefined {
  if (row === undefined) return undefined;
  const { value, checksum } = row as { readonly value: number; readonly checksum: number };
  if (checksum === rowChecksum("settings", [FORGOTTEN_BEFORE, value])) return value;
  throw damagedRow("the time before which rows were forgotten does not have its checksum");
}
