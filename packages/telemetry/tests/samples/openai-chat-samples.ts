import type { WireEvent } from "../../src/adapters/provider-adapter.ts";
import { wireEvents } from "../wire-events.ts";

/** Bytes that stand for an image. */
export const PIXELS: Buffer = Buffer.from("not really a picture");

/** A request with every kind of message, part and tool. */
export const chatAgentRequest = {
  model: "gpt-5.6",
  messages: [
    {
      role: "developer",
      content: [{ type: "text", text: "Be brief.", prompt_cache_breakpoint: { mode: "explicit" } }],
    },
    {
      role: "user",
      name: "ann",
      content: [
        { type: "text", text: "What is this?" },
        {
          type: "image_url",
          image_url: {
            url: `data:image/png;base64,${PIXELS.toString("base64")}`,
            detail: "low",
          },
        },
        { type: "image_url", image_url: { url: "https://example.com/a.png" } },
        { type: "input_audio", input_audio: { data: PIXELS.toString("base64"), format: "wav" } },
        { type: "file", file: { file_id: "file-1" } },
        {
          type: "file",
          file: {
            filename: "a.pdf",
            file_data: `data:application/pdf;base64,${PIXELS.toString("base64")}`,
          },
        },
        { type: "hologram", depth: 3 },
      ],
    },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "call_1", type: "function", function: { name: "look", arguments: '{"at":"a.png"}' } },
        { id: "call_2", type: "function", function: { name: "look", arguments: '{"at":' } },
        { id: "call_3", type: "custom", custom: { name: "sql", input: "SELECT 1" } },
      ],
    },
    { role: "tool", tool_call_id: "call_1", content: "A cat." },
    { role: "tool", tool_call_id: "call_2", content: [{ type: "text", text: "Nothing." }] },
    { role: "assistant", content: "Let me see.", function_call: { name: "f", arguments: "{}" } },
    { role: "function", name: "f", content: "42" },
    { role: "assistant", content: [{ type: "refusal", refusal: "I cannot." }] },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "look",
        description: "Looks",
        parameters: { type: "object" },
        strict: true,
      },
    },
    { type: "custom", custom: { name: "sql", description: "Runs SQL", format: { type: "text" } } },
  ],
  functions: [{ name: "f", parameters: {} }],
  tool_choice: "auto",
  max_completion_tokens: 900,
  temperature: 0.5,
  top_p: 0.9,
  stop: "END",
  reasoning_effort: "low",
  response_format: { type: "json_object" },
  stream: true,
  stream_options: { include_usage: true },
  prompt_cache_key: "k",
  prompt_cache_options: { mode: "explicit", ttl: "30m" },
};

/** The smallest request. */
export const chatPlainRequest = {
  model: "gpt-4.1-nano",
  messages: [{ role: "user", content: "Hi" }],
};

/** 1500 tokens of input, of which 1024 were read from the cache and 256 written into it. */
export const chatCachedResponse = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt-5.6-2026-06-01",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: "A cat.",
        refusal: null,
        annotations: [{ type: "url_citation", url_citation: { url: "https://example.com" } }],
      },
      logprobs: null,
      finish_reason: "stop",
    },
    { index: 1, message: { role: "assistant", content: "Cat." }, finish_reason: "length" },
  ],
  usage: {
    prompt_tokens: 1500,
    completion_tokens: 300,
    total_tokens: 1800,
    prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 256, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 200,
      audio_tokens: 0,
      accepted_prediction_tokens: 10,
      rejected_prediction_tokens: 30,
    },
  },
  service_tier: "flex",
  system_fingerprint: "fp_1",
};

/** Calls of tools, without any details of usage. */
export const chatToolResponse = {
  id: "chatcmpl-2",
  object: "chat.completion",
  model: "gpt-4o-audio",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "look", arguments: "{}" } },
        ],
      },
      finish_reason: "tool_calls",
    },
  ],
  usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
};

/** The error body of both of OpenAI's formats. */
export const openaiError = {
  error: {
    message: "Unsupported parameter.",
    type: "invalid_request_error",
    param: "max_tokens",
    code: "unsupported_parameter",
  },
};

interface ChatResponseSample {
  readonly choices: readonly {
    readonly message: object;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: unknown;
}

/** The chunks with which a response would have been streamed, with `include_usage`. */
export function asChatStream(response: unknown): readonly WireEvent[] {
  const { choices, usage, ...named } = response as ChatResponseSample;
  const [choice] = choices;
  const chunk = { ...named, object: "chat.completion.chunk" };
  const events = wireEvents([
    {
      ...chunk,
      choices: [{ index: 0, delta: { role: "assistant" }, finish_reason: null }],
      usage: null,
    },
    { ...chunk, choices: [{ index: 0, delta: choice?.message, finish_reason: null }], usage: null },
    {
      ...chunk,
      choices: [{ index: 0, delta: {}, finish_reason: choice?.finish_reason }],
      usage: null,
    },
    { ...chunk, choices: [], usage },
  ]);
  return [...events, { data: "[DONE]" }];
}
