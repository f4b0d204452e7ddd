import type { CompletionEntry } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { readLogLines } from "../../../tests/read-log-lines.ts";
import { SqliteLedger } from "../../ledger/sqlite-ledger.ts";
import { copilotSource } from "./copilot-source.ts";

const source = copilotSource("/var/log/copilot-otel.jsonl");

const ATTRIBUTES = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "github",
  "gen_ai.request.model": "gpt-5.6",
  "gen_ai.response.model": "gpt-5.6-sol",
  "gen_ai.conversation.id": "conversation-1",
  "gen_ai.response.id": "resp_1",
  "gen_ai.usage.input_tokens": 1500,
  "gen_ai.usage.cache_read.input_tokens": 1024,
  "gen_ai.usage.cache_write.input_tokens": 100,
  "gen_ai.usage.output_tokens": 300,
  "gen_ai.usage.reasoning.output_tokens": 256,
  "github.copilot.cost": 1,
  "github.copilot.nano_aiu": 8_424_200_000,
  "gen_ai.response.time_to_first_chunk": 1.25,
};

function span(attributes: object = ATTRIBUTES, more: object = {}): object {
  return {
    traceId: "t".repeat(32),
    spanId: "1".repeat(16),
    name: "chat gpt-5.6-sol",
    kind: 2,
    startTime: [1795394920, 500_000_000],
    endTime: [1795394923, 133_000_000],
    attributes,
    status: { code: 0 },
    ...more,
  };
}

function read(values: readonly unknown[]): CompletionEntry[] {
  const lines = values.map((value) => JSON.stringify(value));
  return readLogLines(source, { path: "copilot-otel.jsonl", lines });
}

function recorded(entries: readonly CompletionEntry[]) {
  using ledger = new SqliteLedger(":memory:");
  ledger.record({ completions: entries });
  return ledger.report().totals;
}

describe("copilotSource", () => {
  it("reads the file that it is given, whatever its name, or the files of a folder", () => {
    expect(source.formatOf("copilot-otel.jsonl")?.kind).toBe("lines");
    expect(copilotSource("/var/log/otel").formatOf("otel")?.kind).toBe("lines");
    expect(copilotSource("/var/log/otel").formatOf("today.jsonl")?.kind).toBe("lines");
    expect(source.formatOf("other.json")).toBeUndefined();
  });

  it("takes what was cached out of the input, and AI credits of a cent for the cost", () => {
    const [entry] = read([span()]);
    expect(entry).toMatchObject({
      id: `otel:${"t".repeat(32)}:${"1".repeat(16)}`,
      at: 1795394923133,
      provider: "github-copilot",
      model: "gpt-5.6-sol",
      modelRequested: "gpt-5.6",
      agent: "copilot",
      session: "conversation-1",
      usage: {
        uncachedInput: 1500 - 1024 - 100,
        cacheRead: 1024,
        cacheWriteOther: 100,
        output: 300,
        reasoning: 256,
      },
      costNanos: 84_242_000,
      costSource: "reported",
      latencyMs: 2633,
      firstTokenMs: 1250,
      outcome: "ok",
      observer: "copilot",
      responseId: "resp_1",
    });
  });

  it("counts a call once that is in a span and in a log record, and no span of an agent or a turn", () => {
    const context = { spanContext: { traceId: "t".repeat(32), spanId: "1".repeat(16) } };
    const record = {
      hrTime: [1795394923, 0],
      ...context,
      attributes: { ...ATTRIBUTES, "event.name": "gen_ai.client.inference.operation.details" },
    };
    const elsewhere = {
      ...record,
      spanContext: { traceId: "u".repeat(32), spanId: "2".repeat(16) },
    };
    const agent = { ...ATTRIBUTES, "gen_ai.operation.name": "invoke_agent" };
    const turn = { "event.name": "copilot_chat.agent.turn", "gen_ai.usage.input_tokens": 5 };
    const entries = read([
      span(),
      record,
      elsewhere,
      span(agent, { spanId: "3".repeat(16), name: "invoke_agent copilot" }),
      { hrTime: [1795394923, 0], ...context, attributes: turn },
    ]);
    expect(recorded(entries)).toMatchObject({ requests: 1, totalTokens: 1800 });
  });

  it("takes an input that is smaller than what was cached for one without it", () => {
    const attributes = { ...ATTRIBUTES, "gen_ai.usage.input_tokens": 12 };
    expect(read([span(attributes)])[0]?.usage).toMatchObject({
      uncachedInput: 12,
      cacheRead: 1024,
    });
  });

  it("reads the messages that collectors write (OTLP/JSON)", () => {
    const attribute = ([key, value]: readonly [string, unknown]): object => ({
      key,
      value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
    });
    const { traceId, spanId, name } = span() as Record<string, string>;
    const line = {
      resourceSpans: [
        {
          resource: { attributes: [attribute(["session.id", "window-1"])] },
          scopeSpans: [
            {
              spans: [
                {
                  traceId,
                  spanId,
                  name,
                  startTimeUnixNano: "1795394920500000000",
                  endTimeUnixNano: "1795394923133000000",
                  attributes: Object.entries(ATTRIBUTES)
                    .filter(([key]) => key !== "gen_ai.conversation.id")
                    .map(attribute),
                  status: { code: 2 },
                },
              ],
            },
          ],
        },
      ],
    };
    expect(read([line])).toMatchObject([
      {
        at: 1795394923133,
        session: "window-1",
        usage: { uncachedInput: 376, output: 300 },
        outcome: "error",
        latencyMs: 2633,
      },
    ]);
  });

  it("passes over spans that say no tokens, or nothing by which they could be known again", () => {
    const { "gen_ai.response.id": _, ...nameless } = ATTRIBUTES;
    const entries = read([
      span({ "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": "[REDACTED]" }),
      span(nameless, { spanId: undefined }),
      span({ "gen_ai.operation.name": "execute_tool", "gen_ai.usage.input_tokens": 5 }),
    ]);
    expect(entries).toEqual([]);
  });
});
