import { cacheWriteTokens } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { adapterContract } from "../../../tests/adapter-contract.ts";
import {
  hasRecordedTraffic,
  recordedBodies,
  recordedStreams,
} from "../../../tests/recorded-traffic.ts";
import {
  anthropicAgentRequest,
  anthropicCachedResponse,
  anthropicError,
  anthropicIteratedResponse,
  anthropicPlainRequest,
  anthropicStream,
  asAnthropicStream,
} from "../../../tests/samples/anthropic-samples.ts";
import { feed } from "../../../tests/wire-events.ts";
import { anthropicMessages } from "./anthropic-messages-adapter.ts";

const recorded = recordedBodies("anthropic").map(({ content }) => content);

/** Two of the recordings hold several messages: of the last, less may be known than of an earlier one. */
const streams = recordedStreams("anthropic")
  .map(({ content }) => content)
  .filter((events) => events.filter(({ data }) => data.includes('"message_start"')).length === 1);

adapterContract({
  adapter: anthropicMessages,
  requests: [anthropicAgentRequest, anthropicPlainRequest],
  responses: [anthropicCachedResponse, anthropicIteratedResponse, ...recorded],
  errors: [anthropicError],
  streams: [anthropicStream, ...streams],
  asStream: asAnthropicStream,
  foreign: [
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }] },
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }], max_tokens: 5 },
    { error: { message: "Quota", type: "insufficient_quota", param: null, code: "x" } },
    { type: "error", sequence_number: 2, error: { type: "a", message: "b" } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }], system: [{ text: "Be brief." }] },
    { id: "x", object: "chat.completion", choices: [], usage: { prompt_tokens: 1 } },
    { candidates: [], usageMetadata: { promptTokenCount: 1 } },
  ],
});

describe("anthropicMessages", () => {
  it("keeps fields of an answer that have no canonical place, and the blocks as parts", () => {
    const { output, extra, finishReason, rawFinishReason } =
      anthropicMessages.toCanonicalResponse(anthropicCachedResponse);
    expect(extra).toEqual({ stop_sequence: null, container: { id: "container_1" } });
    expect([finishReason, rawFinishReason]).toEqual(["tool_use", "tool_use"]);
    expect(output).toMatchObject([
      { type: "reasoning", text: "Hm.", seal: "sig" },
      { type: "text", text: "Done.", extra: { citations: null } },
      { type: "tool_call", id: "toolu_2", input: { path: "b.ts" } },
    ]);
  });

  it("reads an error, and keeps the id of its request", () => {
    expect(anthropicMessages.toCanonicalResponse(anthropicError)).toMatchObject({
      error: { type: "overloaded_error", message: "Overloaded" },
      finishReason: "error",
      extra: { request_id: "req_1" },
    });
  });

  it("has a word for every reason to stop, and none for new ones", () => {
    const reasons = {
      end_turn: "stop",
      stop_sequence: "stop_sequence",
      max_tokens: "max_tokens",
      model_context_window_exceeded: "context_window",
      tool_use: "tool_use",
      pause_turn: "pause",
      compaction: "pause",
      refusal: "refusal",
      something_new: "unknown",
    };
    for (const [stop_reason, finishReason] of Object.entries(reasons)) {
      const read = anthropicMessages.toCanonicalResponse({ type: "message", stop_reason });
      expect(read).toMatchObject({ finishReason, rawFinishReason: stop_reason });
    }
  });
});

interface Stated {
  readonly [name: string]: number | undefined;
}

describe.skipIf(!hasRecordedTraffic)("anthropicMessages on recorded answers (not at hand)", () => {
  it("counts in every answer what a plain sum of its fields counts", () => {
    for (const { file, content } of recordedBodies("anthropic")) {
      const { usage } = content as { usage: Stated & { iterations?: readonly Stated[] } };
      const stated = usage.iterations ?? [usage];
      const sum = (name: string) => stated.reduce((total, part) => total + (part[name] ?? 0), 0);
      const read = anthropicMessages.extractUsage(content);
      expect([
        file,
        read.uncachedInput,
        read.cacheRead,
        cacheWriteTokens(read),
        read.output,
      ]).toEqual([
        file,
        sum("input_tokens"),
        sum("cache_read_input_tokens"),
        sum("cache_creation_input_tokens"),
        sum("output_tokens"),
      ]);
    }
  });

  it("counts in every stream what its last event of each kind states", () => {
    for (const { file, content } of recordedStreams("anthropic")) {
      const events = content.map(({ data }) => JSON.parse(data));
      const starts = events.filter(({ type }) => type === "message_start");
      const deltas = events.filter(({ type }) => type === "message_delta");
      const last = { ...starts.at(-1).message.usage, ...deltas.at(-1).usage };
      const { usage, complete } = feed(anthropicMessages.usageStream(), content).result();
      const stated: readonly Stated[] = last.iterations ?? [last];
      const sum = (name: string) => stated.reduce((total, part) => total + (part[name] ?? 0), 0);
      expect([file, usage.uncachedInput, cacheWriteTokens(usage), usage.output, complete]).toEqual([
        file,
        sum("input_tokens"),
        sum("cache_creation_input_tokens"),
        sum("output_tokens"),
        true,
      ]);
    }
  });
});
