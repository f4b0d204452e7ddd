import { basename } from "node:path";
import { AdapterRegistry } from "../../adapters/adapter-registry.ts";
import type { TelemetrySource } from "../../collect/telemetry-source.ts";
import { jsonEventLines } from "./json-event-lines.ts";

/** How to read events. */
export interface JsonEventsOptions {
  /** Knows the responses of providers. Default: all adapters of this package. */
  readonly registry?: AdapterRegistry | undefined;
}

/** Any folders with events as JSON lines (`*.jsonl`, `*.ndjson`), or such files under any name. See {@link jsonEventLines}. */
export function jsonEventsSource(
  roots: readonly string[],
  { registry = AdapterRegistry.buildDefault() }: JsonEventsOptions = {},
): TelemetrySource {
  const format = jsonEventLines(registry);
  const names = new Set(roots.map((root) => basename(root)));
  return {
    name: "json-events",
    roots,
    formatOf: (path) => (LINES.test(path) || names.has(path) ? format : undefined),
  };
}

const LINES = /\.(?:jsonl|ndjson)$/i;
