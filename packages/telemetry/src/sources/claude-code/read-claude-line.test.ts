import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepVariants, hostileJson } from "../../../tests/hostile-json.ts";
import { checkEntries } from "../../ledger/check-entries.ts";
import { readClaudeLine } from "./read-claude-line.ts";

const FILE = {
  path: "/home/dev/.claude/projects/-home-dev-shop/5f3a.jsonl",
  root: "/home/dev/.claude/projects",
  relativePath: "-home-dev-shop/5f3a.jsonl",
};

const USAGE = {
  input_tokens: 12,
  cache_creation_input_tokens: 100,
  cache_read_input_tokens: 2000,
  cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
  output_tokens: 7,
  service_tier: "standard",
};

interface Changes {
  readonly [field: string]: JsonValue | undefined;
}

const LINE = {
  parentUuid: "c0",
  isSidechain: false,
  type: "assistant",
  uuid: "c1",
  timestamp: "2026-11-20T10:00:00.250Z",
  sessionId: "5f3a",
  cwd: "/home/dev/shop",
  version: "2.1.330",
  requestId: "req_1",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5",
    content: [{ type: "text", text: "Done." }],
    stop_reason: "end_turn",
    usage: USAGE,
  },
};

const PLACE = { file: FILE, state: {}, offset: 512 };

function read(
  changes: { readonly line?: Changes; readonly message?: Changes; readonly usage?: Changes } = {},
  relativePath = FILE.relativePath,
): readonly CompletionEntry[] {
  const usage = { ...USAGE, ...changes.usage };
  const line = {
    ...LINE,
    message: { ...LINE.message, usage, ...changes.message },
    ...changes.line,
  };
  const value = JSON.parse(JSON.stringify(line));
  return readClaudeLine(value, { ...PLACE, file: { ...FILE, relativePath } });
}

describe("readClaudeLine", () => {
  it("reads what an answer used, by whom and where", () => {
    const [entry] = read();
    expect(entry).toEqual({
      id: "msg_1:req_1",
      responseId: "msg_1",
      requestId: "req_1",
      at: Date.UTC(2026, 10, 20, 10, 0, 0, 250),
      provider: "anthropic",
      model: "claude-sonnet-5",
      agent: "claude-code",
      session: "5f3a",
      project: "/home/dev/shop",
      usage: {
        uncachedInput: 12,
        cacheRead: 2000,
        cacheWrite5m: 60,
        cacheWrite1h: 40,
        cacheWriteOther: 0,
        output: 7,
        reasoning: 0,
        audioInput: 0,
        audioOutput: 0,
        imageInput: 0,
        imageOutput: 0,
        serverTools: {},
        tier: "standard",
        usageSource: "provider_reported",
        confidence: "medium",
        partial: false,
      },
      outcome: "ok",
      observer: "claude-code",
    });
  });

  it("names a request by the message alone where there is no request id", () => {
    expect(read({ line: { requestId: undefined } })[0]).toMatchObject({ id: "msg_1" });
    expect(read({ line: { requestId: null } })[0]?.requestId).toBeUndefined();
  });

  it("names a request by the line where the message has no id", () => {
    const message = { id: "" };
    expect(read({ message })[0]?.id).toBe("claude-code:req_1");
    expect(read({ message, line: { requestId: undefined } })[0]?.id).toBe("claude-code:c1");
    const bare = read({ message, line: { requestId: undefined, uuid: undefined } })[0];
    expect(bare?.id).toBe("claude-code:-home-dev-shop/5f3a.jsonl:512");
    expect(bare?.responseId).toBeUndefined();
  });

  it("says that a line of a side chain may be a copy", () => {
    expect(read({ line: { isSidechain: true } })[0]?.sideCopy).toBe(true);
    expect(read()[0]).not.toHaveProperty("sideCopy");
  });

  it("takes the flat count of cache writes where the breakdown is zero-filled or missing", () => {
    const zeros = { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 };
    for (const breakdown of [zeros, null, undefined, {}]) {
      const usage = read({ usage: { cache_creation: breakdown } })[0]?.usage;
      expect(usage).toMatchObject({ cacheWrite5m: 0, cacheWrite1h: 0, cacheWriteOther: 100 });
    }
  });

  it("counts the writes that a breakdown leaves out", () => {
    const usage = read({ usage: { cache_creation_input_tokens: 150 } })[0]?.usage;
    expect(usage).toMatchObject({ cacheWrite5m: 60, cacheWrite1h: 40, cacheWriteOther: 50 });
  });

  it("passes over what Claude Code says itself, and answers that used nothing", () => {
    expect(read({ message: { model: "<synthetic>" } })).toEqual([]);
    const zero = { input_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
    const usage = { ...zero, cache_creation: null, output_tokens: 0 };
    expect(read({ usage, line: { isApiErrorMessage: true } })).toEqual([]);
    expect(read({ message: { usage: undefined } })).toEqual([]);
  });

  it("counts an answer that was paid for and ended in an error", () => {
    expect(read({ line: { isApiErrorMessage: true } })[0]?.outcome).toBe("error");
  });

  it("passes over lines that are not of the assistant", () => {
    for (const type of ["user", "system", "progress", "summary", undefined]) {
      expect(read({ line: { type } })).toEqual([]);
    }
  });

  it("takes the time of the line before where a line has none, and 1970 where none has", () => {
    const state = {};
    const at = (timestamp: string) =>
      readClaudeLine({ ...LINE, timestamp }, { ...PLACE, state })[0]?.at;
    expect([at("yesterday"), at("2026-11-20T10:00:00Z"), at("")]).toEqual([
      0,
      Date.UTC(2026, 10, 20, 10),
      Date.UTC(2026, 10, 20, 10),
    ]);
  });

  it("prices by the model that answered, and names the one that was asked for", () => {
    const [entry] = read({ line: { requestedModel: "claude-opus-5-5" } });
    expect(entry).toMatchObject({ model: "claude-sonnet-5", modelRequested: "claude-opus-5-5" });
    expect(read({ line: { requestedModel: "claude-sonnet-5" } })[0]).not.toHaveProperty(
      "modelRequested",
    );
  });

  it("takes the cost that older versions wrote", () => {
    expect(read({ line: { costUSD: 0.0123456789 } })[0]).toMatchObject({
      costNanos: 12_345_679,
      costSource: "reported",
    });
    for (const costUSD of [0, -1, null, "0.5", 1e300]) {
      expect(read({ line: { costUSD } })[0]).not.toHaveProperty("costNanos");
    }
  });

  it("says that an answer whose end was not written may have used more", () => {
    const [entry] = read({ message: { stop_reason: null } });
    expect(entry?.usage).toMatchObject({ partial: true, confidence: "low", output: 7 });
  });

  it("reads thinking, server tools, tier, speed and place of inference", () => {
    const usage = read({
      usage: {
        output_tokens_details: { thinking_tokens: 5 },
        server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 },
        service_tier: "priority",
        speed: "fast",
        inference_geo: "us",
      },
    })[0]?.usage;
    expect(usage).toMatchObject({
      output: 7,
      reasoning: 5,
      serverTools: { web_search_requests: 2 },
      tier: "priority",
      speed: "fast",
      geo: "us",
    });
    expect(read({ usage: { inference_geo: "" } })[0]?.usage.geo).toBeUndefined();
  });

  it("adds what only the iterations say: compaction, and other models", () => {
    const usage = read({
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        cache_creation: null,
        output_tokens: 20,
        iterations: [
          { type: "compaction", input_tokens: 5000, output_tokens: 300 },
          { type: "message", input_tokens: 10, output_tokens: 20 },
          {
            type: "fallback_message",
            model: "claude-haiku-5-5",
            input_tokens: 40,
            output_tokens: 4,
          },
        ],
      },
    })[0]?.usage;
    expect(usage).toMatchObject({ uncachedInput: 5050, output: 324 });
    expect(usage?.parts?.map(({ kind, model }) => [kind, model])).toEqual([
      ["compaction", undefined],
      ["message", undefined],
      ["fallback_message", "claude-haiku-5-5"],
    ]);
    expect(read({ usage: { iterations: [] } })[0]?.usage.parts).toBeUndefined();
  });

  it("tells who billed it where the id or the model say so", () => {
    const providerOf = (message: Changes) => read({ message })[0]?.provider;
    expect(providerOf({ id: "msg_bdrk_01" })).toBe("aws");
    expect(providerOf({ id: "msg_vrtx_01" })).toBe("google");
    expect(providerOf({ model: "eu.anthropic.claude-sonnet-5-v1:0" })).toBe("aws");
    expect(providerOf({ model: "glm-5" })).toBe("unknown");
  });

  it("names the session that made the request, not the fork that has a copy of the line", () => {
    const line = { sessionId: "fork", requestSessionId: "origin" };
    expect(read({ line })[0]?.session).toBe("origin");
  });

  it("names a sub-agent by its kind, else by its id, else by its file", () => {
    const path = "-home-dev-shop/5f3a/subagents/agent-a5cf.jsonl";
    const line = { isSidechain: true, agentId: "a5cf", attributionAgent: "Explore" };
    expect(read({ line }, path)[0]).toMatchObject({ subagent: "Explore", session: "5f3a" });
    const older = { isSidechain: true, agentId: "a5cf" };
    expect(read({ line: older }, path)[0]?.subagent).toBe("a5cf");
    const oldest = { isSidechain: true, sessionId: undefined };
    expect(read({ line: oldest }, path)[0]).toMatchObject({ subagent: "a5cf", session: "5f3a" });
    expect(read()[0]).not.toHaveProperty("subagent");
  });

  it("does not mind fields that it does not know", () => {
    const line = {
      apiBlockIndex: 0,
      requestRef: "r",
      effort: "high",
      madeBy: "model",
      brandNew: [{}],
    };
    const [entry] = read({ line, usage: { fallback_credit: null, brandNew: { deep: [1] } } });
    expect(entry).toEqual(read()[0]);
  });

  it("does not believe absurd counts", () => {
    const usage = read({ usage: { output_tokens: -5, input_tokens: 1.5 } })[0]?.usage;
    expect(usage).toMatchObject({
      uncachedInput: 0,
      output: 0,
      cacheRead: 2000,
      confidence: "low",
    });
  });

  it("throws for nothing, and says nothing that a ledger would refuse", () => {
    const accept = (value: unknown): void => {
      checkEntries({ completions: readClaudeLine(value as JsonValue, PLACE) });
    };
    fc.assert(fc.property(hostileJson([LINE]), accept), { numRuns: 300 });
    for (const part of [LINE, LINE.message, LINE.message.usage]) {
      for (const deep of deepVariants(part)) {
        accept(deep);
        accept({ ...LINE, message: deep });
        accept({ ...LINE, message: { ...LINE.message, usage: deep } });
      }
    }
  });
});
