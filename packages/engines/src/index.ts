export { CompressionEngine, CompressionEngine as CompactionEngine } from "./compression-engine.ts";
export { detectContent } from "./detect/detect-content.ts";
export type { DetectedContent } from "./detect/detected-content.ts";
export { engineFingerprint } from "./engine-fingerprint.ts";
export { extractFacts, type FactSets } from "./facts/extract-facts.ts";
export { reportFacts } from "./facts/report-facts.ts";
export { type EngineFactory, getEngine, registerEngine } from "./get-engine.ts";
export { getProcessor } from "./get-processor.ts";
export {
  type AsyncPackOptions,
  HeuristicEngine,
  type HeuristicEngineOptions,
  type LadderOptions,
} from "./heuristic-engine.ts";
export { createItemPacker, type ItemPacker } from "./items/item-packer.ts";
export type { PackedItem, PackItem, PackItemsOptions } from "./items/pack-item.ts";
export { packItems } from "./items/pack-items.ts";
export type { ItemReference } from "./items/reference.ts";
export { unpack } from "./unpack.ts";
