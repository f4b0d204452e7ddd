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
  asGeminiStream,
  geminiAgentRequest,
  geminiCachedResponse,
  geminiError,
  geminiPlainRequest,
  geminiToolResponse,
  SNAPSHOT,
} from "../../../tests/samples/gemini-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { bytesRef } from "../wire/media-ref.ts";
import { gemini } from "./gemini-adapter.ts";

const bodies = recordedBodies("google").map(({ content }) => content as object);
const answers = bodies.filter((body) => "candidates" in body);
const errors = bodies.filter((body) => "error" in body);
const streams = recordedStreams("google").map(({ content }) => content);

adapterContract({
  adapter: gemini,
  requests: [
    geminiAgentRequest,
    geminiPlainRequest,
    { model: "gemini-2.5-pro", project: "p", request: geminiAgentRequest },
  ],
  responses: [geminiCachedResponse, geminiToolResponse, ...answers],
  errors: [geminiError, ...errors],
  streams: [asGeminiStream(geminiCachedResponse), ...streams],
  asStream: asGeminiStream,
  foreign: [
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }] },
    { model: "gpt-5.6", input: "Hi", instructions: "Be brief." },
    { id: "1", object: "chat.completion", choices: [], usage: { prompt_tokens: 1 } },
    { id: "resp_1", object: "response", output: [], usage: { input_tokens: 1, output_tokens: 1 } },
    { error: { message: "Quota", type: "insufficient_quota", param: null, code: "x" } },
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }] },
  ],
});

const count = fc.nat({ max: 5000 });

describe("gemini", () => {
  it("divides a prompt that includes the cached, adds thoughts to the answer: 100 = 36 + 64, 25 = 5 + 20", () => {
    expect(gemini.extractUsage(geminiCachedResponse)).toEqual({
      ...UNKNOWN_USAGE,
      uncachedInput: 36,
      cacheRead: 64,
      output: 25,
      reasoning: 20,
      usageSource: "provider_reported",
      confidence: "high",
    });
  });

  it("counts what tools put before the model as input, and kinds of media as far as they were not cached", () => {
    const usage = gemini.extractUsage(geminiToolResponse);
    expect(usage).toMatchObject({
      uncachedInput: 740,
      cacheRead: 300,
      output: 50,
      audioInput: 250,
      imageInput: 250,
      imageOutput: 30,
      tier: "flex",
    });
    expect(totalTokens(usage)).toBe(geminiToolResponse.usageMetadata.totalTokenCount);
  });

  it("adds up to the provider's total, whatever was cached, thought and used by tools", () => {
    fc.assert(
      fc.property(fc.tuple(count, count, count, count, count), (counts) => {
        const [prompt, cached, candidates, thoughts, toolUse] = counts;
        const usage = gemini.extractUsage({
          usageMetadata: {
            promptTokenCount: prompt,
            cachedContentTokenCount: Math.min(cached, prompt),
            candidatesTokenCount: candidates,
            thoughtsTokenCount: thoughts,
            toolUsePromptTokenCount: toolUse,
            totalTokenCount: prompt + candidates + thoughts + toolUse,
          },
        });
        expect(totalTokens(usage)).toBe(prompt + candidates + thoughts + toolUse);
        expect(inputTokens(usage)).toBe(prompt + toolUse);
      }),
      { numRuns: 200 },
    );
  });

  it("does not add thoughts to candidates that include them, by the total", () => {
    const usageMetadata = {
      promptTokenCount: 20,
      candidatesTokenCount: 603,
      thoughtsTokenCount: 405,
      totalTokenCount: 623,
    };
    expect(gemini.extractUsage({ usageMetadata })).toMatchObject({ output: 603, reasoning: 405 });
  });

  it("takes what is left out as 0, and believes no absurd counts", () => {
    const read = (usageMetadata: object) => gemini.extractUsage({ usageMetadata });
    expect(
      read({ promptTokenCount: 21, thoughtsTokenCount: 60, totalTokenCount: 81 }),
    ).toMatchObject({
      uncachedInput: 21,
      output: 60,
      confidence: "high",
    });
    expect(read({ promptTokenCount: 21, candidatesTokenCount: -5 })).toMatchObject({
      uncachedInput: 21,
      output: 0,
      partial: true,
      confidence: "low",
    });
    expect(read({ trafficType: "ON_DEMAND" })).toEqual(UNKNOWN_USAGE);
  });

  it("takes the last counts of a stream, never their sum, and until its end as partial", () => {
    const [first, second, last] = asGeminiStream(geminiCachedResponse);
    const stream = feed(
      gemini.usageStream(),
      [first, second].flatMap((event) => event ?? []),
    );
    expect(stream.result()).toMatchObject({
      usage: { uncachedInput: 36, cacheRead: 64, output: 0, partial: true, confidence: "low" },
      complete: false,
    });
    feed(stream, last ? [last] : []);
    expect(stream.result()).toMatchObject({
      usage: { uncachedInput: 36, cacheRead: 64, output: 25, partial: false },
      id: "r1",
      model: "gemini-3-pro-preview",
      complete: true,
    });
  });

  it("reads the array that a stream is without server-sent events", () => {
    const chunks = asGeminiStream(geminiToolResponse).map(({ data }) => JSON.parse(data));
    const whole = gemini.toCanonicalResponse(geminiToolResponse);
    expect(gemini.detect(chunks)).toBeGreaterThan(0.5);
    const { usage, output, finishReason } = gemini.toCanonicalResponse(chunks);
    expect({ usage, output, finishReason }).toEqual({
      usage: whole.usage,
      output: whole.output,
      finishReason: "tool_use",
    });
    expect(gemini.extractUsage(chunks)).toEqual(whole.usage);
    const streamed = feed(gemini.usageStream(), wireEvents([chunks])).result();
    expect(streamed).toMatchObject({ usage: whole.usage, complete: true });
  });

  it("reads what Code Assist wraps: requests, answers, chunks", () => {
    const hints = { path: "/v1internal:streamGenerateContent?alt=sse" };
    const wrapped = { model: "gemini-2.5-pro", project: "p", request: geminiAgentRequest };
    const request = gemini.toCanonicalRequest(wrapped, hints);
    expect(gemini.detect(wrapped, hints)).toBe(1);
    expect(request).toMatchObject({
      model: "gemini-2.5-pro",
      stream: true,
      extra: { project: "p" },
    });
    expect(request.messages).toEqual(gemini.toCanonicalRequest(geminiAgentRequest).messages);
    const answer = { response: geminiCachedResponse, traceId: "t" };
    expect(gemini.extractUsage(answer)).toEqual(gemini.extractUsage(geminiCachedResponse));
    expect(gemini.detect(answer)).toBeGreaterThan(0.5);
    const streamed = feed(gemini.usageStream(), wireEvents([answer])).result();
    expect(streamed.usage).toEqual(gemini.extractUsage(geminiCachedResponse));
  });

  it("goes by the end of the path where there is one, and takes the model from it", () => {
    const vertex = "/v1/projects/p/locations/global/publishers/google/models";
    const paths = {
      "/v1beta/models/gemini-2.5-pro:generateContent": "gemini-2.5-pro false",
      "/v1/models/gemini-2.5-pro:streamGenerateContent?alt=sse": "gemini-2.5-pro true",
      [`${vertex}/gemini-3-pro:streamGenerateContent`]: "gemini-3-pro true",
      "/v1beta/tunedModels/mine:generateContent": "mine false",
    };
    for (const [path, expected] of Object.entries(paths)) {
      expect(gemini.detect({}, { path })).toBe(1);
      const { model, stream } = gemini.toCanonicalRequest(geminiPlainRequest, { path });
      expect(`${model} ${stream}`).toBe(expected);
    }
    for (const path of [
      "/v1/models",
      "/v1beta/models/gemini-2.5-pro:countTokens",
      "/v1beta/models/gemini-embedding-001:embedContent",
      "/v1beta/openai/chat/completions",
      `${vertex}/claude-opus-5:rawPredict`,
    ]) {
      expect([path, gemini.detect(geminiPlainRequest, { path })]).toEqual([path, 0]);
    }
  });

  it("reads parts by reference, seals, calls and results", () => {
    const { system, messages } = gemini.toCanonicalRequest(geminiAgentRequest);
    expect(system).toMatchObject([{ type: "text", text: "Be brief." }]);
    const [user, model, results] = messages;
    expect(user?.content).toMatchObject([
      { type: "text" },
      { type: "image", ref: bytesRef(SNAPSHOT), mediaType: "image/png" },
      { type: "audio", ref: bytesRef(SNAPSHOT) },
      { type: "video", ref: { by: "url", url: "https://example.com/a.mp4" } },
      { type: "document", ref: { by: "url", url: "gs://bucket/a.pdf" } },
      { type: "other", raw: { hologram: 1 } },
    ]);
    expect(model).toMatchObject({
      role: "assistant",
      content: [
        { type: "reasoning", text: "Looking.", seal: "c2ln" },
        { name: "look", input: { at: "a.png" }, extra: { thoughtSignature: "c2lnMg==" } },
        { id: "call_2", name: "find", byProvider: false },
        {
          name: "code_execution",
          byProvider: true,
          input: { language: "PYTHON", code: "print(1)" },
        },
        {
          type: "tool_result",
          callId: "code_execution",
          byProvider: true,
          content: [{ text: "1\n" }],
        },
      ],
    });
    expect(results).toMatchObject({
      role: "tool",
      content: [
        { callId: "look", content: [{ type: "text", text: "A cat." }], isError: false },
        { callId: "call_2", content: [{ type: "other", raw: { found: [1] } }] },
        { callId: "look", isError: true },
      ],
    });
  });

  it("reads the text of a result that the AI SDK writes, with the function's name in it again", () => {
    const contentOf = (response: object) => {
      const parts = [{ functionResponse: { id: "call_1", name: "look", response } }];
      const { messages } = gemini.toCanonicalRequest({ contents: [{ role: "user", parts }] });
      return messages.flatMap(({ content }) => content);
    };
    const text = [{ type: "text", text: "A cat.", extra: {} }];
    expect(contentOf({ name: "look", content: "A cat." })).toMatchObject([{ content: text }]);
    const other = { name: "Tom", content: "A cat." };
    expect(contentOf(other)).toMatchObject([{ content: [{ type: "other", raw: other }] }]);
  });

  it("reads tools, parameters and what has no place of its own", () => {
    const { tools, params, extra } = gemini.toCanonicalRequest(geminiAgentRequest);
    expect(tools.map(({ name, byProvider }) => `${name} ${byProvider}`)).toEqual([
      "look false",
      "find false",
      "googleSearch true",
      "codeExecution true",
    ]);
    expect(tools[1]?.inputSchema).toEqual({ type: "object" });
    expect(params).toEqual({
      maxOutputTokens: 900,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stop: ["END"],
      toolChoice: geminiAgentRequest.toolConfig,
      reasoning: { thinkingBudget: 100 },
      outputFormat: { responseMimeType: "application/json" },
    });
    expect(extra).toEqual({
      cachedContent: "cachedContents/1",
      generationConfig: { candidateCount: 1 },
    });
  });

  it("reads names in snake case like those in camel case", () => {
    const snake = {
      system_instruction: { parts: [{ text: "Be brief." }] },
      contents: [
        { parts: [{ inline_data: { mime_type: "image/png", data: SNAPSHOT.toString("base64") } }] },
      ],
      generation_config: { max_output_tokens: 9 },
    };
    expect(gemini.detect(snake)).toBeGreaterThan(0.5);
    expect(gemini.toCanonicalRequest(snake)).toMatchObject({
      system: [{ text: "Be brief." }],
      messages: [{ content: [{ type: "image", ref: bytesRef(SNAPSHOT), mediaType: "image/png" }] }],
      params: { maxOutputTokens: 9 },
    });
  });

  it("says why an answer ended", () => {
    const finish = (finishReason: string) =>
      gemini.toCanonicalResponse({ candidates: [{ finishReason }] }).finishReason;
    expect(
      ["STOP", "MAX_TOKENS", "SAFETY", "MALFORMED_FUNCTION_CALL", "OTHER"].map(finish),
    ).toEqual(["stop", "max_tokens", "content_filter", "error", "unknown"]);
    const blocked = {
      promptFeedback: { blockReason: "SAFETY" },
      usageMetadata: { promptTokenCount: 4 },
    };
    expect(gemini.toCanonicalResponse(blocked)).toMatchObject({
      finishReason: "content_filter",
      rawFinishReason: "SAFETY",
      usage: { uncachedInput: 4 },
    });
  });

  it("reads the error of a quota", () => {
    expect(gemini.toCanonicalResponse(geminiError)).toMatchObject({
      error: {
        type: "RESOURCE_EXHAUSTED",
        code: "429",
        message: "You exceeded your current quota.",
      },
      finishReason: "error",
      usage: UNKNOWN_USAGE,
    });
    const events = [
      ...asGeminiStream(geminiCachedResponse).slice(0, 1),
      ...wireEvents([geminiError]),
    ];
    expect(feed(gemini.usageStream(), events).result()).toMatchObject({
      finishReason: "error",
      usage: { uncachedInput: 36, cacheRead: 64, partial: true },
    });
  });
});

describe.skipIf(!hasRecordedTraffic)("gemini on recorded traffic (needs the data folder)", () => {
  type Metadata = Readonly<Record<string, number | undefined>>;
  const metadataOf = (raw: unknown) => (raw as { usageMetadata: Metadata }).usageMetadata;

  function expectSame(usage: ReturnType<typeof gemini.extractUsage>, stated: Metadata) {
    const { promptTokenCount, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = stated;
    expect(inputTokens(usage)).toBe(promptTokenCount);
    expect(usage.output).toBe(candidatesTokenCount + thoughtsTokenCount);
    expect(usage.reasoning).toBe(thoughtsTokenCount);
    const { totalTokenCount } = stated;
    expect(totalTokens(usage)).toBe(totalTokenCount);
  }

  it("reads the usage that stands in every body", () => {
    expect(answers.length).toBeGreaterThan(3);
    for (const raw of answers) expectSame(gemini.extractUsage(raw), metadataOf(raw));
  });

  it("reads the last usage of every stream", () => {
    expect(streams.length).toBeGreaterThan(5);
    for (const events of streams) {
      const stated = events.map(({ data }) => metadataOf(JSON.parse(data)));
      const last = stated.findLast((metadata) => "promptTokenCount" in metadata) ?? {};
      const { usage, complete } = feed(gemini.usageStream(), events).result();
      expectSame(usage, last);
      expect(complete).toBe(true);
    }
  });
});
