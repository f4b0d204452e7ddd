import { describe, expect, it } from "vitest";
import {
  anthropicAgentRequest,
  anthropicError,
  anthropicStream,
} from "../../../tests/samples/anthropic-samples.ts";
import { detectAnthropicMessages } from "./detect-anthropic-messages.ts";

const user = { role: "user", content: "Hi" };
const plain = { model: "claude-opus-4-8", max_tokens: 5, messages: [user] };

describe("detectAnthropicMessages", () => {
  it("is sure of its path, with any prefix and query", () => {
    for (const path of [
      "/v1/messages",
      "/v1/messages/?beta=true",
      "/anthropic/v1/messages?beta=true#x",
      "https://api.anthropic.com/v1/messages",
      "/model/us.anthropic.claude-opus-4-8-v1%3A0/invoke-with-response-stream",
      "/v1/projects/p/locations/global/publishers/anthropic/models/claude-opus-4-8:rawPredict",
    ]) {
      expect(detectAnthropicMessages(undefined, { path }), path).toBe(1);
    }
  });

  it("abstains on every other path", () => {
    for (const path of [
      "/v1/messages/count_tokens",
      "/v1/messages/batches",
      "/v1/messages/batches/b_1/results",
      "/v1/chat/completions",
      "/v1/threads/t_1/messages",
      "/model/us.anthropic.claude-opus-4-8/converse",
      "/model/meta.llama/invoke",
      "/v1/projects/p/publishers/anthropic/models/claude:countTokens",
      "/",
    ]) {
      expect(detectAnthropicMessages(anthropicAgentRequest, { path }), path).toBe(0);
    }
  });

  it("knows every event of a stream by itself, and pings too", () => {
    for (const { data } of anthropicStream) {
      expect(detectAnthropicMessages(JSON.parse(data)), data).toBeGreaterThanOrEqual(0.5);
    }
    expect(detectAnthropicMessages({ type: "ping", sequence: 1 })).toBe(0);
  });

  it("knows its errors from OpenAI's", () => {
    expect(detectAnthropicMessages(anthropicError)).toBeGreaterThanOrEqual(0.5);
    const { error } = anthropicError;
    expect(detectAnthropicMessages({ type: "error", error: { ...error, param: null } })).toBe(0);
    expect(detectAnthropicMessages({ error })).toBe(0);
  });

  it("knows a request by any field or block that is its format's alone", () => {
    const block = (content: unknown) => ({
      ...plain,
      model: "m",
      messages: [{ role: "user", content: [content] }],
    });
    for (const raw of [
      { ...plain, model: "m", system: "Be brief." },
      { ...plain, model: "m", stop_sequences: ["x"] },
      { ...plain, model: undefined, anthropic_version: "bedrock-2023-05-31" },
      { ...plain, model: "m", tools: [{ name: "t", input_schema: {} }] },
      { ...plain, model: "m", tools: [{ name: "bash", type: "bash_20250124" }] },
      block({ type: "tool_result", tool_use_id: "t", content: "x" }),
      block({ type: "image", source: { type: "url", url: "u" } }),
      block({ type: "redacted_thinking", data: "x" }),
    ]) {
      expect(detectAnthropicMessages(raw), JSON.stringify(raw)).toBeGreaterThanOrEqual(0.9);
    }
  });

  it("takes a plain request for its own by the model, or by a header or host beside it", () => {
    expect(detectAnthropicMessages(plain)).toBeGreaterThanOrEqual(0.5);
    const other = { ...plain, model: "m" };
    expect(detectAnthropicMessages(other)).toBeLessThan(0.5);
    const headers = { "anthropic-version": "2023-06-01" };
    expect(detectAnthropicMessages(other, { headers })).toBeGreaterThanOrEqual(0.5);
    expect(
      detectAnthropicMessages(other, { host: "API.anthropic.com:443" }),
    ).toBeGreaterThanOrEqual(0.5);
    expect(detectAnthropicMessages({ choices: [] }, { headers })).toBe(0);
  });

  it("leaves to Chat Completions what is that format's", () => {
    for (const raw of [
      { ...plain, stream_options: { include_usage: true } },
      { ...plain, messages: [{ role: "system", content: "x" }, user] },
      { ...plain, messages: [user, { role: "assistant", content: null, tool_calls: [] }] },
      { ...plain, tools: [{ type: "function", function: { name: "f" } }] },
    ]) {
      expect(detectAnthropicMessages(raw), JSON.stringify(raw)).toBeLessThan(0.5);
    }
  });
});
