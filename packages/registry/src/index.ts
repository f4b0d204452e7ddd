export { Block } from "@tokenpak/core";
export { BlockRegistry } from "./block-registry.ts";
export { type CheckOptions, checkRegistry, type RegistryCheck } from "./check-registry.ts";
export type { ReportProgress, StageProgress } from "./rebuild-search.ts";
export {
  type RepairOptions,
  type RepairReport,
  repairRegistry,
} from "./repair/repair-registry.ts";
export { matchFinder, type TextSpan } from "./search/find-matches.ts";
export { type OpenStoreOptions, SqliteOriginalStore } from "./sqlite-original-store.ts";
export { sqliteVersion } from "./sqlite-version.ts";
