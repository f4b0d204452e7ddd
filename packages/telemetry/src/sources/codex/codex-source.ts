import { join } from "node:path";
import type { LineFormat, TelemetrySource } from "../../collect/telemetry-source.ts";
import { startState } from "./codex-state.ts";
import { CODEX, readCodexLine } from "./read-codex-line.ts";

/**
 * Sessions of Codex, those put into its archive too: an archived copy of a session says nothing that the session does not. `folder`
 * is Codex's own (`agentFolders().codex`). Counted is what the provider reported for each answer; a fork's copies of its parent's
 * lines are not.
 */
export function codexSource(folder: string): TelemetrySource {
  return {
    name: CODEX,
    roots: [join(folder, "sessions"), join(folder, "archived_sessions")],
    formatOf: (relativePath) => (ROLLOUT.test(relativePath) ? ROLLOUT_FORMAT : undefined),
  };
}

const ROLLOUT = /(?:^|\/)rollout-[^/]*\.jsonl$/;

const ROLLOUT_FORMAT: LineFormat = {
  kind: "lines",
  mayMatter: (line) => MARKS.some((mark) => line.includes(mark)),
  start: startState,
  read: readCodexLine,
};

/** One of these stands in every line that is read, since no writer of JSON escapes letters of ASCII. */
const MARKS: readonly Buffer[] = [
  "token_count",
  "token_usage_record",
  "turn_context",
  "task_started",
  "task_complete",
  "session_meta",
].map((mark) => Buffer.from(`"${mark}"`));
