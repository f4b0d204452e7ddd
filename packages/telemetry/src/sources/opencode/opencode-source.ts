import type { LogFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { opencodeDatabase } from "./opencode-database.ts";
import { opencodeDocument } from "./opencode-document.ts";

/**
 * Messages of OpenCode: `opencode.db` in its data `folder` (usually `~/.local/share/opencode`; other release channels write
 * `opencode-<channel>.db`), and the documents of older versions, `storage/message/<session>/<message>.json`.
 */
export function opencodeSource(folder: string): TelemetrySource {
  return { name: "opencode", roots: [folder], formatOf };
}

function formatOf(relativePath: string): LogFormat | undefined {
  if (DATABASE.test(relativePath)) return opencodeDatabase;
  return DOCUMENT.test(relativePath) ? opencodeDocument : undefined;
}

const DATABASE = /^opencode(?:-[\w.-]+)?\.db$/;
const DOCUMENT = /(?:^|\/)storage\/(?:session\/)?message\/[^/]+\/[^/]+\.json$/;
