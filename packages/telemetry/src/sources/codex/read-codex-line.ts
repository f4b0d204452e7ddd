import { type CompletionEntry, completionId, type JsonValue } from "@tokenpak/core";
import { type Fields, fieldsOf, textOf } from "../../adapters/wire/fields.ts";
import type { LinePlace } from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { type CodexState, takeMeta, takeTurn } from "./codex-state.ts";
import {
  type CodexCounts,
  isSameTotal,
  readCounts,
  usageOfCounts,
  usedSince,
} from "./codex-usage.ts";
import { endsReplay } from "./ends-replay.ts";

/** Name of the agent, its source and the observer of its records. */
export const CODEX = "codex";

/** Reads a line of a rollout file. */
export function readCodexLine(value: JsonValue, { state }: LinePlace): readonly CompletionEntry[] {
  const { type, timestamp, payload } = fieldsOf(value);
  const line = { fields: fieldsOf(payload), at: readTime(timestamp), state: state as CodexState };
  const entries = readBy(textOf(type), line);
  line.state.lastAt = line.at ?? line.state.lastAt;
  return entries;
}

interface Line {
  readonly fields: Fields;
  readonly at: number | undefined;
  readonly state: CodexState;
}

const NOTHING: readonly CompletionEntry[] = [];

function readBy(type: string | undefined, line: Line): readonly CompletionEntry[] {
  const { fields, state } = line;
  switch (type) {
    case "session_meta":
      takeMeta(state, fields);
      return NOTHING;
    case "turn_context": {
      const { turn_id: turn, model, cwd } = fields;
      passReplay(line, nameOf(turn));
      takeTurn(state, turn);
      state.model = nameOf(model) ?? state.model;
      state.project = state.project ?? nameOf(cwd);
      return NOTHING;
    }
    case "token_usage_record":
      return readRecord(line);
    case "event_msg":
      return readEvent(line);
    default:
      return NOTHING;
  }
}

function readEvent(line: Line): readonly CompletionEntry[] {
  const { type, turn_id: turn } = line.fields;
  if (type === "token_count") return readTokenCount(line);
  if (type === "task_started") {
    passReplay(line, nameOf(turn));
    takeTurn(line.state, turn);
  } else if (type === "task_complete" && turn === line.state.turn) {
    return readTurnEnd(line);
  }
  return NOTHING;
}

function passReplay({ state, at }: Line, turn: string | undefined): void {
  if (state.inReplay && endsReplay(state, { turn, at })) state.inReplay = false;
}

/** One answer, by the provider's id of it. */
function readRecord(line: Line): readonly CompletionEntry[] {
  const { state, fields } = line;
  const { response_id: responseId, turn_id: turn, thread_id: thread, usage } = fields;
  if (thread === state.thread) state.inReplay = false;
  passReplay(line, nameOf(turn));
  takeTurn(state, turn);
  if (state.inReplay) return NOTHING;
  state.hasRecords = true;
  const supersedes = numberedIds(state);
  state.numberedInTurn = 0;
  const name = nameOf(responseId);
  const entry = entryOf(line, readCounts(usage));
  if (entry === undefined) return NOTHING;
  return [
    noteAnswer(state, {
      id: name === undefined ? nextId(state) : completionId({ responseId: name }),
      ...entry,
      ...(name === undefined ? {} : { responseId: name }),
      ...(supersedes.length === 0 ? {} : { supersedes }),
    }),
  ];
}

/** The same without an id, from versions before `token_usage_record`; written again whenever rate limits change. */
function readTokenCount(line: Line): readonly CompletionEntry[] {
  const { state } = line;
  const { info } = line.fields;
  const { total_token_usage: totalUsage, last_token_usage: lastUsage } = fieldsOf(info);
  const before = state.total;
  const total = readCounts(totalUsage);
  state.total = total ?? before;
  passReplay(line, undefined);
  if (state.inReplay || state.hasRecords) return NOTHING;
  if (total !== undefined && before !== undefined && isSameTotal(total, before)) return NOTHING;
  const entry = entryOf(line, readCounts(lastUsage) ?? differenceOf(state, { before, total }));
  if (entry === undefined) return NOTHING;
  state.numberedInTurn += 1;
  return [noteAnswer(state, { id: nextId(state), ...entry })];
}

function differenceOf(
  { isFork }: CodexState,
  totals: { readonly before: CodexCounts | undefined; readonly total: CodexCounts | undefined },
): CodexCounts | undefined {
  const { before, total } = totals;
  if (total === undefined || before !== undefined)
    return total && before && usedSince(before, total);
  return isFork ? undefined : total;
}

/** How long the turn took is how long its answer took, where it had but one. */
function readTurnEnd({ state, fields }: Line): readonly CompletionEntry[] {
  const { duration_ms: duration, time_to_first_token_ms: firstToken } = fields;
  const { only } = state;
  state.only = undefined;
  if (only === undefined || state.answers !== 1 || !isDuration(duration)) return NOTHING;
  const entry = only as unknown as CompletionEntry;
  return [
    {
      ...entry,
      latencyMs: duration,
      ...(isDuration(firstToken) && firstToken <= duration ? { firstTokenMs: firstToken } : {}),
    },
  ];
}

function isDuration(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function entryOf(
  { state, at }: Line,
  counts: CodexCounts | undefined,
): Omit<CompletionEntry, "id"> | undefined {
  const usage = counts && usageOfCounts(counts);
  if (usage === undefined) return undefined;
  return {
    // The collector knows a better time than 1970.
    at: at ?? state.lastAt ?? 0,
    provider: state.provider,
    model: state.model ?? "unknown",
    agent: CODEX,
    ...(state.subagent === undefined ? {} : { subagent: state.subagent }),
    session: state.session,
    ...(state.project === undefined ? {} : { project: state.project }),
    usage,
    outcome: "ok",
    observer: CODEX,
  };
}

function noteAnswer(state: CodexState, entry: CompletionEntry): CompletionEntry {
  state.answers += 1;
  state.only = state.answers === 1 ? (entry as unknown as JsonValue) : undefined;
  return entry;
}

/** The same in every copy of the file: the number of the entry in it. */
function nextId(state: CodexState): string {
  state.numbered += 1;
  return idOf(state.thread, state.numbered);
}

function numberedIds({ thread, numbered, numberedInTurn }: CodexState): readonly string[] {
  return Array.from({ length: numberedInTurn }, (_, index) => idOf(thread, numbered - index));
}

function idOf(thread: string, number: number): string {
  return `${CODEX}:${thread}:${number}`;
}
