import type { SearchHit } from "@tokenpak/core";
import type { BlockRegistry } from "@tokenpak/registry";
import type { CliIo } from "../cli-io.ts";
import { startProgress } from "../output/progress.ts";
import { type AssembledContext, assembleContext } from "./assemble-context.ts";

/** How many hits are packed into a budget unless the user says otherwise. */
export const CONTEXT_HITS = 50;

/** What to gather a context for. */
export interface GatherOptions {
  readonly query: string;
  readonly budget: number;
  readonly reserve?: number | undefined;
  /** Hits that must be in, whether or not they are among the others. */
  readonly pins?: readonly SearchHit[] | undefined;
  readonly registry: BlockRegistry;
  readonly io: CliIo;
}

/** {@link assembleContext} of the hits and the pins, with progress on stderr where it takes longer than a second. */
export function gatherContext(
  hits: readonly SearchHit[],
  options: GatherOptions,
): AssembledContext {
  const { query, budget, reserve, pins = [], registry, io } = options;
  const found = new Set(hits.map(({ path }) => path));
  const all = [...hits, ...pins.filter(({ path }) => !found.has(path))];
  const progress = startProgress(io);
  try {
    return assembleContext(all, {
      maxTokens: budget,
      reserve,
      query,
      pinned: pins.map(({ path }) => path),
      originals: registry.originals,
      onProgress: (done, label) =>
        progress.step({ doing: "packing", done, total: all.length, label }),
    });
  } finally {
    progress.end();
  }
}
