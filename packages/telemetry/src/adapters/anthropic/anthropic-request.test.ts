import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anthropicAgentRequest } from "../../../tests/samples/anthropic-samples.ts";
import { CanonicalRequest } from "../../canonical/canonical-request.ts";
import { readAnthropicRequest } from "./anthropic-request.ts";

const request = readAnthropicRequest(anthropicAgentRequest);
const hello = {
  by: "bytes",
  sha256: createHash("sha256").update("hello").digest("hex"),
  size: 5,
};

describe("readAnthropicRequest", () => {
  it("reads model, parameters and what stands beside them", () => {
    expect(request).toMatchObject({
      provider: "anthropic",
      model: "claude-opus-4-8",
      stream: true,
      params: {
        maxOutputTokens: 4096,
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        stop: ["END"],
        toolChoice: { type: "auto" },
        reasoning: { type: "enabled", budget_tokens: 2000 },
        outputFormat: { effort: "high" },
      },
    });
    expect(request.extra).toEqual({
      metadata: { user_id: "u1" },
      context_management: { edits: [] },
    });
  });

  it("reads instructions as text or as blocks, each for itself", () => {
    expect(request.system).toEqual([
      { type: "text", text: "First entry.", extra: {} },
      { type: "text", text: "Rules.", cache: { ttl: "1h", extra: {} }, extra: {} },
    ]);
    expect(readAnthropicRequest({ system: "Be brief." }).system).toEqual([
      { type: "text", text: "Be brief.", extra: {} },
    ]);
  });

  it("finds cache markers of the whole, of tools and of parts, also of unknown ones", () => {
    expect(request.cache).toEqual({ ttl: undefined, extra: {} });
    expect(request.tools.map(({ cached }) => cached)).toEqual([true, false, false]);
    const parts = request.messages.flatMap(({ content }) => content);
    expect(parts.filter(({ cache }) => cache !== undefined).map(({ type }) => type)).toEqual([
      "other",
      "tool_result",
    ]);
    expect(readAnthropicRequest({ cache_control: { type: "new", scope: 1 } }).cache).toEqual({
      ttl: undefined,
      extra: { type: "new", scope: 1 },
    });
    expect(readAnthropicRequest({ cache_control: null }).cache).toBe(undefined);
  });

  it("reads tools, and tells those that the provider runs", () => {
    expect(request.tools).toMatchObject([
      {
        name: "read_file",
        description: "Reads a file.",
        inputSchema: { type: "object" },
        byProvider: false,
        extra: { strict: true },
      },
      { name: "web_search", byProvider: true, extra: { type: "web_search_20250305", max_uses: 3 } },
      { name: "bash", byProvider: false, extra: { type: "bash_20250124" } },
    ]);
    expect(
      readAnthropicRequest({ tools: [{ type: "web_fetch_20260209" }, 7] }).tools,
    ).toMatchObject([
      { name: "web_fetch_20260209", byProvider: true },
      { name: "", byProvider: false, extra: { raw: 7 } },
    ]);
  });

  it("refers to images and documents by URL, file, or hash of their bytes, never holds them", () => {
    const [, image, linked, filed, text, upload] = request.messages[0]?.content ?? [];
    expect(image).toEqual({ type: "image", ref: hello, mediaType: "image/png", extra: {} });
    expect(linked).toMatchObject({ ref: { by: "url", url: "https://example.com/a.png" } });
    expect(filed).toMatchObject({
      ref: { by: "file", fileId: "file_1" },
      extra: { title: "Terms" },
    });
    expect(text).toEqual({ type: "document", ref: hello, mediaType: "text/plain", extra: {} });
    expect(upload).toEqual({
      type: "document",
      ref: { by: "file", fileId: "file_2" },
      extra: { type: "container_upload" },
    });
    const { raw: _, ...rest } = request;
    expect(JSON.stringify(rest)).not.toContain("aGVsbG8");
  });

  it("reads reasoning with its seal, calls and results, of the provider's tools too", () => {
    expect(request.messages[1]?.content).toMatchObject([
      { type: "reasoning", text: "Let me see.", seal: "sig", extra: {} },
      { type: "reasoning", text: "", seal: "sig-of-hidden", extra: {} },
      { type: "reasoning", text: "", seal: "opaque", extra: { type: "redacted_thinking" } },
      {
        type: "tool_call",
        id: "toolu_1",
        name: "read_file",
        input: { path: "a.ts" },
        byProvider: false,
      },
      { type: "tool_call", id: "srvtoolu_1", name: "web_search", byProvider: true },
      {
        type: "tool_result",
        callId: "srvtoolu_1",
        byProvider: true,
        isError: false,
        content: [{ type: "other", raw: { type: "web_search_result" } }],
        extra: { type: "web_search_tool_result" },
      },
      { type: "tool_call", name: "echo", byProvider: true, extra: { server_name: "echo-server" } },
      { type: "tool_result", callId: "mcptoolu_1", content: [{ type: "text", text: "hi" }] },
    ]);
    expect(request.messages[2]?.content).toMatchObject([
      {
        type: "tool_result",
        callId: "toolu_1",
        isError: true,
        byProvider: false,
        content: [
          { type: "text", text: "No such file." },
          { type: "image", ref: hello },
        ],
      },
      { type: "other", raw: { type: "hologram", frames: [1, 2] } },
    ]);
  });

  it("takes a failed tool of the provider for an error", () => {
    const content = [
      {
        type: "web_fetch_tool_result",
        tool_use_id: "s",
        content: { type: "web_fetch_tool_result_error", error_code: "url_not_allowed" },
      },
    ];
    const { messages } = readAnthropicRequest({ messages: [{ role: "assistant", content }] });
    expect(messages[0]?.content).toMatchObject([{ type: "tool_result", isError: true }]);
  });

  it("drops nothing that has another type than it should", () => {
    const raw = {
      model: 7,
      messages: [7, { role: "narrator", content: 8, mood: 1 }],
      tools: {},
      stream: "yes",
      cache_control: "on",
      max_tokens: "many",
      stop_sequences: ["a", 1],
      system: { a: 1 },
    };
    const read = readAnthropicRequest(raw);
    expect(CanonicalRequest.parse(read)).toEqual(read);
    expect(read).toMatchObject({
      model: "",
      system: [{ type: "other", raw: { a: 1 } }],
      messages: [
        { role: "user", content: [{ type: "other", raw: 7 }] },
        {
          role: "user",
          content: [{ type: "other", raw: 8 }],
          extra: { role: "narrator", mood: 1 },
        },
      ],
    });
    const { model, tools, stream, cache_control, max_tokens, stop_sequences } = raw;
    expect(read.extra).toEqual({ model, tools, stream, cache_control, max_tokens, stop_sequences });
  });

  it("takes who bills, model and stream from the path, where a cloud has them there", () => {
    const path = "/model/us.anthropic.claude-opus-4-8-v1%3A0/invoke-with-response-stream";
    expect(readAnthropicRequest({}, { path })).toMatchObject({
      provider: "aws",
      model: "us.anthropic.claude-opus-4-8-v1:0",
      stream: true,
    });
    const vertex = "/v1/projects/p/publishers/anthropic/models/claude-opus-4-8:rawPredict";
    expect(readAnthropicRequest({}, { path: vertex })).toMatchObject({
      provider: "google",
      model: "claude-opus-4-8",
      stream: false,
    });
  });
});
