import { join } from "node:path";
import type { LogFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { opencodeDatabase } from "./opencode-database.ts";
import { opencodeDocument } from "./opencode-document.ts";

/**
 * Messages of OpenCode: its databases in its data `folder` (usually `~/.local/share/opencode`), and the documents of older versions,
 * `storage/message/<session>/<message>.json`. Beside them lie the texts, and copies of work trees, which nobody looks through.
 */
export function opencodeSource(folder: string): TelemetrySource {
  return {
    name: "opencode",
    roots: [
      ...DATABASES.map((name) => join(folder, name)),
      join(folder, "storage", "message"),
      join(folder, "storage", "session", "message"),
    ],
    formatOf,
  };
}

/** Release channels other than the usual one have a database of their own. */
const DATABASES = ["opencode.db", "opencode-beta.db", "opencode-dev.db", "opencode-local.db"];

function formatOf(relativePath: string): LogFormat | undefined {
  if (DATABASES.includes(relativePath)) return opencodeDatabase;
  const isMessage = relativePath.split("/").length === 2 && relativePath.endsWith(".json");
  return isMessage ? opencodeDocument : undefined;
}
