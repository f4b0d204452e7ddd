import type { JsonValue } from "@tokenpak/core";
import { type Fields, fieldsOf, textOf } from "../../adapters/wire/fields.ts";
import type { LineState, LogFile } from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { providerName } from "../provider-name.ts";
import type { CodexCounts } from "./codex-usage.ts";

/** What is remembered of a rollout file from line to line. */
export interface CodexState extends LineState {
  /** Of the file, not of those that it was forked from. */
  thread: string;
  /** The thread that a person started: for sub-agents their parent's. */
  session: string;
  /** The file's own `session_meta` was seen; later ones are copies of other threads'. */
  hasMeta: boolean;
  /** The file goes on where another thread was: its cumulative totals may begin above 0. */
  isFork: boolean;
  /** Lines are copies of another thread's. */
  inReplay: boolean;
  provider: string;
  model: string | undefined;
  project: string | undefined;
  subagent: string | undefined;
  /** Time of the line before. */
  lastAt: number | undefined;
  turn: string | undefined;
  /** The turn's usage is in `token_usage_record`s: its `token_count`s say the same again. */
  hasRecords: boolean;
  /** Answers in this turn, and the last entry of it, for as long as it is the only one. */
  answers: number;
  only: JsonValue | undefined;
  /** Entries without an id of the provider's so far, and how many of those are of this turn. */
  numbered: number;
  numberedInTurn: number;
  /** The last cumulative total. */
  total: CodexCounts | undefined;
}

/** As it is before the first line. A rollout file is named after its thread. */
export function startState(file: LogFile): CodexState {
  const thread = THREAD_IN_NAME.exec(file.relativePath)?.[1] ?? file.relativePath;
  return {
    thread,
    session: thread,
    hasMeta: false,
    isFork: false,
    inReplay: false,
    provider: "openai",
    model: undefined,
    project: undefined,
    subagent: undefined,
    lastAt: undefined,
    turn: undefined,
    hasRecords: false,
    answers: 0,
    only: undefined,
    numbered: 0,
    numberedInTurn: 0,
    total: undefined,
  };
}

/** Takes a `session_meta`. The first is the file's own; another thread's after it begins a copy of that thread's lines. */
export function takeMeta(state: CodexState, meta: Fields): void {
  const {
    id,
    session_id: session,
    forked_from_id: forkedFrom,
    cwd,
    model_provider: provider,
  } = meta;
  const { source, agent_role: role, agent_nickname: nickname } = meta;
  if (state.hasMeta) {
    if ((nameOf(id) ?? state.thread) !== state.thread) state.inReplay = true;
    return;
  }
  state.hasMeta = true;
  state.thread = nameOf(id) ?? state.thread;
  state.session = nameOf(session) ?? state.thread;
  state.project = nameOf(cwd);
  state.provider = providerOf(provider);
  const { subagent } = fieldsOf(source);
  const { other } = fieldsOf(subagent);
  const kind = textOf(subagent) ?? textOf(other) ?? Object.keys(fieldsOf(subagent))[0];
  state.subagent = nameOf(role) ?? nameOf(nickname) ?? nameOf(kind);
  state.isFork = nameOf(forkedFrom) !== undefined || kind === "thread_spawn";
  state.inReplay = state.isFork;
}

/** Begins the turn, unless it is the one that goes on. */
export function takeTurn(state: CodexState, turn: JsonValue | undefined): void {
  const name = nameOf(turn);
  if (name === undefined || name === state.turn) return;
  state.turn = name;
  state.hasRecords = false;
  state.answers = 0;
  state.only = undefined;
  state.numberedInTurn = 0;
}

/**
 * Who serves it. A person may give a provider any name in Codex's configuration: one that is no provider's is not known, so that the
 * model's name decides what it costs.
 */
function providerOf(name: JsonValue | undefined): string {
  const provider = name === undefined || name === null ? "openai" : providerName(name);
  return PROVIDERS.has(provider) ? provider : "unknown";
}

const PROVIDERS: ReadonlySet<string> = new Set([
  "anthropic",
  "aws",
  "azure",
  "cerebras",
  "deepseek",
  "fireworks",
  "google",
  "groq",
  "lmstudio",
  "mistral",
  "moonshotai",
  "ollama",
  "openai",
  "openrouter",
  "together",
  "x-ai",
]);

const THREAD_IN_NAME = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl$/i;
