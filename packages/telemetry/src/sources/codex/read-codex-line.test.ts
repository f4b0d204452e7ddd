import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepVariants, hostileJson } from "../../../tests/hostile-json.ts";
import { readLogLines } from "../../../tests/read-log-lines.ts";
import { checkEntries } from "../../ledger/check-entries.ts";
import { codexSource } from "./codex-source.ts";
import { startState } from "./codex-state.ts";
import { readCodexLine } from "./read-codex-line.ts";

const THREAD = "01a20500-0000-7000-8000-000000000001";
const PARENT = "01a20400-0000-7000-8000-000000000001";
const TURN = "01a20500-1000-7000-8000-000000000001";
const TURN_2 = "01a20500-2000-7000-8000-000000000001";
const PARENT_TURN = "01a20400-1000-7000-8000-000000000001";
const PATH = `2026/11/20/rollout-2026-11-20T10-00-00-${THREAD}.jsonl`;
const START = Date.UTC(2026, 10, 20, 10);

interface Payload {
  readonly [field: string]: JsonValue | undefined;
}

/** `second` after the beginning. */
function line(type: string, payload: Payload, second = 0): string {
  return JSON.stringify({
    timestamp: new Date(START + second * 1000).toISOString(),
    type,
    payload,
  });
}

function meta(payload: Payload = {}, second = 0): string {
  return line("session_meta", { id: THREAD, cwd: "/home/dev/shop", ...payload }, second);
}

function turn(turnId: string | undefined, second = 0, model = "gpt-5.5"): string {
  return line("turn_context", { turn_id: turnId, cwd: "/home/dev/shop", model }, second);
}

type Counts = readonly [input: number, cached: number, output: number, reasoning: number];

function usage([input, cached, output, reasoning]: Counts): JsonValue {
  return {
    input_tokens: input,
    cached_input_tokens: cached,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
    total_tokens: input + output,
  };
}

function tokenCount(total: Counts | undefined, last: Counts | undefined, second = 0): string {
  const info = {
    ...(total === undefined ? {} : { total_token_usage: usage(total) }),
    ...(last === undefined ? {} : { last_token_usage: usage(last) }),
  };
  return line("event_msg", { type: "token_count", info, rate_limits: { primary: null } }, second);
}

function record(
  responseId: string,
  counts: Counts,
  payload: Payload & { second?: number } = {},
): string {
  const { second = 0, ...more } = payload;
  const named = { thread_id: THREAD, turn_id: TURN, response_id: responseId };
  return line("token_usage_record", { ...named, usage: usage(counts), ...more }, second);
}

function read(lines: readonly string[], cut?: (line: number) => boolean): CompletionEntry[] {
  return readLogLines(codexSource("/home/dev/.codex"), { path: PATH, lines }, cut);
}

function outputs(entries: readonly CompletionEntry[]): number[] {
  return entries.map((entry) => entry.usage.output);
}

describe("readCodexLine", () => {
  it("reads an answer by the provider's id of it", () => {
    const named = { model_provider: "openai", session_id: THREAD, cli_version: "0.169.0" };
    const [entry, ...others] = read([
      meta(named),
      turn(TURN),
      record("resp_1", [1000, 600, 50, 20], { second: 3 }),
    ]);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      id: "resp_1",
      responseId: "resp_1",
      at: START + 3000,
      provider: "openai",
      model: "gpt-5.5",
      agent: "codex",
      observer: "codex",
      session: THREAD,
      project: "/home/dev/shop",
      outcome: "ok",
    });
    expect(entry?.usage).toMatchObject({
      uncachedInput: 400,
      cacheRead: 600,
      output: 50,
      reasoning: 20,
    });
    expect(entry).not.toHaveProperty("subagent");
  });

  it("takes records in place of the token counts of the same turn", () => {
    const entries = read([
      meta(),
      turn(TURN),
      record("resp_1", [1000, 600, 50, 20]),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]),
      record("resp_2", [2000, 900, 70, 0]),
      tokenCount([3000, 1500, 120, 20], [2000, 900, 70, 0]),
    ]);
    expect(entries.map((entry) => entry.id)).toEqual(["resp_1", "resp_2"]);
    expect(entries.every((entry) => entry.supersedes === undefined)).toBe(true);
  });

  it("takes back token counts of a turn whose record comes after them", () => {
    const entries = read([
      meta(),
      turn(TURN),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]),
      record("resp_1", [1000, 600, 50, 20]),
      record("resp_2", [2000, 900, 70, 0]),
    ]);
    const [count, first, second] = entries;
    expect(first?.supersedes).toEqual([count?.id]);
    expect(second?.supersedes).toBeUndefined();
  });

  it("decides for each turn by itself which kind counts", () => {
    const entries = read([
      meta(),
      turn(TURN),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]),
      turn(TURN_2),
      record("resp_1", [2000, 900, 70, 0], { turn_id: TURN_2 }),
      tokenCount([3000, 1500, 120, 20], [2000, 900, 70, 0]),
    ]);
    expect(outputs(entries)).toEqual([50, 70]);
    expect(entries[1]?.supersedes).toBeUndefined();
  });

  it("counts a token count that is written again once", () => {
    const again = tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]);
    expect(outputs(read([meta(), turn(TURN), again, again, turn(TURN_2), again]))).toEqual([50]);
  });

  it("passes over token counts that only tell rate limits, and estimates after a compaction", () => {
    const limits = line("event_msg", { type: "token_count", info: null, rate_limits: {} });
    const estimate = {
      total_token_usage: usage([1000, 600, 50, 20]),
      last_token_usage: { ...(usage([0, 0, 0, 0]) as object), total_tokens: 9000 },
    };
    const compacted = line("event_msg", { type: "token_count", info: estimate });
    const first = tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]);
    expect(outputs(read([meta(), turn(TURN), limits, first, compacted]))).toEqual([50]);
    expect(outputs(read([meta(), turn(TURN), compacted]))).toEqual([]);
  });

  it("takes differences where there are cumulative totals alone; one that fell began anew", () => {
    const totals: Counts[] = [
      [1000, 600, 50, 20],
      [3000, 1500, 120, 20],
      [500, 0, 40, 10],
      [900, 100, 60, 10],
    ];
    const entries = read([
      meta(),
      turn(TURN),
      ...totals.map((total) => tokenCount(total, undefined)),
    ]);
    expect(outputs(entries)).toEqual([50, 70, 40, 20]);
    expect(entries.map(({ usage: { uncachedInput } }) => uncachedInput)).toEqual([
      400, 1100, 500, 300,
    ]);
  });

  it("takes the model of the last turn, unknown before any", () => {
    const counts: Counts = [10, 0, 1, 0];
    const entries = read([
      meta(),
      record("resp_0", counts),
      turn(TURN, 0, "gpt-5.5"),
      record("resp_1", counts),
      turn(TURN_2, 0, "gpt-5.5-codex"),
      record("resp_2", counts, { turn_id: TURN_2 }),
    ]);
    expect(entries.map((entry) => entry.model)).toEqual(["unknown", "gpt-5.5", "gpt-5.5-codex"]);
  });

  it("skips a fork's copies of its parent's turns, whenever they were written", () => {
    const entries = read([
      meta({ forked_from_id: PARENT }),
      meta({ id: PARENT }),
      turn(PARENT_TURN, 0),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20], 0),
      tokenCount([3000, 1500, 120, 20], [2000, 900, 70, 0], 5),
      turn(TURN, 5),
      tokenCount([3400, 1500, 130, 20], [400, 0, 10, 0], 5),
    ]);
    expect(outputs(entries)).toEqual([10]);
    expect(entries[0]?.session).toBe(THREAD);
  });

  it("knows the total that a fork begins with", () => {
    const copies = [
      meta({ forked_from_id: PARENT }),
      meta({ id: PARENT }),
      turn(PARENT_TURN),
      tokenCount([3000, 1500, 120, 20], undefined),
      turn(TURN),
    ];
    expect(outputs(read([...copies, tokenCount([3400, 1500, 130, 20], undefined)]))).toEqual([10]);
    expect(
      outputs(read([...copies, tokenCount([3000, 1500, 120, 20], [2000, 900, 70, 0])])),
    ).toEqual([]);
  });

  it("takes no total of a fork without copies for its own", () => {
    const fork = [meta({ forked_from_id: PARENT }), turn(TURN)];
    const entries = read([
      ...fork,
      tokenCount([3400, 1500, 130, 20], undefined),
      tokenCount([3500, 1500, 140, 20], undefined),
    ]);
    expect(outputs(entries)).toEqual([10]);
    expect(outputs(read([...fork, tokenCount([3400, 1500, 130, 20], [400, 0, 10, 0])]))).toEqual([
      10,
    ]);
  });

  it("skips copied records, and knows its own by their thread", () => {
    const entries = read([
      meta({ forked_from_id: PARENT }),
      record("resp_1", [1000, 600, 50, 20], { thread_id: PARENT, turn_id: PARENT_TURN }),
      record("resp_2", [2000, 900, 70, 0], { turn_id: undefined }),
    ]);
    expect(entries.map((entry) => entry.id)).toEqual(["resp_2"]);
  });

  it("tells copies of older versions by their being written at one go", () => {
    const old = { id: "5973b6c0-94b8-487b-a530-2aeb6098ae0e" };
    const entries = read([
      meta({ ...old, source: { subagent: { thread_spawn: { depth: 1 } } } }),
      turn(undefined, 0),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20], 0.01),
      tokenCount([3000, 1500, 120, 20], [2000, 900, 70, 0], 0.9),
      tokenCount([6000, 1500, 180, 20], [3000, 0, 60, 0], 1.2),
      turn(undefined, 1.3),
      tokenCount([6400, 1500, 190, 20], [400, 0, 10, 0], 4),
      tokenCount([6500, 1500, 200, 20], [100, 0, 10, 0], 4.1),
    ]);
    expect(outputs(entries)).toEqual([10, 10]);
  });

  it("names a sub-agent by role, nickname or kind, and counts it to its parent's session", () => {
    const spawn = { subagent: { thread_spawn: { parent_thread_id: PARENT, depth: 1 } } };
    const read1 = (payload: Payload) =>
      read([meta(payload), turn(TURN), record("resp_1", [10, 0, 1, 0])])[0];
    const named = { session_id: PARENT, source: spawn, agent_nickname: "Linnaeus" };
    expect(read1({ ...named, agent_role: "explorer" })).toMatchObject({
      session: PARENT,
      subagent: "explorer",
    });
    expect(read1(named)?.subagent).toBe("Linnaeus");
    expect(read1({ source: spawn })?.subagent).toBe("thread_spawn");
    expect(read1({ source: { subagent: "review" } })?.subagent).toBe("review");
    expect(read1({ source: { subagent: { other: "guardian" } } })?.subagent).toBe("guardian");
    expect(read1({ source: "cli" })).not.toHaveProperty("subagent");
  });

  it("says how long an answer took where it was the only one of its turn", () => {
    const end = line("event_msg", {
      type: "task_complete",
      turn_id: TURN,
      duration_ms: 900,
      time_to_first_token_ms: 300,
    });
    const answer = record("resp_1", [1000, 600, 50, 20]);
    const [first, again] = read([meta(), turn(TURN), answer, end]);
    expect(first).not.toHaveProperty("latencyMs");
    expect(again).toEqual({ ...first, latencyMs: 900, firstTokenMs: 300 });
    const two = [answer, record("resp_2", [2000, 900, 70, 0]), end];
    expect(read([meta(), turn(TURN), ...two]).some((entry) => "latencyMs" in entry)).toBe(false);
  });

  it("names answers without an id by the thread and their number", () => {
    const counts = [1, 2, 3].map((n) => tokenCount([n, 0, n, 0], [1, 0, 1, 0]));
    const ids = read([meta(), turn(TURN), ...counts]).map((entry) => entry.id);
    expect(ids).toEqual([1, 2, 3].map((n) => `codex:${THREAD}:${n}`));
    expect(read([turn(TURN), ...counts]).map((entry) => entry.id)).toEqual(ids);
  });

  it("takes the provider from the session", () => {
    const read1 = (provider: string | undefined) =>
      read([meta({ model_provider: provider }), record("resp_1", [1, 0, 1, 0])])[0]?.provider;
    expect(read1(undefined)).toBe("openai");
    expect(read1("azure")).toBe("azure");
    expect(read1("amazon-bedrock")).toBe("aws");
    expect(read1("my-gateway")).toBe("unknown");
  });

  it("takes a session's own description, written again, for no copy", () => {
    const answers = [record("resp_1", [1, 0, 1, 0]), meta(), line("session_meta", {})];
    expect(read([meta(), turn(TURN), ...answers, record("resp_2", [1, 0, 2, 0])])).toHaveLength(2);
  });

  it("takes the time of the line before where a line has none", () => {
    const answer = record("resp_1", [1, 0, 1, 0]).replace(/"timestamp":"[^"]*",/, "");
    expect(read([meta(), turn(TURN, 7), answer])[0]?.at).toBe(START + 7000);
    expect(read([answer])[0]?.at).toBe(0);
  });

  it("throws for nothing, and says nothing that a ledger would refuse", () => {
    const lines = [
      meta({ forked_from_id: PARENT, source: { subagent: "review" }, session_id: PARENT }),
      meta({ id: PARENT }),
      turn(TURN),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]),
      record("resp_1", [1000, 600, 50, 20]),
      line("event_msg", { type: "task_started", turn_id: TURN_2 }),
      tokenCount([1200, 600, 60, 20], undefined),
      line("event_msg", { type: "task_complete", turn_id: TURN_2, duration_ms: 5 }),
    ].map((text) => JSON.parse(text) as Record<string, JsonValue>);
    const file = { path: PATH, root: "", relativePath: PATH };
    const accept = (values: readonly unknown[]): void => {
      const state = startState(file);
      for (const value of values) {
        checkEntries({
          completions: readCodexLine(value as JsonValue, { file, state, offset: 0 }),
        });
      }
    };
    fc.assert(fc.property(fc.array(hostileJson(lines), { maxLength: 12 }), accept), {
      numRuns: 200,
    });
    for (const [index, value] of lines.entries()) {
      const { payload } = value;
      for (const deep of [...deepVariants(value), ...deepVariants(payload)]) {
        accept(lines.with(index, deep as Record<string, JsonValue>));
        accept(lines.with(index, { ...value, payload: deep as JsonValue }));
      }
    }
  });

  it("reads the same wherever reading is interrupted", () => {
    const lines = [
      meta({ forked_from_id: PARENT }),
      meta({ id: PARENT }),
      turn(PARENT_TURN),
      tokenCount([1000, 600, 50, 20], [1000, 600, 50, 20]),
      turn(TURN),
      tokenCount([1100, 600, 55, 20], [100, 0, 5, 0]),
      record("resp_1", [100, 0, 5, 0]),
      turn(TURN_2),
      tokenCount([1300, 600, 60, 20], undefined),
      line("event_msg", { type: "task_complete", turn_id: TURN_2, duration_ms: 5 }),
    ];
    const whole = JSON.stringify(read(lines));
    for (let cuts = 0; cuts < 2 ** lines.length; cuts += 7) {
      expect(JSON.stringify(read(lines, (index) => ((cuts >> index) & 1) === 1))).toBe(whole);
    }
  });
});
