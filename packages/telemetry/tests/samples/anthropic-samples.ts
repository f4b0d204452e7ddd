import type { WireEvent } from "../../src/adapters/provider-adapter.ts";
import { wireEvents } from "../wire-events.ts";

/** A request with blocks of every kind that has a canonical form, and one that has none. */
export const anthropicAgentRequest = {
  model: "claude-opus-4-8",
  max_tokens: 4096,
  stream: true,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 40,
  stop_sequences: ["END"],
  thinking: { type: "enabled", budget_tokens: 2000 },
  tool_choice: { type: "auto" },
  output_config: { effort: "high" },
  cache_control: { type: "ephemeral" },
  metadata: { user_id: "u1" },
  context_management: { edits: [] },
  system: [
    { type: "text", text: "First entry." },
    { type: "text", text: "Rules.", cache_control: { type: "ephemeral", ttl: "1h" } },
  ],
  tools: [
    {
      name: "read_file",
      description: "Reads a file.",
      input_schema: { type: "object", properties: { path: { type: "string" } } },
      strict: true,
      cache_control: { type: "ephemeral" },
    },
    { type: "web_search_20250305", name: "web_search", max_uses: 3 },
    { type: "bash_20250124", name: "bash" },
  ],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Look at these.", citations: { enabled: true } },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "aGVsbG8=" } },
        { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
        { type: "document", title: "Terms", source: { type: "file", file_id: "file_1" } },
        { type: "document", source: { type: "text", media_type: "text/plain", data: "hello" } },
        { type: "container_upload", file_id: "file_2" },
        {
          type: "search_result",
          source: "https://example.com",
          title: "T",
          content: [{ type: "text", text: "found" }],
          cache_control: { type: "ephemeral" },
        },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Let me see.", signature: "sig" },
        { type: "thinking", thinking: "", signature: "sig-of-hidden" },
        { type: "redacted_thinking", data: "opaque" },
        { type: "tool_use", id: "toolu_1", name: "read_file", input: { path: "a.ts" } },
        { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } },
        {
          type: "web_search_tool_result",
          tool_use_id: "srvtoolu_1",
          content: [{ type: "web_search_result", url: "https://example.com", title: "T" }],
        },
        {
          type: "mcp_tool_use",
          id: "mcptoolu_1",
          name: "echo",
          input: {},
          server_name: "echo-server",
        },
        {
          type: "mcp_tool_result",
          tool_use_id: "mcptoolu_1",
          is_error: false,
          content: [{ type: "text", text: "hi" }],
        },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          is_error: true,
          content: [
            { type: "text", text: "No such file." },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "aGVsbG8" } },
          ],
          cache_control: { type: "ephemeral" },
        },
        { type: "hologram", frames: [1, 2] },
      ],
    },
  ],
} as const;

/** A request in which text alone gives the format away by `system`. */
export const anthropicPlainRequest = {
  model: "some-model",
  max_tokens: 100,
  system: "Be brief.",
  messages: [{ role: "user", content: "Hello" }],
} as const;

/** An answer with a cache that was read and written, and a tool of the provider. */
export const anthropicCachedResponse = {
  id: "msg_01",
  type: "message",
  role: "assistant",
  model: "claude-opus-4-8",
  content: [
    { type: "thinking", thinking: "Hm.", signature: "sig" },
    { type: "text", text: "Done.", citations: null },
    { type: "tool_use", id: "toolu_2", name: "read_file", input: { path: "b.ts" } },
  ],
  stop_reason: "tool_use",
  stop_sequence: null,
  container: { id: "container_1" },
  usage: {
    input_tokens: 12,
    cache_creation_input_tokens: 100,
    cache_read_input_tokens: 2000,
    cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
    output_tokens: 7,
    output_tokens_details: { thinking_tokens: 3 },
    server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 },
    service_tier: "standard",
    speed: "fast",
    inference_geo: "us",
  },
} as const;

/** An answer to which compaction, an advisor and another model added what the totals leave out. */
export const anthropicIteratedResponse = {
  id: "msg_02",
  type: "message",
  role: "assistant",
  model: "claude-opus-4-8",
  content: [{ type: "text", text: "Done." }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: {
    input_tokens: 412,
    cache_creation_input_tokens: 30,
    cache_read_input_tokens: 0,
    output_tokens: 264,
    output_tokens_details: { thinking_tokens: 100 },
    iterations: [
      { type: "compaction", input_tokens: 60385, output_tokens: 522 },
      { type: "message", model: "claude-fable-5", input_tokens: 408, output_tokens: 0 },
      {
        type: "fallback_message",
        model: "claude-opus-4-8",
        input_tokens: 412,
        cache_creation_input_tokens: 30,
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 30 },
        output_tokens: 264,
      },
    ],
  },
} as const;

/** What the API answers with a status of its own, and in mid-stream. */
export const anthropicError = {
  type: "error",
  error: { type: "overloaded_error", message: "Overloaded" },
  request_id: "req_1",
} as const;

/** A complete stream in which `message_delta` comes twice and corrects what `message_start` said. */
export const anthropicStream: readonly WireEvent[] = wireEvents([
  {
    type: "message_start",
    message: {
      id: "msg_03",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-5",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: 43,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 500,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 0 },
        output_tokens: 1,
        service_tier: "standard",
      },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "ping" },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "pong" } },
  { type: "content_block_stop", index: 0 },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: {
      input_tokens: 61,
      cache_creation_input_tokens: 300,
      cache_read_input_tokens: null,
      output_tokens: 20,
    },
  },
  {
    type: "message_delta",
    delta: { stop_reason: null, stop_sequence: null },
    usage: { output_tokens: 25, server_tool_use: { web_search_requests: 1 } },
  },
  { type: "message_stop" },
]);

interface Message {
  readonly content: readonly unknown[];
  readonly stop_reason: string;
  readonly usage: Readonly<Record<string, unknown>>;
}

/** The events with which the API would have streamed an answer: the split of cache writes first, final totals in `message_delta`. */
export function asAnthropicStream(response: unknown): readonly WireEvent[] {
  const { content, stop_reason, usage, ...message } = response as Message;
  const { cache_creation, iterations, server_tool_use, output_tokens_details, ...rest } = usage;
  const { service_tier, speed, inference_geo, ...totals } = rest;
  const first = { ...rest, cache_creation, output_tokens: 1 };
  const last = { ...totals, iterations, server_tool_use, output_tokens_details };
  return wireEvents([
    {
      type: "message_start",
      message: { ...message, content: [], stop_reason: null, usage: first },
    },
    ...content.flatMap((content_block, index) => [
      { type: "content_block_start", index, content_block },
      { type: "content_block_delta", index, delta: { type: "text_delta", text: "x" } },
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: last },
    { type: "message_stop" },
  ]);
}
