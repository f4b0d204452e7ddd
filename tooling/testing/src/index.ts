export { blockOf } from "./block-of.ts";
export { blockStoreContract } from "./block-store-contract.ts";
export { MemoryBlockStore } from "./memory-block-store.ts";
export { MemoryOriginalStore } from "./memory-original-store.ts";
export { MemorySpendCounter } from "./memory-spend-counter.ts";
export { originalStoreContract } from "./original-store-contract.ts";
export { spendCounterContract } from "./spend-counter-contract.ts";
