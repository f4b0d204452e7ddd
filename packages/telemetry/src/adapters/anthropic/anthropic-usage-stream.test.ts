import { UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import {
  anthropicCachedResponse,
  anthropicStream,
  asAnthropicStream,
} from "../../../tests/samples/anthropic-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { anthropicUsageStream } from "./anthropic-usage-stream.ts";

const read = (data: readonly unknown[]) => feed(anthropicUsageStream(), wireEvents(data)).result();

const start = (id: string | undefined, usage: unknown, model = "claude-sonnet-5") => ({
  type: "message_start",
  message: { id, type: "message", role: "assistant", model, content: [], usage },
});

const delta = (usage: unknown, stop_reason: string | null = null) => ({
  type: "message_delta",
  delta: { stop_reason, stop_sequence: null },
  usage,
});

const STOP = { type: "message_stop" };

describe("anthropicUsageStream", () => {
  it("takes from each message_delta what it states, and adds nothing up", () => {
    expect(feed(anthropicUsageStream(), anthropicStream).result()).toMatchObject({
      usage: {
        uncachedInput: 61,
        cacheRead: 500,
        cacheWrite5m: 100,
        cacheWriteOther: 200,
        output: 25,
        serverTools: { web_search_requests: 1 },
        tier: "standard",
        confidence: "high",
        partial: false,
      },
      id: "msg_03",
      model: "claude-sonnet-5",
      complete: true,
    });
  });

  it("keeps the reason to stop when a later message_delta has none", () => {
    const { finishReason, rawFinishReason } = feed(
      anthropicUsageStream(),
      anthropicStream,
    ).result();
    expect([finishReason, rawFinishReason]).toEqual(["stop", "end_turn"]);
  });

  it("knows before the first message_delta the input, and of the output a placeholder", () => {
    const { usage } = read([start("a", anthropicCachedResponse.usage)]);
    expect(usage).toMatchObject({ cacheRead: 2000, partial: true, confidence: "low" });
    expect(read([]).usage).toEqual({ ...UNKNOWN_USAGE, partial: true });
  });

  it("reads the same message_start twice as once, even after the final counts", () => {
    const first = start("a", { input_tokens: 17, output_tokens: 1 });
    const last = delta({ output_tokens: 227 }, "end_turn");
    const expected = read([first, last, STOP]);
    expect(expected.usage).toMatchObject({ uncachedInput: 17, output: 227, partial: false });
    expect(read([first, first, last, STOP])).toEqual(expected);
    expect(read([first, last, first, STOP])).toEqual(expected);
  });

  it("takes the second of two messages in one stream, and says that it does not know all", () => {
    const first = start("a", { input_tokens: 900, output_tokens: 500 });
    const second = start("b", { input_tokens: 17, output_tokens: 1 });
    const { usage, id, finishReason, complete } = read([
      first,
      second,
      delta({ output_tokens: 65 }, "tool_use"),
      STOP,
    ]);
    expect(usage).toMatchObject({
      uncachedInput: 17,
      output: 65,
      partial: true,
      confidence: "low",
    });
    expect({ id, finishReason, complete }).toEqual({
      id: "b",
      finishReason: "tool_use",
      complete: true,
    });
  });

  it("tells an error in mid-stream, with the counts until then", () => {
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    expect(read([start("a", { input_tokens: 17, output_tokens: 1 }), error])).toMatchObject({
      error: { type: "overloaded_error", message: "Overloaded" },
      finishReason: "error",
      complete: false,
      usage: { uncachedInput: 17, output: 1, partial: true, confidence: "low" },
    });
    expect(read([{ type: "error" }])).toMatchObject({ error: { message: "" }, complete: false });
  });

  it("names the model that took over", () => {
    const fallback = {
      type: "content_block_start",
      index: 0,
      content_block: {
        type: "fallback",
        from: { model: "claude-fable-5" },
        to: { model: "claude-opus-4-8" },
      },
    };
    const iterations = [
      { type: "message", model: "claude-fable-5", input_tokens: 408, output_tokens: 0 },
      { type: "fallback_message", model: "claude-opus-4-8", input_tokens: 412, output_tokens: 264 },
    ];
    const { model, usage } = read([
      start("a", { input_tokens: 408, output_tokens: 1 }, "claude-fable-5"),
      fallback,
      delta({ input_tokens: 412, output_tokens: 264, iterations }, "end_turn"),
      STOP,
    ]);
    expect(model).toBe("claude-opus-4-8");
    expect(usage.parts?.map((part) => [part.kind, part.model])).toEqual([
      ["message", "claude-fable-5"],
      ["fallback_message", undefined],
    ]);
    expect(usage).toMatchObject({ uncachedInput: 820, output: 264 });
  });

  it("does not believe an absurd count, and keeps the one before it", () => {
    const first = start("a", { input_tokens: 17, output_tokens: 1 });
    for (const absurd of [-5, 1.5, "9", 1e300]) {
      expect(
        read([first, delta({ input_tokens: absurd, output_tokens: 9 }), STOP]).usage,
      ).toMatchObject({
        uncachedInput: 17,
        output: 9,
        confidence: "low",
      });
    }
  });

  it("reads data without names of events as well", () => {
    const events = asAnthropicStream(anthropicCachedResponse);
    const unnamed = events.map(({ data }) => ({ data }));
    expect(feed(anthropicUsageStream(), unnamed).result()).toEqual(
      feed(anthropicUsageStream(), events).result(),
    );
  });
});
