import type { Awaitable, PackOptions, PackResult } from "@tokenpak/core";

/** What packs a content for the index; any engine of `@tokenpak/engines`. */
export interface Packer {
  readonly name: string;
  /**
   * How many contents it wants in work at once, an integer from 1. A pool of workers says some more than it has, so that none
   * waits for its next. Default 1.
   */
  readonly concurrency?: number | undefined;
  pack(content: string, options?: PackOptions): Awaitable<PackResult>;
}
