import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PackItem } from "@tokenpak/engines";
import { linesOf, readText } from "./data-text.ts";
import { generateEditSession } from "./edit-sessions.ts";

/** A session of an agent. */
export interface AgentSession {
  /** Sessions of one family are summed up. */
  readonly family: string;
  readonly name: string;
  /** What its tools answered, in order. */
  readonly items: readonly PackItem[];
  /** What the user and the agent wrote, calls of tools included: never changed. */
  readonly others: readonly string[];
}

/** Recorded sessions, where there are any, and generated ones that nothing was tuned on. */
export function agentSessions(dataDir: string | undefined): readonly AgentSession[] {
  return [...recordedSessions(dataDir), ...generatedSessions()];
}

function recordedSessions(dataDir: string | undefined): readonly AgentSession[] {
  const folder = join(dataDir ?? "", "sessions");
  if (dataDir === undefined || !existsSync(folder)) return [];
  const recorded = [piSession(join(folder, "pi-mono"))];
  const trajectories = join(folder, "swe-agent");
  for (const file of readdirSync(trajectories).sort()) {
    if (!file.endsWith(".json.gz")) continue;
    const read: unknown = JSON.parse(readText(join(trajectories, file)));
    if (Array.isArray(read)) recorded.push(...read.map(webSession));
    else recorded.push(trajectory(file.replace(".traj.json.gz", ""), read as Trajectory));
  }
  return recorded;
}

/** Twelve sessions of 60 results each. */
function generatedSessions(): readonly AgentSession[] {
  return Array.from({ length: 12 }, (_, at) => ({
    family: "generated edit sessions",
    name: `generated ${at + 1}`,
    items: generateEditSession({ seed: 1000 + at, turns: 60 }),
    others: [],
  }));
}

interface PiResult {
  readonly tool: string;
  readonly args: { readonly path?: string; readonly command?: string };
  readonly text: string;
}

interface PiLine {
  readonly type: string;
  readonly message?: {
    readonly role: string;
    readonly content: string | readonly { readonly type: string }[];
  };
}

function piSession(folder: string): AgentSession {
  const items = linesOf(join(folder, "tool_results.jsonl.gz")).map((line) => {
    const { tool, args, text } = JSON.parse(line) as PiResult;
    const path = tool === "read" ? args.path : undefined;
    return { content: text, path, command: tool === "bash" ? args.command : undefined };
  });
  const others = linesOf(join(folder, "large-session.jsonl.gz")).flatMap((line) => {
    const { type, message } = JSON.parse(line) as PiLine;
    if (type !== "message" || message === undefined || message.role === "toolResult") return [];
    if (typeof message.content === "string") return [message.content];
    return message.content.map(partText);
  });
  return { family: "pi-mono", name: "pi-mono", items, others };
}

function partText(part: { readonly type: string }): string {
  const { text, thinking, name, arguments: args } = part as Record<string, unknown>;
  const said = text ?? thinking;
  return typeof said === "string" ? said : `${name} ${JSON.stringify(args)}`;
}

interface Trajectory {
  readonly history: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly text?: string }[];
    readonly is_demo?: boolean;
  }[];
}

/** A trajectory of SWE-agent as the model was sent it; the first message of the user is the task. */
function trajectory(name: string, { history }: Trajectory): AgentSession {
  const messages = history
    .filter((message) => message.is_demo !== true)
    .map(({ role, content }) => ({
      isResult: role === "tool" || role === "user",
      text: typeof content === "string" ? content : content.map(({ text }) => text ?? "").join(""),
    }));
  const task = messages.findIndex(({ isResult }) => isResult);
  const results = messages.filter(({ isResult }, at) => isResult && at !== task);
  const others = messages.filter(({ isResult }, at) => !isResult || at === task);
  return {
    family: "swe-agent",
    name,
    items: results.map(({ text }) => ({ content: text })),
    others: others.map(({ text }) => text),
  };
}

interface WebTrajectory {
  readonly instance_id: string;
  readonly issue_text: string;
  readonly history: readonly {
    readonly type: string;
    readonly thought?: string;
    readonly action?: string;
    readonly output_terminal?: string;
    readonly output_editor?: string;
  }[];
}

/** What the terminal printed, and what the editor showed where that is not what it showed before. */
function webSession(read: WebTrajectory): AgentSession {
  const items: PackItem[] = [];
  const others: string[] = [read.issue_text];
  let shown: string | undefined;
  for (const step of read.history) {
    others.push(step.thought ?? "", step.action ?? "");
    if (step.output_terminal) items.push({ content: step.output_terminal });
    if (!step.output_editor || step.output_editor === shown) continue;
    shown = step.output_editor;
    items.push({ content: shown });
  }
  return { family: "swe-agent", name: `web ${read.instance_id}`, items, others };
}
