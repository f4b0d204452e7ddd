import type { Asking, Client, ClientCounts, Exports, Modules } from "./client.ts";
import { type Medium, type Talk, TOOL_DESCRIPTION, TOOL_SCHEMA } from "./talk.ts";

const PACKAGES = ["openai@7.57.0"];

/** OpenAI's own library with Chat Completions. */
export const openaiChatClient: Client = {
  name: "openai chat",
  format: "openai-chat",
  packages: PACKAGES,
  connect: (modules) => async (asking) => {
    const { completions } = openai(modules, asking).chat;
    const body = chatBody(asking);
    const answer = asking.stream
      ? await completions
          .stream({ ...body, stream_options: { include_usage: true } })
          .finalChatCompletion()
      : await completions.create(body);
    const { usage, id, model, choices } = answer;
    const counts = countsOf(usage && [usage.prompt_tokens, usage.completion_tokens], {
      read: usage?.prompt_tokens_details,
      said: usage?.completion_tokens_details,
    });
    return { counts, id, model, rawFinish: choices[0]?.finish_reason };
  },
};

/** OpenAI's own library with the Responses API. */
export const openaiResponsesClient: Client = {
  name: "openai responses",
  format: "openai-responses",
  packages: PACKAGES,
  connect: (modules) => async (asking) => {
    const { responses } = openai(modules, asking);
    const body = responsesBody(asking);
    const answer = asking.stream
      ? await responses.stream(body).finalResponse()
      : await responses.create(body);
    const { usage, id, model, status, incomplete_details } = answer;
    const counts = countsOf(usage && [usage.input_tokens, usage.output_tokens], {
      read: usage?.input_tokens_details,
      said: usage?.output_tokens_details,
    });
    return { counts, id, model, rawFinish: incomplete_details?.reason ?? status };
  },
};

function openai(modules: Modules, { url }: Asking): Exports {
  const { OpenAI } = modules("openai");
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0, logLevel: "off" });
}

/** The library passes on what the API says: the input with what was cached. */
function countsOf(
  usage: readonly [input: number, output: number] | null | undefined,
  { read, said }: { readonly read: Exports; readonly said: Exports },
): ClientCounts {
  if (usage === null || usage === undefined) return {};
  const [input, output] = usage;
  const cacheRead = read?.cached_tokens ?? 0;
  const cacheWrite = read?.cache_write_tokens ?? 0;
  return {
    input,
    uncachedInput: input - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output,
    reasoning: said?.reasoning_tokens,
    audioInput: read?.audio_tokens,
    audioOutput: said?.audio_tokens,
  };
}

function markerOf({ cached }: Talk): object {
  return cached ? { prompt_cache_breakpoint: { mode: "explicit" } } : {};
}

function chatBody({ model, talk }: Asking): object {
  const { call } = talk;
  const input = call && JSON.stringify(call.input);
  const turns = call && [
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: call.id, type: "function", function: { name: call.name, arguments: input } },
      ],
    },
    { role: "tool", tool_call_id: call.id, content: call.result },
  ];
  const tool = { name: call?.name, description: TOOL_DESCRIPTION, parameters: TOOL_SCHEMA };
  const text = (said: string) => ({ type: "text", text: said, ...markerOf(talk) });
  return {
    model,
    messages: [
      { role: "developer", content: [text(talk.system)] },
      { role: "user", content: [text(talk.text), ...talk.media.map(chatPart)] },
      ...(turns ?? []),
    ],
    ...(call && { tools: [{ type: "function", function: tool }] }),
  };
}

function chatPart({ type, mediaType, source }: Medium): object {
  const data = "url" in source ? source.url : source.base64;
  const url = "url" in source ? source.url : `data:${mediaType};base64,${data}`;
  if (type === "image") return { type: "image_url", image_url: { url } };
  if (type === "audio") return { type: "input_audio", input_audio: { data, format: "wav" } };
  return { type: "file", file: { filename: "a.pdf", file_data: url } };
}

function responsesBody({ model, talk }: Asking): object {
  const { call, thought } = talk;
  const reasoning = thought && {
    type: "reasoning",
    id: "rs_1",
    summary: [{ type: "summary_text", text: thought.text }],
    encrypted_content: thought.seal,
  };
  const text = { type: "input_text", text: talk.text, ...markerOf(talk) };
  const turns = call && [
    ...(reasoning ? [reasoning] : []),
    {
      type: "function_call",
      call_id: call.id,
      name: call.name,
      arguments: JSON.stringify(call.input),
    },
    { type: "function_call_output", call_id: call.id, output: call.result },
  ];
  const tool = { name: call?.name, description: TOOL_DESCRIPTION, parameters: TOOL_SCHEMA };
  const system = { type: "input_text", text: talk.system, ...markerOf(talk) };
  return {
    model,
    ...(talk.cached ? {} : { instructions: talk.system }),
    input: [
      ...(talk.cached ? [{ role: "developer", content: [system] }] : []),
      { role: "user", content: [text, ...talk.media.map(responsesPart)] },
      ...(turns ?? []),
    ],
    ...(call && { tools: [{ type: "function", strict: false, ...tool }] }),
  };
}

function responsesPart({ type, mediaType, source }: Medium): object {
  const url = "url" in source ? source.url : `data:${mediaType};base64,${source.base64}`;
  if (type === "image") return { type: "input_image", image_url: url, detail: "auto" };
  return { type: "input_file", filename: "a.pdf", file_data: url };
}
