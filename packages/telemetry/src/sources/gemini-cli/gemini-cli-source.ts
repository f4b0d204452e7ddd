import { join } from "node:path";
import type { LogFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { geminiCliDocument, geminiCliLines } from "./gemini-cli-format.ts";

/**
 * Sessions of Gemini CLI: `tmp/<project>/chats/session-*.jsonl` in its `folder` (usually `~/.gemini`), those of sub-agents in
 * `chats/<session>/`, and the `.json` documents that older versions wrote.
 */
export function geminiCliSource(folder: string): TelemetrySource {
  return { name: "gemini-cli", roots: [join(folder, "tmp")], formatOf };
}

function formatOf(relativePath: string): LogFormat | undefined {
  const [, chats, ...rest] = relativePath.split("/");
  const name = rest.at(-1);
  if (chats !== "chats" || name === undefined || rest.length > 2) return undefined;
  if (rest.length === 1 && !name.startsWith("session-")) return undefined;
  if (name.endsWith(".jsonl")) return geminiCliLines;
  return name.endsWith(".json") ? geminiCliDocument : undefined;
}
