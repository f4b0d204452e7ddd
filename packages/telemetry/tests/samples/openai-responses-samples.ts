import type { WireEvent } from "../../src/adapters/provider-adapter.ts";
import { wireEvents } from "../wire-events.ts";

/** Bytes that stand for an image. */
export const PICTURE: Buffer = Buffer.from("not really a picture");

const base64 = PICTURE.toString("base64");

/** A request with every kind of item and tool. */
export const responsesAgentRequest = {
  model: "gpt-5.6",
  instructions: "Be brief.",
  input: [
    {
      role: "user",
      content: [
        { type: "input_text", text: "Look.", prompt_cache_breakpoint: { mode: "explicit" } },
        { type: "input_image", image_url: `data:image/png;base64,${base64}`, detail: "low" },
        { type: "input_image", file_id: "file-1" },
        { type: "input_file", filename: "a.pdf", file_data: base64 },
        { type: "input_audio", input_audio: { data: base64, format: "mp3" } },
        { type: "hologram" },
      ],
    },
    {
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: "Looking." }],
      encrypted_content: "gAAA",
    },
    {
      type: "message",
      id: "msg_1",
      role: "assistant",
      phase: "commentary",
      content: [{ type: "output_text", text: "I look.", annotations: [] }],
    },
    { type: "function_call", call_id: "call_1", name: "look", arguments: '{"at":"a.png"}' },
    { type: "function_call_output", call_id: "call_1", output: "A cat." },
    { type: "custom_tool_call", call_id: "call_2", name: "sql", input: "SELECT 1" },
    {
      type: "custom_tool_call_output",
      call_id: "call_2",
      output: [{ type: "input_text", text: "1" }],
    },
    {
      type: "mcp_call",
      id: "mcp_1",
      name: "find",
      server_label: "docs",
      arguments: '{"q":"cat"}',
      output: "Found.",
      error: null,
    },
    { type: "image_generation_call", id: "ig_1", status: "completed", result: base64 },
    { type: "web_search_call", id: "ws_1", action: { type: "search", query: "cats" } },
    { type: "local_shell_call", call_id: "call_3", action: { type: "exec", command: ["ls"] } },
    { type: "local_shell_call_output", call_id: "call_3", output: "a.png" },
    { type: "compaction", id: "cmp_1", encrypted_content: "gBBB" },
    { type: "item_reference", id: "msg_0" },
    {
      type: "additional_tools",
      tools: [{ type: "function", name: "later", parameters: { type: "object" } }],
    },
  ],
  tools: [
    {
      type: "function",
      name: "look",
      description: "Looks",
      parameters: { type: "object" },
      strict: true,
    },
    { type: "custom", name: "sql", format: { type: "text" } },
    { type: "web_search", search_context_size: "low" },
    { type: "mcp", server_label: "docs", server_url: "https://example.com" },
    { type: "shell", environment: { type: "container_auto" } },
    { type: "shell", environment: { type: "local" } },
    { type: "local_shell" },
  ],
  tool_choice: "auto",
  max_output_tokens: 900,
  reasoning: { effort: "low" },
  text: { format: { type: "text" } },
  stream: true,
  store: false,
  previous_response_id: "resp_0",
  prompt_cache_key: "k",
};

/** The smallest request. */
export const responsesPlainRequest = { model: "gpt-5.6", input: "Hi" };

/** 1500 tokens of input, of which 1024 were read from the cache and 256 written into it; two searches, one page opened. */
export const responsesCachedResponse = {
  id: "resp_1",
  object: "response",
  status: "completed",
  error: null,
  incomplete_details: null,
  model: "gpt-5.6-sol",
  output: [
    { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAA" },
    { type: "web_search_call", id: "ws_1", action: { type: "search", query: "cats" } },
    {
      type: "web_search_call",
      id: "ws_2",
      action: { type: "open_page", url: "https://example.com" },
    },
    { type: "web_search_call", id: "ws_3", action: { type: "search", query: "dogs" } },
    {
      type: "message",
      id: "msg_1",
      role: "assistant",
      content: [{ type: "output_text", text: "A cat.", annotations: [] }],
    },
  ],
  service_tier: "priority",
  previous_response_id: null,
  usage: {
    input_tokens: 1500,
    input_tokens_details: { cached_tokens: 1024, cache_write_tokens: 256 },
    output_tokens: 300,
    output_tokens_details: { reasoning_tokens: 200 },
    total_tokens: 1800,
  },
};

/** Cut at its limit. */
export const responsesIncompleteResponse = {
  ...responsesCachedResponse,
  id: "resp_2",
  status: "incomplete",
  incomplete_details: { reason: "max_output_tokens" },
};

/** The events with which a response would have been streamed. */
export function asResponsesStream(response: unknown): readonly WireEvent[] {
  const { status = "completed", ...rest } = response as { readonly status?: string };
  const begun = { ...rest, status: "in_progress", output: [], usage: null, error: null };
  return wireEvents([
    { type: "response.created", response: begun, sequence_number: 0 },
    { type: "response.in_progress", response: begun, sequence_number: 1 },
    { type: "response.output_text.delta", delta: "A", item_id: "msg_1", sequence_number: 2 },
    { type: `response.${status}`, response, sequence_number: 3 },
  ]);
}
