export { giveBackSpace } from "./sqlite/give-back-space.ts";
export { holdWriteLock } from "./sqlite/hold-write-lock.ts";
export { integrityMessages, MOST_MESSAGES } from "./sqlite/integrity-messages.ts";
export { loadBetterSqlite } from "./sqlite/load-better-sqlite.ts";
export type { Migration, SchemaOptions as SqliteSchema } from "./sqlite/migrate.ts";
export { type OpenSqliteOptions, openSqlite } from "./sqlite/open-sqlite.ts";
export type { StoredValue } from "./sqlite/repair/read-record.ts";
export {
  type DamagedDatabase,
  type DatabaseCheck,
  type DatabaseRepair,
  type RepairableKind,
  type RepairOptions,
  type ReportProgress,
  repairDatabase,
  type Salvage,
  type StageProgress,
} from "./sqlite/repair/repair-database.ts";
export type { StoredRecord } from "./sqlite/repair/scan-records.ts";
export type { SqliteConnection, SqliteStatement } from "./sqlite/sqlite-connection.ts";
export { SqliteDatabase } from "./sqlite/sqlite-database.ts";
export { damagedRow, storeError } from "./sqlite/store-error.ts";
export { fromStoredText, toStoredText } from "./sqlite/stored-text.ts";
