import type { CompletionEntry } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { readLogLines } from "../../../tests/read-log-lines.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { jsonEventsSource } from "./json-events-source.ts";

const source = jsonEventsSource(["/var/log/llm", "/var/log/costs.log"]);

function read(values: readonly unknown[], path = "events.jsonl"): CompletionEntry[] {
  return readLogLines(source, { path, lines: values.map((value) => JSON.stringify(value)) });
}

function recorded(...logs: readonly (readonly CompletionEntry[])[]) {
  using ledger = new SqliteLedger(":memory:");
  for (const completions of logs) ledger.record({ completions });
  return ledger.report().totals;
}

const EVENT = { model: "claude-3-5-sonnet", tokens_in: 1200, tokens_out: 300, cost_usd: 0.015 };

describe("jsonEventsSource", () => {
  it("reads lines of JSON in any folder, and a file that it is given whatever its name", () => {
    const paths = ["a.jsonl", "a/b/c.NDJSON", "costs.log", "other.log", "a.json", "a/costs.log"];
    expect(paths.map((path) => source.formatOf(path)?.kind)).toEqual([
      "lines",
      "lines",
      "lines",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reads an event as the tracker takes it, in either case", () => {
    const snake = {
      ...EVENT,
      timestamp: "2026-11-23T10:00:00Z",
      cache_read_tokens: 5000,
      cache_write_tokens: 70,
      latency_ms: 812.5,
      agent: "reviewer",
      session_id: "s-1",
      provider: "anthropic",
      request_id: "req_0123456789",
    };
    const camel = {
      model: EVENT.model,
      tokensIn: 1200,
      tokensOut: 300,
      costUsd: 0.015,
      at: Date.parse("2026-11-23T10:00:00Z"),
      cacheReadTokens: 5000,
      cacheWriteTokens: 70,
      latencyMs: 812.5,
      agent: "reviewer",
      session: "s-1",
      provider: "anthropic",
      requestId: "req_0123456789",
    };
    const [first] = read([snake]);
    expect(first).toMatchObject({
      id: "json-events:req_0123456789",
      at: Date.parse("2026-11-23T10:00:00Z"),
      provider: "anthropic",
      model: "claude-3-5-sonnet",
      agent: "reviewer",
      session: "s-1",
      usage: { uncachedInput: 1200, cacheRead: 5000, cacheWriteOther: 70, output: 300 },
      costNanos: 15_000_000,
      costSource: "reported",
      latencyMs: 812.5,
      outcome: "ok",
      observer: "json-events",
    });
    expect(read([camel])).toEqual([first]);
  });

  it("takes prompt_tokens for an input with what was cached, and counts in a field of their own", () => {
    const counts = { prompt_tokens: 1500, completion_tokens: 300, cached_tokens: 1024 };
    const [flat] = read([{ model: "gpt-5", ...counts }]);
    expect(flat?.usage).toMatchObject({ uncachedInput: 476, cacheRead: 1024, output: 300 });
    const usage = { tokensIn: 7, tokensOut: 8 };
    expect(read([{ model: "gpt-5", usage }])[0]?.usage).toMatchObject({
      uncachedInput: 7,
      output: 8,
    });
  });

  it("counts equal events that stand in different places, and each once however often it is read", () => {
    const twice = read([EVENT, EVENT]);
    expect(recorded(twice, twice)).toMatchObject({ requests: 2, costUsd: 0.03 });
  });

  it("knows a copied or renamed file again by what its events say and where they stand", () => {
    const timed = { ...EVENT, timestamp: "2026-11-23T10:00:00Z" };
    expect(recorded(read([timed]), read([timed], "old/events.1.jsonl")).requests).toBe(1);
    const later = { ...EVENT, timestamp: "2026-11-23T10:00:01Z" };
    expect(recorded(read([timed]), read([later], "other.jsonl")).requests).toBe(2);
  });

  it("takes events without a time in two files for two, and gives them the time of the line before", () => {
    expect(recorded(read([EVENT]), read([EVENT], "other.jsonl")).requests).toBe(2);
    const timed = { model: "m", tokens_in: 1, timestamp: "2026-11-23T10:00:00Z" };
    expect(read([timed, EVENT]).map(({ at }) => at)).toEqual(
      new Array(2).fill(Date.parse(timed.timestamp)),
    );
  });

  it("does not take a number that a logger counts for an id", () => {
    const entries = read([
      { ...EVENT, id: 1 },
      { ...EVENT, id: 2 },
      { ...EVENT, id: 1 },
    ]);
    expect(recorded(entries).requests).toBe(3);
  });

  it("keeps what an event says of its own figures, at most of medium confidence", () => {
    const says = (more: object) => {
      const [entry] = read([{ ...EVENT, ...more }]);
      return [entry?.usage.usageSource, entry?.usage.confidence, entry?.outcome];
    };
    expect(says({})).toEqual(["provider_reported", "medium", "ok"]);
    expect(says({ usage_source: "token_counted", confidence: "low", status: "error" })).toEqual([
      "token_counted",
      "low",
      "error",
    ]);
    expect(says({ confidence: "high", error: { message: "x" } })[1]).toBe("medium");
  });

  it("reads a provider's own response, as it came or wrapped, and counts it once beside what others saw of it", () => {
    const response = {
      id: "msg_01XYZ",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5",
      content: [],
      stop_reason: "end_turn",
      usage: {
        input_tokens: 12,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 2000,
        output_tokens: 76,
      },
    };
    const [bare] = read([response]);
    expect(bare).toMatchObject({
      provider: "anthropic",
      model: "claude-sonnet-4-5",
      responseId: "msg_01XYZ",
      usage: { uncachedInput: 12, cacheRead: 2000, output: 76 },
    });
    const about = { timestamp: "2026-11-23T10:00:00Z", agent: "reviewer", latency_ms: 90 };
    const [wrapped] = read([{ ...about, response: { body: response } }]);
    expect(wrapped).toMatchObject({
      at: Date.parse(about.timestamp),
      agent: "reviewer",
      latencyMs: 90,
      responseId: "msg_01XYZ",
    });
    const proxied = {
      ...(bare as CompletionEntry),
      id: "msg_01XYZ:req_1",
      requestId: "req_1",
      observer: "proxy",
    };
    expect(
      recorded([bare as CompletionEntry], [wrapped as CompletionEntry], [proxied]).requests,
    ).toBe(1);
  });

  it("reads the responses of every provider that an adapter knows", () => {
    const entries = read([
      {
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 1795394923,
        model: "gpt-5",
        choices: [{ index: 0, message: { role: "assistant", content: "" }, finish_reason: "stop" }],
        usage: {
          prompt_tokens: 1500,
          completion_tokens: 300,
          total_tokens: 1800,
          prompt_tokens_details: { cached_tokens: 1024 },
        },
      },
      {
        responseId: "gemini-response-1",
        modelVersion: "gemini-2.5-pro",
        candidates: [{ content: { role: "model", parts: [] }, finishReason: "STOP" }],
        usageMetadata: {
          promptTokenCount: 100,
          cachedContentTokenCount: 64,
          candidatesTokenCount: 5,
          thoughtsTokenCount: 20,
          totalTokenCount: 125,
        },
      },
      { model: "gpt-5", messages: [{ role: "user", content: "tokens" }] },
    ]);
    expect(entries).toMatchObject([
      {
        at: 1795394923000,
        provider: "openai",
        responseId: "chatcmpl-1",
        usage: { uncachedInput: 476, cacheRead: 1024, output: 300 },
      },
      {
        provider: "google",
        model: "gemini-2.5-pro",
        usage: { uncachedInput: 36, cacheRead: 64, output: 25, reasoning: 20 },
      },
    ]);
  });

  it("reads the lines of every agent that it knows, with the state of each", () => {
    const at = "2026-11-23T10:00:00.000Z";
    const lines = [
      {
        type: "assistant",
        sessionId: "s",
        uuid: "u",
        requestId: "req_1",
        timestamp: at,
        message: {
          id: "msg_1",
          model: "claude-opus-4-8",
          stop_reason: "end_turn",
          usage: { input_tokens: 1, output_tokens: 2 },
        },
      },
      {
        type: "session_meta",
        timestamp: at,
        payload: { id: "t", cwd: "/home/dev/shop", model_provider: "openai" },
      },
      { type: "turn_context", timestamp: at, payload: { model: "gpt-5.6" } },
      {
        type: "token_usage_record",
        timestamp: at,
        payload: {
          thread_id: "t",
          turn_id: "1",
          response_id: "resp_1",
          usage: {
            input_tokens: 100,
            cached_input_tokens: 40,
            output_tokens: 5,
            total_tokens: 105,
          },
        },
      },
      { sessionId: "g", projectHash: "h", startTime: at },
      {
        id: "f53ffaa5-7413-492e-bddb-6b6fdd8d3964",
        type: "gemini",
        timestamp: at,
        model: "gemini-2.5-pro",
        tokens: { input: 10, output: 4, thoughts: 1 },
      },
      { type: "session", id: "p", cwd: "/home/dev/pi", timestamp: at },
      {
        type: "message",
        timestamp: at,
        message: {
          role: "assistant",
          provider: "openai",
          model: "gpt-5",
          usage: { input: 3, output: 4, cacheRead: 0, cacheWrite: 0 },
        },
      },
      {
        id: "msg_oc",
        sessionID: "ses_1",
        role: "assistant",
        modelID: "glm-5",
        providerID: "zai",
        time: { created: 1795394923133, completed: 1795394923827 },
        tokens: { input: 6, output: 7, reasoning: 0, cache: { read: 0, write: 0 } },
      },
      {
        traceId: "t",
        spanId: "s",
        name: "chat m",
        endTime: [1795394923, 0],
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.request.model": "m",
          "gen_ai.usage.input_tokens": 8,
        },
      },
      EVENT,
    ];
    const entries = read(lines);
    expect(entries.map(({ observer }) => observer)).toEqual([
      "claude-code",
      "codex",
      "gemini-cli",
      "pi",
      "opencode",
      "json-events",
      "json-events",
    ]);
    expect(entries.map(({ usage }) => usage.output)).toEqual([2, 5, 5, 4, 7, 0, 300]);
    expect(entries.find(({ observer }) => observer === "codex")).toMatchObject({
      model: "gpt-5.6",
    });
    expect(entries.find(({ observer }) => observer === "pi")).toMatchObject({
      project: "/home/dev/pi",
    });
  });

  it("passes over what is none of these", () => {
    const others = [
      7,
      null,
      "tokens",
      [EVENT],
      { model: "gpt-5" },
      { tokens_in: 5, tokens_out: 6 },
      { model: "gpt-5", tokens_in: -5, tokens_out: "6" },
      { model: "", tokens_in: 5 },
      { model: "gpt-5", messages: [{ role: "user", content: "tokens" }] },
      { type: "user", message: { role: "user", content: "how many tokens?" } },
      { level: "info", msg: "tokens" },
    ];
    expect(read(others)).toEqual([]);
  });
});
