import { inputTokens, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { adapterContract } from "../../../tests/adapter-contract.ts";
import {
  hasRecordedTraffic,
  recordedBodies,
  recordedStreams,
} from "../../../tests/recorded-traffic.ts";
import { openaiError } from "../../../tests/samples/openai-chat-samples.ts";
import {
  asResponsesStream,
  PICTURE,
  responsesAgentRequest,
  responsesCachedResponse,
  responsesIncompleteResponse,
  responsesPlainRequest,
} from "../../../tests/samples/openai-responses-samples.ts";
import { feed, wireEvents } from "../../../tests/wire-events.ts";
import { bytesRef } from "../wire/media-ref.ts";
import { parseJson } from "../wire/parse-json.ts";
import { openaiResponses } from "./openai-responses-adapter.ts";

const bodies = recordedBodies("openai-responses").map(({ content }) => content as object);
const answers = bodies.filter((body) => "usage" in body);
const errors = bodies.filter((body) => !("usage" in body));
const streams = recordedStreams("openai-responses");
/** The recording lacks a brace in its first and last event. */
const MALFORMED = "parallel-tool-call-wrapper.1.chunks.txt";
const wholeStreams = streams.filter(({ file }) => file !== MALFORMED);

const failedEvents = wireEvents([
  { type: "response.created", response: { id: "resp_3", model: "gpt-5-nano", usage: null } },
  { type: "error", sequence_number: 2, error: { type: "insufficient_quota", message: "Quota" } },
  {
    type: "response.failed",
    response: {
      id: "resp_3",
      status: "failed",
      error: { code: "insufficient_quota", message: "Quota" },
      usage: null,
    },
  },
]);

adapterContract({
  adapter: openaiResponses,
  requests: [
    responsesAgentRequest,
    responsesPlainRequest,
    { type: "response.create", ...responsesAgentRequest },
  ],
  responses: [responsesCachedResponse, responsesIncompleteResponse, ...answers],
  errors: [openaiError, ...errors],
  streams: [
    asResponsesStream(responsesCachedResponse),
    failedEvents,
    ...wholeStreams.map(({ content }) => content),
  ],
  asStream: asResponsesStream,
  foreign: [
    { model: "gpt-5.6", messages: [{ role: "user", content: "Hi" }] },
    { id: "1", object: "chat.completion", choices: [], usage: { prompt_tokens: 1 } },
    {
      type: "message",
      role: "assistant",
      content: [],
      usage: { input_tokens: 1, output_tokens: 1 },
    },
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    { model: "text-embedding-3-small", input: "Hi" },
    { model: "voyage-3", input: ["Hi"] },
    { contents: [{ role: "user", parts: [{ text: "Hi" }] }] },
    { candidates: [], usageMetadata: { promptTokenCount: 1 } },
    { messages: [{ role: "user", content: [{ text: "Hi" }] }] },
  ],
});

describe("openaiResponses", () => {
  it("divides an inclusive input: 1500 = 220 + 1024 + 256", () => {
    expect(openaiResponses.extractUsage(responsesCachedResponse)).toEqual({
      ...UNKNOWN_USAGE,
      uncachedInput: 220,
      cacheRead: 1024,
      cacheWriteOther: 256,
      output: 300,
      reasoning: 200,
      tier: "priority",
      serverTools: { web_search_requests: 2 },
      usageSource: "provider_reported",
      confidence: "high",
    });
  });

  it("reads usage without details: 50 and 7", () => {
    const usage = { input_tokens: 50, output_tokens: 7 };
    for (const raw of [{ usage }, { type: "response.completed", response: { usage } }]) {
      expect(openaiResponses.extractUsage(raw)).toMatchObject({ uncachedInput: 50, output: 7 });
    }
    const events = wireEvents([{ type: "response.completed", response: { usage } }]);
    expect(feed(openaiResponses.usageStream(), events).result().usage).toMatchObject({
      uncachedInput: 50,
      output: 7,
      confidence: "high",
    });
  });

  it("believes usage of the event that ends a response alone", () => {
    const usage = { input_tokens: 9, output_tokens: 9 };
    const [created, , delta, completed] = asResponsesStream(responsesCachedResponse);
    const early = wireEvents([{ type: "response.in_progress", response: { id: "resp_1", usage } }]);
    const stream = feed(
      openaiResponses.usageStream(),
      [created, ...early, delta].flatMap((e) => e ?? []),
    );
    expect(stream.result()).toMatchObject({ usage: { output: 0, partial: true }, complete: false });
    feed(stream, completed ? [completed] : []);
    expect(stream.result()).toMatchObject({
      usage: { output: 300, partial: false },
      complete: true,
    });
  });

  it("counts what tools searched as they say, and what an image cost as a part of its own model", () => {
    const tool_usage = {
      image_gen: {
        input_tokens: 60,
        input_tokens_details: { image_tokens: 50, text_tokens: 10 },
        output_tokens: 1056,
        output_tokens_details: { image_tokens: 1056, text_tokens: 0 },
      },
      web_search: { num_requests: 5 },
    };
    const tools = [{ type: "image_generation", model: "gpt-image-1.5" }];
    const usage = openaiResponses.extractUsage({ ...responsesCachedResponse, tool_usage, tools });
    expect(usage).toMatchObject({
      uncachedInput: 280,
      cacheRead: 1024,
      output: 1356,
      imageOutput: 1056,
    });
    expect(usage.serverTools).toEqual({ web_search_requests: 5 });
    expect(usage.parts).toMatchObject([
      { kind: "message", uncachedInput: 220, output: 300 },
      {
        kind: "image_generation",
        model: "gpt-image-1.5",
        uncachedInput: 60,
        imageInput: 50,
        output: 1056,
      },
    ]);
  });

  it("reads the error of a stream and that its usage is not known", () => {
    const result = feed(openaiResponses.usageStream(), failedEvents).result();
    expect(result).toMatchObject({
      id: "resp_3",
      finishReason: "error",
      rawFinishReason: "failed",
      error: { code: "insufficient_quota", message: "Quota" },
      complete: true,
      usage: UNKNOWN_USAGE,
    });
    const flat = wireEvents([
      { type: "error", code: "server_error", message: "Oops", param: null },
    ]);
    expect(feed(openaiResponses.usageStream(), flat).result()).toMatchObject({
      error: { code: "server_error", message: "Oops" },
      complete: false,
    });
  });

  it("takes the id that a response ends with, where a gateway changes it on the way", () => {
    const [created, completed] = ["capture-1", "capture-70"].map((id) => ({
      ...responsesCachedResponse,
      id,
    }));
    const events = wireEvents([
      { type: "response.created", response: created },
      { type: "response.completed", response: completed },
    ]);
    expect(feed(openaiResponses.usageStream(), events).result().id).toBe("capture-70");
  });

  it("reads each item as a message of its own, with what it says", () => {
    const { system, messages } = openaiResponses.toCanonicalRequest(responsesAgentRequest);
    expect(system).toMatchObject([{ type: "text", text: "Be brief." }]);
    expect(
      messages.map(({ role, content }) => `${role}: ${content.map(({ type }) => type)}`),
    ).toEqual([
      "user: text,image,image,document,audio,other",
      "assistant: reasoning",
      "assistant: text",
      "assistant: tool_call",
      "tool: tool_result",
      "assistant: tool_call",
      "tool: tool_result",
      "assistant: tool_call,tool_result",
      "assistant: tool_call,tool_result",
      "assistant: tool_call",
      "assistant: tool_call",
      "tool: tool_result",
      "assistant: reasoning",
      "user: other",
      "user: other",
    ]);
  });

  it("reads media by reference, markers of the cache, seals and arguments", () => {
    const { messages } = openaiResponses.toCanonicalRequest(responsesAgentRequest);
    const [user, reasoning, said, call, , , , mcp, image] = messages.map(({ content }) => content);
    expect(user).toMatchObject([
      { text: "Look.", cache: { extra: { mode: "explicit" } } },
      { ref: bytesRef(PICTURE), mediaType: "image/png", extra: { detail: "low" } },
      { ref: { by: "file", fileId: "file-1" } },
      { ref: bytesRef(PICTURE), extra: { filename: "a.pdf" } },
      { ref: bytesRef(PICTURE), mediaType: "audio/mp3" },
      { raw: { type: "hologram" } },
    ]);
    expect(reasoning).toMatchObject([{ text: "Looking.", seal: "gAAA", extra: { id: "rs_1" } }]);
    expect(messages[2]?.extra).toMatchObject({ phase: "commentary" });
    expect(said).toMatchObject([{ text: "I look." }]);
    expect(call).toMatchObject([{ id: "call_1", name: "look", input: { at: "a.png" } }]);
    expect(mcp).toMatchObject([
      { name: "find", input: { q: "cat" }, byProvider: true, extra: { server_label: "docs" } },
      { callId: "mcp_1", content: [{ text: "Found." }], isError: false, byProvider: true },
    ]);
    expect(image?.[1]).toMatchObject({ content: [{ type: "image", ref: bytesRef(PICTURE) }] });
  });

  it("tells tools of the client from those of the provider, and finds tools in the input", () => {
    const { tools } = openaiResponses.toCanonicalRequest(responsesAgentRequest);
    expect(tools.map(({ name, byProvider }) => `${name} ${byProvider}`)).toEqual([
      "look false",
      "sql false",
      "web_search true",
      "mcp true",
      "shell true",
      "shell false",
      "local_shell false",
      "later false",
    ]);
  });

  it("keeps in extra what has no place, and reads a frame of a WebSocket as the request in it", () => {
    const { extra, params, stream } = openaiResponses.toCanonicalRequest(responsesAgentRequest);
    expect(Object.keys(extra)).toEqual(["store", "previous_response_id", "prompt_cache_key"]);
    expect(params).toMatchObject({
      maxOutputTokens: 900,
      toolChoice: "auto",
      reasoning: { effort: "low" },
    });
    expect(stream).toBe(true);
    const frames = [
      { type: "response.create", ...responsesPlainRequest },
      { type: "response.create", response: responsesPlainRequest },
    ];
    for (const frame of frames) {
      expect(openaiResponses.toCanonicalRequest(frame)).toMatchObject({
        model: "gpt-5.6",
        stream: true,
        messages: [{ role: "user", content: [{ text: "Hi" }] }],
      });
    }
  });

  it("says why a response ended", () => {
    const finish = (more: object) =>
      openaiResponses.toCanonicalResponse({ ...responsesCachedResponse, ...more }).finishReason;
    const call = { type: "function_call", name: "f", call_id: "c", arguments: "{}" };
    const refusal = { type: "message", content: [{ type: "refusal", refusal: "No." }] };
    expect(finish({})).toBe("stop");
    expect(finish({ output: [call] })).toBe("tool_use");
    expect(finish({ output: [refusal] })).toBe("refusal");
    expect(finish({ output: [{ type: "mcp_approval_request", name: "f" }] })).toBe("pause");
    expect(finish({ status: "incomplete", incomplete_details: { reason: "content_filter" } })).toBe(
      "content_filter",
    );
    expect(
      finish({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }),
    ).toBe("max_tokens");
    expect(finish({ status: "failed", error: { code: "x", message: "y" } })).toBe("error");
    expect(finish({ status: "in_progress" })).toBe("unknown");
  });

  it("goes by the path where there is one", () => {
    const paths = {
      "/v1/responses": 1,
      "/openai/v1/responses?api-version=preview": 1,
      "/backend-api/codex/responses": 1,
      "/v1/responses/compact": 1,
      "/v1/responses/resp_1": 1,
      "/v1/responses/input_tokens": 0,
      "/v1/chat/completions": 0,
      "/v1/messages": 0,
    };
    for (const [path, score] of Object.entries(paths)) {
      expect([path, openaiResponses.detect(responsesPlainRequest, { path })]).toEqual([
        path,
        score,
      ]);
    }
  });
});

describe.skipIf(!hasRecordedTraffic)(
  "openaiResponses on recorded traffic (needs the data folder)",
  () => {
    interface Stated {
      readonly usage: typeof responsesCachedResponse.usage | null;
    }

    function expectSame(
      usage: ReturnType<typeof openaiResponses.extractUsage>,
      { usage: stated }: Stated,
    ) {
      expect(inputTokens(usage)).toBe(stated?.input_tokens ?? 0);
      expect(usage.output).toBe(stated?.output_tokens ?? 0);
      expect(usage.cacheRead).toBe(stated?.input_tokens_details.cached_tokens ?? 0);
      expect(usage.reasoning).toBe(stated?.output_tokens_details.reasoning_tokens ?? 0);
    }

    it("reads the usage that stands in every body", () => {
      expect(answers.length).toBeGreaterThan(20);
      for (const raw of answers) expectSame(openaiResponses.extractUsage(raw), raw as Stated);
    });

    it("reads the usage of the last response that ends in every stream", () => {
      expect(wholeStreams.length).toBeGreaterThan(20);
      for (const { content } of wholeStreams) {
        const ends = content
          .map(({ data }) => JSON.parse(data))
          .filter(({ type }) => /^response\.(completed|incomplete|failed)$/.test(type));
        const result = feed(openaiResponses.usageStream(), content).result();
        expectSame(result.usage, ends.at(-1).response);
        expect(result).toMatchObject({ complete: true, id: ends.at(-1).response.id });
      }
    });

    it("knows no usage of the stream whose end is malformed", () => {
      const { content = [] } = streams.find(({ file }) => file === MALFORMED) ?? {};
      expect(content.filter(({ data }) => parseJson(data) === undefined)).toHaveLength(2);
      const result = feed(openaiResponses.usageStream(), content).result();
      expect(result).toMatchObject({ usage: { ...UNKNOWN_USAGE, partial: true }, complete: false });
    });

    it("understands every item that models put out, but for lists of tools and questions", () => {
      const output = answers.flatMap((raw) => openaiResponses.toCanonicalResponse(raw).output);
      const others = output.flatMap((part) => (part.type === "other" ? [part.raw] : []));
      expect(new Set(others.map((raw) => (raw as { type?: unknown }).type))).toEqual(
        new Set(["mcp_list_tools", "mcp_approval_request"]),
      );
    });
  },
);
