import { join } from "node:path";
import type { LineFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { CLAUDE_CODE, readClaudeLine } from "./read-claude-line.ts";

/**
 * Sessions of Claude Code and of its sub-agents. `folders` are its configuration folders (`agentFolders().claudeCode`); sessions are in
 * `projects` there. Claude Code writes an answer's usage more than once, into forks of a session too: which line counts is for the
 * ledger to say, by the ids.
 */
export function claudeCodeSource(folders: readonly string[]): TelemetrySource {
  return {
    name: CLAUDE_CODE,
    roots: folders.map((folder) => join(folder, "projects")),
    formatOf: (relativePath) => (relativePath.endsWith(".jsonl") ? SESSION_FORMAT : undefined),
  };
}

const SESSION_FORMAT: LineFormat = {
  kind: "lines",
  mayMatter: (line) => line.includes(USAGE) && line.includes(ASSISTANT),
  start: () => ({}),
  read: readClaudeLine,
};

/** Both stand in every line that is read, since no writer of JSON escapes letters of ASCII. */
const USAGE = Buffer.from('"usage"');
const ASSISTANT = Buffer.from('"assistant"');
