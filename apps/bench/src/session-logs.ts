import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Generated logs of Claude Code in a folder of their own, removed when disposed of. */
export interface SessionLogs extends Disposable {
  /** A configuration folder of Claude Code. */
  readonly folder: string;
  readonly bytes: number;
  readonly lines: number;
  /** Distinct requests in them. */
  readonly requests: number;
}

/** What to generate. */
export interface SessionLogsOptions {
  readonly files: number;
  /** Turns of each file: a result of a tool of about 6 KB, and an answer in two lines with the same usage. */
  readonly turns: number;
  /** Without answers nothing in a file matters. Default `true`. */
  readonly answers?: boolean | undefined;
}

/** Writes session logs: the same bytes each time. */
export function generateSessionLogs(options: SessionLogsOptions): SessionLogs {
  const { files, turns, answers = true } = options;
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-sessions-"));
  const sums = { bytes: 0, lines: 0 };
  for (let file = 0; file < files; file++) {
    const project = join(folder, "projects", `-home-dev-project-${file % 40}`);
    mkdirSync(project, { recursive: true });
    const lines: string[] = [];
    for (let turn = 0; turn < turns; turn++) lines.push(...turnLines(file, turn, answers));
    const text = lines.map((line) => `${line}\n`).join("");
    writeFileSync(join(project, `${sessionOf(file)}.jsonl`), text);
    sums.bytes += Buffer.byteLength(text);
    sums.lines += lines.length;
  }
  return {
    folder,
    ...sums,
    requests: answers ? files * turns : 0,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function turnLines(file: number, turn: number, answers: boolean): readonly string[] {
  const number = file * 10_000 + turn;
  const base = {
    isSidechain: false,
    userType: "external",
    cwd: `/home/dev/project-${file % 40}`,
    sessionId: sessionOf(file),
    version: "2.1.330",
    gitBranch: "main",
    timestamp: new Date(Date.UTC(2026, 9, 1) + number * 1000).toISOString(),
  };
  const result = {
    ...base,
    type: "user",
    uuid: `u-${number}`,
    message: {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: `toolu_${number}`, content: resultOf(number) }],
    },
  };
  if (!answers) return [JSON.stringify(result)];
  const usage = {
    input_tokens: 4,
    cache_creation_input_tokens: 900 + (number % 700),
    cache_read_input_tokens: 20_000 + (number % 9000),
    cache_creation: {
      ephemeral_5m_input_tokens: 900 + (number % 700),
      ephemeral_1h_input_tokens: 0,
    },
    output_tokens: 50 + (number % 400),
    service_tier: "standard",
  };
  const answer = (content: unknown) => ({
    ...base,
    type: "assistant",
    uuid: `a-${number}`,
    requestId: `req_${number}`,
    message: {
      id: `msg_${number}`,
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5-20250929",
      content: [content],
      stop_reason: "tool_use",
      usage,
    },
  });
  const text = answer({ type: "text", text: resultOf(number).slice(0, 700) });
  const command = `grep -rn "case${number}" src`;
  const tool = answer({
    type: "tool_use",
    id: `toolu_${number}`,
    name: "Bash",
    input: { command },
  });
  return [result, text, tool].map((line) => JSON.stringify(line));
}

/** Looks like the output of a search. */
function resultOf(number: number): string {
  return Array.from(
    { length: 60 + (number % 30) },
    (_, line) =>
      `src/module-${(number * 7 + line) % 97}.ts:${line * 3 + 1}:\texport const case${number}_${line} = "${(number * 2654435761 + line) >>> 0}";`,
  ).join("\n");
}

function sessionOf(file: number): string {
  return `5e551011-0000-4000-8000-${String(file).padStart(12, "0")}`;
}
