import { inputTokens, totalTokens, UNKNOWN_USAGE } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapterContract } from "../../../tests/adapter-contract.ts";
import {
  hasRecordedTraffic,
  recordedBodies,
  recordedStreams,
} from "../../../tests/recorded-traffic.ts";
import {
  asChatStream,
  chatAgentRequest,
  chatCachedResponse,
  chatPlainRequest,
  chatToolResponse,
  openaiError,
  PIXELS,
} from "../../../tests/samples/openai-chat-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { bytesRef } from "../wire/media-ref.ts";
import { openaiChat } from "./openai-chat-adapter.ts";

const bodies = recordedBodies("openai-chat");
const answers = bodies.filter(({ content }) => "choices" in (content as object));
const errors = bodies.filter(({ content }) => "error" in (content as object));
const streams = recordedStreams("openai-chat");

adapterContract({
  adapter: openaiChat,
  requests: [chatAgentRequest, chatPlainRequest],
  responses: [chatCachedResponse, chatToolResponse, ...answers.map(({ content }) => content)],
  errors: [openaiError, ...errors.map(({ content }) => content)],
  streams: [asChatStream(chatCachedResponse), ...streams.map(({ content }) => content)],
  asStream: asChatStream,
  foreign: [
    {
      model: "claude-opus-5",
      max_tokens: 5,
      system: "Be brief.",
      messages: [{ role: "user", content: "Hi" }],
    },
    { model: "claude-opus-5", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] },
    { model: "gpt-5.6", input: "Hi", instructions: "Be brief." },
    { id: "resp_1", object: "response", output: [], usage: { input_tokens: 1, output_tokens: 1 } },
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
    { candidates: [], usageMetadata: { promptTokenCount: 1 } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }], inferenceConfig: { maxTokens: 5 } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }] },
    { error: { code: 429, message: "Quota", status: "RESOURCE_EXHAUSTED" } },
  ],
});

describe("openaiChat", () => {
  it("divides an inclusive prompt: 1500 = 220 + 1024 + 256", () => {
    expect(openaiChat.extractUsage(chatCachedResponse)).toEqual({
      ...UNKNOWN_USAGE,
      uncachedInput: 220,
      cacheRead: 1024,
      cacheWriteOther: 256,
      output: 300,
      reasoning: 200,
      tier: "flex",
      usageSource: "provider_reported",
      confidence: "high",
    });
  });

  it("counts neither what was cached nor rejected predictions twice", () => {
    const usage = openaiChat.extractUsage(chatCachedResponse);
    expect(totalTokens(usage)).toBe(chatCachedResponse.usage.total_tokens);
  });

  it("finds what was cached in the last chunk of a stream as well", () => {
    const stream = feed(openaiChat.usageStream(), asChatStream(chatCachedResponse));
    expect(stream.result().usage).toMatchObject({ cacheRead: 1024, uncachedInput: 220 });
  });

  it("never has a negative count, and holds to the total, where more was cached than there was", () => {
    const count = fc.nat({ max: 5000 });
    fc.assert(
      fc.property(count, count, count, count, (prompt, cached, write, completion) => {
        const usage = openaiChat.extractUsage({
          usage: {
            prompt_tokens: prompt,
            completion_tokens: completion,
            prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: write },
          },
        });
        expect(inputTokens(usage)).toBe(prompt);
        expect(
          Math.min(usage.uncachedInput, usage.cacheRead, usage.cacheWriteOther),
        ).toBeGreaterThanOrEqual(0);
        expect(usage.confidence).toBe(cached + write > prompt ? "low" : "high");
      }),
      { numRuns: 200 },
    );
  });

  it("tells sound and images from text, as parts of the whole", () => {
    const usage = openaiChat.extractUsage({
      usage: {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_tokens_details: { audio_tokens: 30, image_tokens: 20 },
        completion_tokens_details: { audio_tokens: 40 },
      },
    });
    expect(usage).toMatchObject({
      uncachedInput: 100,
      audioInput: 30,
      imageInput: 20,
      output: 50,
      audioOutput: 40,
    });
  });

  it("takes a count that is missing from the total, and without one says that it is incomplete", () => {
    const read = (usage: object) => openaiChat.extractUsage({ usage });
    expect(read({ prompt_tokens: 8, total_tokens: 8 })).toMatchObject({
      uncachedInput: 8,
      output: 0,
      partial: false,
    });
    expect(read({ prompt_tokens: -8, completion_tokens: 5, total_tokens: 13 })).toMatchObject({
      uncachedInput: 8,
      output: 5,
      confidence: "high",
    });
    expect(read({ prompt_tokens: "8", completion_tokens: 5 })).toMatchObject({
      uncachedInput: 0,
      output: 5,
      partial: true,
      confidence: "low",
    });
  });

  it("believes no absurd counts", () => {
    for (const absurd of [-1, 0.5, "7", null, 2 ** 53, {}]) {
      const usage = { prompt_tokens: absurd, completion_tokens: absurd };
      expect(openaiChat.extractUsage({ usage })).toEqual(UNKNOWN_USAGE);
    }
  });

  it("makes up no usage of a stream that states none", () => {
    const events = asChatStream({ ...chatCachedResponse, usage: null });
    const result = feed(openaiChat.usageStream(), events).result();
    expect(result.usage).toEqual({ ...UNKNOWN_USAGE, partial: true });
    expect(result).toMatchObject({ complete: true, finishReason: "stop" });
  });

  it("knows no usage of a stream that was cut off before its last chunk", () => {
    const events = asChatStream(chatCachedResponse).slice(0, 3);
    const result = feed(openaiChat.usageStream(), events).result();
    expect(result).toMatchObject({ complete: false, id: "chatcmpl-1", finishReason: "stop" });
    expect(result.usage).toEqual({ ...UNKNOWN_USAGE, partial: true });
  });

  it("reports an error in mid-stream", () => {
    const events = [...asChatStream(chatCachedResponse).slice(0, 2), ...wireEvents([openaiError])];
    const result = feed(openaiChat.usageStream(), events).result();
    expect(result).toMatchObject({
      complete: false,
      finishReason: "error",
      error: { type: "invalid_request_error", code: "unsupported_parameter" },
    });
  });

  it("reads parts by reference, calls with their arguments, results with their call", () => {
    const { messages } = openaiChat.toCanonicalRequest(chatAgentRequest);
    const [developer, user, calls, result, , legacyCall, legacyResult, refused] = messages;
    expect(developer?.content[0]).toMatchObject({ cache: { extra: { mode: "explicit" } } });
    expect(user?.extra).toEqual({ name: "ann" });
    const [, image, url, sound, file, data, hologram] = user?.content ?? [];
    expect(image).toMatchObject({
      type: "image",
      ref: bytesRef(PIXELS),
      mediaType: "image/png",
      extra: { detail: "low" },
    });
    expect(url).toMatchObject({ ref: { by: "url", url: "https://example.com/a.png" } });
    expect(sound).toMatchObject({ type: "audio", ref: bytesRef(PIXELS), mediaType: "audio/wav" });
    expect(file).toMatchObject({ type: "document", ref: { by: "file", fileId: "file-1" } });
    expect(data).toMatchObject({ ref: bytesRef(PIXELS), extra: { filename: "a.pdf" } });
    expect(hologram).toEqual({ type: "other", raw: { type: "hologram", depth: 3 } });
    expect(calls?.content).toMatchObject([
      { id: "call_1", name: "look", input: { at: "a.png" } },
      { id: "call_2", name: "look", input: '{"at":' },
      { id: "call_3", name: "sql", input: "SELECT 1", extra: { type: "custom" } },
    ]);
    expect(result).toMatchObject({
      role: "tool",
      content: [{ type: "tool_result", callId: "call_1", content: [{ text: "A cat." }] }],
    });
    expect(legacyCall?.content).toMatchObject([{ type: "text" }, { type: "tool_call", name: "f" }]);
    expect(legacyResult?.content).toMatchObject([{ type: "tool_result", callId: "f" }]);
    expect(refused?.content).toMatchObject([{ text: "I cannot.", extra: { type: "refusal" } }]);
  });

  it("reads tools, parameters and what has no place of its own", () => {
    const request = openaiChat.toCanonicalRequest(chatAgentRequest);
    expect(request.tools.map(({ name, byProvider }) => [name, byProvider])).toEqual([
      ["look", false],
      ["sql", false],
      ["f", false],
    ]);
    expect(request.tools[0]).toMatchObject({
      inputSchema: { type: "object" },
      extra: { strict: true },
    });
    expect(request).toMatchObject({
      provider: "openai",
      model: "gpt-5.6",
      stream: true,
      params: {
        maxOutputTokens: 900,
        temperature: 0.5,
        topP: 0.9,
        stop: ["END"],
        toolChoice: "auto",
        reasoning: "low",
        outputFormat: { type: "json_object" },
      },
    });
    expect(Object.keys(request.extra)).toEqual([
      "stream_options",
      "prompt_cache_key",
      "prompt_cache_options",
    ]);
  });

  it("keeps annotations, log probabilities and the other choices in extra", () => {
    const { output, extra, finishReason } = openaiChat.toCanonicalResponse(chatCachedResponse);
    expect(output).toMatchObject([{ type: "text", text: "A cat." }]);
    expect(finishReason).toBe("stop");
    expect(extra).toMatchObject({
      message: { annotations: [{ type: "url_citation" }] },
      choice: { logprobs: null },
      choices: [{ index: 1 }],
      system_fingerprint: "fp_1",
    });
  });

  it("tells a refusal from an answer", () => {
    const message = { role: "assistant", content: null, refusal: "I cannot." };
    const raw = { choices: [{ message, finish_reason: "stop" }], usage: chatToolResponse.usage };
    expect(openaiChat.toCanonicalResponse(raw)).toMatchObject({
      finishReason: "refusal",
      rawFinishReason: "stop",
      output: [{ text: "I cannot.", extra: { type: "refusal" } }],
    });
    expect(feed(openaiChat.usageStream(), asChatStream(raw)).result().finishReason).toBe("refusal");
  });

  it("takes Azure's model from its path, and Azure for who bills", () => {
    const hints = {
      host: "res-1.openai.azure.com:443",
      path: "/openai/deployments/gpt%205/chat/completions?api-version=2025-04-01",
    };
    expect(openaiChat.detect({}, hints)).toBe(1);
    for (const known of [hints, { path: hints.path }]) {
      const { model, provider } = openaiChat.toCanonicalRequest({ messages: [] }, known);
      expect({ model, provider }).toEqual({ model: "gpt 5", provider: "azure" });
    }
  });

  it("goes by the path where there is one", () => {
    expect(openaiChat.detect(chatPlainRequest, { path: "/v1/messages" })).toBe(0);
    expect(openaiChat.detect({}, { path: "/v1/chat/completions" })).toBe(1);
    expect(openaiChat.detect(chatPlainRequest, { path: "/v1/responses" })).toBe(0);
  });
});

describe.skipIf(!hasRecordedTraffic)(
  "openaiChat on recorded traffic (needs the data folder)",
  () => {
    it("reads the usage that stands in every body and last chunk", () => {
      const last = streams.map(({ content }) => JSON.parse(content.at(-1)?.data ?? ""));
      const whole = [
        ...answers.map(({ content }) => content),
        ...last,
      ] as (typeof chatCachedResponse)[];
      expect(whole.length).toBeGreaterThan(2);
      for (const raw of whole) {
        const { prompt_tokens, completion_tokens, ...details } = raw.usage;
        const usage = openaiChat.extractUsage(raw);
        expect(inputTokens(usage)).toBe(prompt_tokens);
        expect(usage.output).toBe(completion_tokens);
        expect(usage.cacheRead).toBe(details.prompt_tokens_details.cached_tokens);
        expect(usage.reasoning).toBe(details.completion_tokens_details.reasoning_tokens);
      }
    });

    it("finds the same in a stream as in its last chunk, Azure's too", () => {
      for (const { content } of streams) {
        const result = feed(openaiChat.usageStream(), content).result();
        const last = JSON.parse(content.at(-1)?.data ?? "");
        expect(result.usage).toEqual(openaiChat.extractUsage(last));
        expect(result).toMatchObject({
          id: last.id,
          model: last.model,
          finishReason: "stop",
          complete: true,
        });
      }
    });
  },
);
