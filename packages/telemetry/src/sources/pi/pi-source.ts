import { join } from "node:path";
import type { TelemetrySource } from "../../collect/telemetry-source.ts";
import { piLines } from "./pi-format.ts";

/** Sessions of pi (pi-coding-agent): `sessions/**.jsonl` in its `folder` (usually `~/.pi/agent`). */
export function piSource(folder: string): TelemetrySource {
  return {
    name: "pi",
    roots: [join(folder, "sessions")],
    formatOf: (relativePath) => (relativePath.endsWith(".jsonl") ? piLines : undefined),
  };
}
