import { blockStoreContract } from "./block-store-contract.ts";
import { MemoryBlockStore } from "./memory-block-store.ts";
import { MemoryOriginalStore } from "./memory-original-store.ts";
import { originalStoreContract } from "./original-store-contract.ts";

blockStoreContract("MemoryBlockStore", () => new MemoryBlockStore());
originalStoreContract("MemoryOriginalStore", () => new MemoryOriginalStore());
