import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Tool results of one step of a recorded session, and by how many tokens Claude's own count rose. */
export interface ClaudeCount {
  readonly tokens: number;
  readonly texts: readonly string[];
  /** Whether the estimate was fitted without this record; decided by a hash of its place in the session. */
  readonly heldOut: boolean;
}

const DELTAS = "tokens/claude_tool_result_token_deltas.jsonl";
const SESSION = "sessions/pi-mono/large-session.jsonl.gz";

/** The recorded counts below `dataDir`, or `undefined` where its files are missing. */
export function readClaudeCounts(dataDir: string): ClaudeCount[] | undefined {
  const deltas = join(dataDir, DELTAS);
  const session = join(dataDir, SESSION);
  if (!existsSync(deltas) || !existsSync(session)) return undefined;
  const lines = gunzipSync(readFileSync(session)).toString("utf8").split("\n");
  return readFileSync(deltas, "utf8")
    .trim()
    .split("\n")
    .map((delta) => claudeCount(JSON.parse(delta) as Delta, lines));
}

interface Delta {
  readonly session: string;
  readonly line: number;
  readonly tokens: number;
  /** Lines of the session, from 0. */
  readonly lines: readonly number[];
}

function claudeCount(delta: Delta, lines: readonly string[]): ClaudeCount {
  const [first = 0] = createHash("sha256").update(`${delta.session}:${delta.line}`).digest();
  return {
    tokens: delta.tokens,
    texts: delta.lines.map((line) => toolResultText(lines[line] ?? "")),
    heldOut: first % 2 === 1,
  };
}

function toolResultText(line: string): string {
  const { message } = JSON.parse(line) as { message: { content: readonly { text?: string }[] } };
  return message.content.map(({ text }) => text ?? "").join("");
}
