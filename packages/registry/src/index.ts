export { Block } from "@tokenpak/core";
export { BlockRegistry } from "./block-registry.ts";
export { checkRegistry, type RegistryCheck, sqliteVersion } from "./check-registry.ts";
export { type OpenStoreOptions, SqliteOriginalStore } from "./sqlite-original-store.ts";
