import { totalTokens, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { adapterContract } from "../../../tests/adapter-contract.ts";
import {
  asConverseStream,
  BITMAP,
  converseAgentRequest,
  converseCachedResponse,
  conversePlainRequest,
} from "../../../tests/samples/bedrock-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { bytesRef } from "../wire/media-ref.ts";
import { bedrockConverse } from "./bedrock-converse-adapter.ts";

const plainResponse = {
  ...converseCachedResponse,
  stopReason: "tool_use",
  usage: { inputTokens: 30, outputTokens: 5, totalTokens: 35, cacheWriteInputTokens: 4 },
};

adapterContract({
  adapter: bedrockConverse,
  requests: [converseAgentRequest, conversePlainRequest],
  responses: [converseCachedResponse, plainResponse],
  errors: [{ __type: "com.amazon.coral.service#ThrottlingException", message: "Too many tokens" }],
  streams: [asConverseStream(converseCachedResponse)],
  asStream: asConverseStream,
  foreign: [
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }] },
    {
      model: "claude-opus-5",
      max_tokens: 5,
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    },
    { id: "1", object: "chat.completion", choices: [], usage: { prompt_tokens: 1 } },
    { id: "resp_1", object: "response", output: [], usage: { input_tokens: 1, output_tokens: 1 } },
    { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
    { candidates: [], usageMetadata: { promptTokenCount: 1 } },
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
  ],
});

describe("bedrockConverse", () => {
  it("takes input as what was not cached: 12 + 100 + 2000 = 2112", () => {
    const usage = bedrockConverse.extractUsage(converseCachedResponse);
    expect(usage).toEqual({
      ...UNKNOWN_USAGE,
      uncachedInput: 12,
      cacheRead: 2000,
      cacheWrite5m: 60,
      cacheWrite1h: 30,
      cacheWriteOther: 10,
      output: 7,
      tier: "flex",
      usageSource: "provider_reported",
      confidence: "high",
    });
    expect(totalTokens(usage)).toBe(2112 + 7);
  });

  it("says of no life time what is not said", () => {
    expect(bedrockConverse.extractUsage(plainResponse)).toMatchObject({
      uncachedInput: 30,
      cacheWriteOther: 4,
      cacheWrite5m: 0,
    });
  });

  it("reads events with their name around them or beside them", () => {
    const events = asConverseStream(converseCachedResponse);
    const beside = events.flatMap(({ data }) =>
      Object.entries(JSON.parse(data)).map(([event, inner]) => ({
        event,
        data: JSON.stringify(inner),
      })),
    );
    const expected = {
      usage: bedrockConverse.extractUsage(converseCachedResponse),
      finishReason: "stop",
      rawFinishReason: "end_turn",
      complete: true,
    };
    expect(feed(bedrockConverse.usageStream(), events).result()).toMatchObject(expected);
    expect(feed(bedrockConverse.usageStream(), beside).result()).toMatchObject(expected);
  });

  it("knows no usage of a stream that broke off with an exception", () => {
    const events = [
      ...asConverseStream(converseCachedResponse).slice(0, 2),
      ...wireEvents([{ modelStreamErrorException: { message: "Broke off" } }]),
    ];
    expect(feed(bedrockConverse.usageStream(), events).result()).toMatchObject({
      usage: { ...UNKNOWN_USAGE, partial: true },
      finishReason: "error",
      error: { type: "modelStreamErrorException", message: "Broke off" },
      complete: false,
    });
  });

  it("reads blocks, with cache points as markers of what stands before them", () => {
    const { system, messages, tools, params } =
      bedrockConverse.toCanonicalRequest(converseAgentRequest);
    expect(system).toMatchObject([{ text: "Be brief.", cache: { ttl: "1h" } }]);
    const [user, assistant, result] = messages;
    expect(user?.content).toMatchObject([
      { text: "Look.", cache: { extra: {} } },
      { type: "image", ref: bytesRef(BITMAP), extra: { format: "png" } },
      { type: "document", ref: { by: "url", url: "s3://b/a.pdf" }, extra: { name: "a" } },
      { type: "other", raw: { hologram: {} } },
    ]);
    expect(assistant?.content).toMatchObject([
      { type: "reasoning", text: "Looking.", seal: "c2ln" },
      { type: "reasoning", text: "", seal: "aGlkZGVu" },
      { type: "tool_call", id: "t1", name: "look", input: { at: "a.png" } },
    ]);
    expect(result).toMatchObject({
      role: "tool",
      content: [
        { callId: "t1", isError: true, content: [{ text: "A cat." }, { raw: { json: { n: 1 } } }] },
      ],
    });
    expect(tools).toMatchObject([
      { name: "look", cached: true, byProvider: false, inputSchema: { type: "object" } },
      { name: "nova_grounding", cached: false, byProvider: true },
    ]);
    expect(params).toMatchObject({ maxOutputTokens: 900, stop: ["END"], toolChoice: { auto: {} } });
  });

  it("takes model and stream from the path, which decides", () => {
    const id = "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-8-v1:0";
    const path = `/model/${encodeURIComponent(id)}/converse-stream`;
    expect(bedrockConverse.detect({}, { path })).toBe(1);
    expect(bedrockConverse.detect(converseAgentRequest, { path: "/model/x/invoke" })).toBe(0);
    expect(bedrockConverse.toCanonicalRequest(conversePlainRequest, { path })).toMatchObject({
      provider: "aws",
      model: id,
      stream: true,
    });
    expect(bedrockConverse.usageStream({ path }).result().model).toBe(id);
  });

  it("takes no message of an error for an answer", () => {
    const error = { message: "Input is too long for requested model." };
    expect(bedrockConverse.toCanonicalResponse(error)).toMatchObject({
      finishReason: "error",
      error,
      usage: UNKNOWN_USAGE,
    });
  });
});
