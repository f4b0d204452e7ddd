import { blockStoreContract, originalStoreContract } from "@tokenpak/testing";
import { BlockRegistry } from "./block-registry.ts";
import { SqliteOriginalStore } from "./sqlite-original-store.ts";

blockStoreContract("BlockRegistry", () => new BlockRegistry(":memory:"));
originalStoreContract("BlockRegistry.originals", () => new BlockRegistry(":memory:").originals);
originalStoreContract("SqliteOriginalStore", () => new SqliteOriginalStore(":memory:"));
