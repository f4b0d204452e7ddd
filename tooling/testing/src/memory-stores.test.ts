import { blockStoreContract } from "./block-store-contract.ts";
import { MemoryBlockStore } from "./memory-block-store.ts";
import { MemoryOriginalStore } from "./memory-original-store.ts";
import { MemorySpendCounter } from "./memory-spend-counter.ts";
import { originalStoreContract } from "./original-store-contract.ts";
import { spendCounterContract } from "./spend-counter-contract.ts";

blockStoreContract("MemoryBlockStore", () => new MemoryBlockStore());
originalStoreContract("MemoryOriginalStore", () => new MemoryOriginalStore());
spendCounterContract("MemorySpendCounter", () => new MemorySpendCounter());
