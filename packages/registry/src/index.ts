export { Block } from "@tokenpak/core";
export { BlockRegistry } from "./block-registry.ts";
export { type OpenStoreOptions, SqliteOriginalStore } from "./sqlite-original-store.ts";
