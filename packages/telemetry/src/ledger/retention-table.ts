import type { SqliteConnection, SqliteStatement } from "@tokenpak/core/sqlite";
import { toStored } from "./exact-text.ts";
import { isWeakReport } from "./same-request.ts";

/** What says of which request a report is. */
interface Report {
  readonly id: string;
  readonly at: number;
  readonly responseId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly sideCopy?: boolean | undefined;
}

/** Which requests were forgotten: all before a time, and some that other reports may place a little later. */
export class RetentionTable {
  readonly #readLimit: SqliteStatement;
  readonly #hasId: SqliteStatement;
  readonly #hasResponse: SqliteStatement;
  #limit: number | undefined;

  constructor(connection: SqliteConnection) {
    this.#readLimit = connection
      .prepare("SELECT value FROM settings WHERE name = 'forgotten_before'")
      .pluck();
    this.#hasId = connection.prepare("SELECT 1 FROM forgotten WHERE id = ?").pluck();
    this.#hasResponse = connection
      .prepare("SELECT 1 FROM forgotten WHERE response_id = ? AND (is_weak OR ?)")
      .pluck();
  }

  /** Reads the limit; to be called at the beginning of each transaction. */
  refresh(): void {
    this.#limit = this.#readLimit.get() as number | undefined;
  }

  /** Before which time rows were forgotten; `undefined` where none were. */
  get limit(): number | undefined {
    return this.#limit;
  }

  /** Whether a report is of a request that the ledger is not to know any more. */
  isForgotten(report: Report): boolean {
    if (this.#limit === undefined) return false;
    if (report.at < this.#limit || this.#hasId.get(toStored(report.id)) !== undefined) return true;
    const { responseId } = report;
    if (responseId === undefined) return false;
    return this.#hasResponse.get(toStored(responseId), isWeakReport(report) ? 1 : 0) !== undefined;
  }
}
