import { basename } from "node:path";
import type { LineFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { spanCompletions } from "./span-completion.ts";

/**
 * The `file` into which Copilot CLI and Copilot Chat write OpenTelemetry when `COPILOT_OTEL_FILE_EXPORTER_PATH` names it, or a
 * folder of such files (`*.jsonl`).
 */
export function copilotSource(file: string): TelemetrySource {
  return {
    name: "copilot",
    roots: [file],
    formatOf: (relativePath) =>
      relativePath === basename(file) || relativePath.endsWith(".jsonl") ? copilotLines : undefined,
  };
}

/** Spans and log records, one a line. */
export const copilotLines: LineFormat = {
  kind: "lines",
  mayMatter: (line) => line.includes(USAGE),
  start: () => ({}),
  read: (value) => spanCompletions(value, { observer: "copilot", agent: "copilot" }),
};

const USAGE = Buffer.from("gen_ai.usage.");
