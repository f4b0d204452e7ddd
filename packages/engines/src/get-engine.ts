import { TokenPakError } from "@tokenpak/core";
import type { CompressionEngine } from "./compression-engine.ts";
import { HeuristicEngine, type HeuristicEngineOptions } from "./heuristic-engine.ts";

/** Makes an engine from options. */
export type EngineFactory = (options?: HeuristicEngineOptions) => CompressionEngine;

const factories = new Map<string, EngineFactory>([
  ["fast", (options) => new HeuristicEngine(options)],
  ["heuristic", (options) => new HeuristicEngine(options)],
]);

/**
 * An engine by name: `heuristic` (default) and its alias `fast`, or a name given to {@link registerEngine}.
 * Throws `ENGINE_UNKNOWN`, which lists the names, for any other.
 */
export function getEngine(
  name?: "fast" | "heuristic",
  options?: HeuristicEngineOptions,
): HeuristicEngine;
export function getEngine(name: string, options?: HeuristicEngineOptions): CompressionEngine;
export function getEngine(name = "heuristic", options?: HeuristicEngineOptions): CompressionEngine {
  const factory = factories.get(name);
  if (factory === undefined) {
    throw new TokenPakError(
      "ENGINE_UNKNOWN",
      `No engine is named "${name}". Known: ${[...factories.keys()].sort().join(", ")}. Add one with registerEngine(name, factory).`,
    );
  }
  return factory(options);
}

/** Makes an engine of your own known to {@link getEngine}; a name that is taken is replaced. Throws `INVALID_OPTION` for "". */
export function registerEngine(name: string, factory: EngineFactory): void {
  if (typeof name !== "string" || name === "") {
    throw new TokenPakError("INVALID_OPTION", "The name of an engine must be a non-empty string.");
  }
  factories.set(name, factory);
}
