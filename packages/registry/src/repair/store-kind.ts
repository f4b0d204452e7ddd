import type { ReportProgress, SqliteConnection, SqliteSchema } from "@tokenpak/core/sqlite";
import type { CheckOptions } from "../check-originals.ts";
import type { RecordSalvage } from "./salvage-records.ts";

/** A kind of database that can be repaired. */
export interface StoreKind {
  /** For messages, for example `a registry`. */
  readonly name: string;
  readonly schema: SqliteSchema;
  readonly check: (path: string, options: CheckOptions) => StoreCheck;
  readonly salvage: (connection: SqliteConnection) => RecordSalvage;
  /** Completes a new database when all records are in; inside a transaction. */
  readonly finish: (connection: SqliteConnection, damaged: FinishOptions) => Finished;
}

/** What a check found, as far as repairs ask for it. */
export interface StoreCheck {
  readonly damage: readonly string[];
  readonly searchDamage: readonly string[];
  readonly files: number;
  readonly versions: number;
  readonly originals: number;
}

/** The file that is repaired. */
export interface FinishOptions {
  readonly file: string;
  /** Nothing but search was damaged. */
  readonly isIntact: boolean;
  readonly onProgress: ReportProgress | undefined;
}

/** See `RepairReport`. */
export interface Finished {
  readonly withoutText: readonly string[];
  readonly forgottenCursors: readonly string[];
}
