import type { CompletionRecord } from "@tokenpak/core";
import { type SqliteConnection, type SqliteStatement, toStoredText } from "@tokenpak/core/sqlite";
import { isWeakReport } from "./same-request.ts";
import { readSetting, settingReader, writeSetting } from "./setting-table.ts";

/** What says of which request a report is. */
type Report = Pick<CompletionRecord, "at" | "id" | "requestId" | "responseId" | "sideCopy">;

/** Which requests and savings were forgotten: all before a time, and some that other reports may place a little later. */
export class RetentionTable {
  readonly #readLimit: () => number | undefined;
  readonly #hasId: SqliteStatement;
  readonly #hasResponse: SqliteStatement;
  #limit = Number.NEGATIVE_INFINITY;

  constructor(connection: SqliteConnection) {
    this.#readLimit = settingReader(connection, "forgotten_before");
    this.#hasId = connection
      .prepare("SELECT 1 FROM forgotten WHERE is_saving = ? AND id = ?")
      .pluck();
    this.#hasResponse = connection
      .prepare("SELECT 1 FROM forgotten WHERE response_id = ? AND (weak OR ?)")
      .pluck();
  }

  /** Reads the limit; to be called at the beginning of each transaction. */
  refresh(): void {
    this.#limit = this.#readLimit() ?? Number.NEGATIVE_INFINITY;
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
  return readSetting(connection, "forgotten_before");
}

/** Says before which time rows are forgotten from now on. */
export function setForgottenBefore(connection: SqliteConnection, limit: number): void {
  writeSetting(connection, "forgotten_before", limit);
}
