export type { PackOptions, Processor, Rendition } from "@tokenpak/core";
export { getProcessor } from "@tokenpak/engines";
