import type { Asking, Client, ClientCounts, Exports } from "./client.ts";
import { type Medium, type Talk, TOOL_DESCRIPTION, TOOL_SCHEMA } from "./talk.ts";

/** Anthropic's own library. */
export const anthropicClient: Client = {
  name: "@anthropic-ai/sdk",
  format: "anthropic-messages",
  packages: ["@anthropic-ai/sdk@1.12.0"],
  connect(modules) {
    const { Anthropic } = modules("@anthropic-ai/sdk");
    return async (asking) => {
      const { url: baseURL, stream } = asking;
      const client = new Anthropic({ baseURL, apiKey: "none", maxRetries: 0, logLevel: "off" });
      const { messages } = client;
      const body = bodyOf(asking);
      const { usage, id, model, stop_reason } = stream
        ? await messages.stream(body).finalMessage()
        : await messages.create(body);
      return { counts: countsOf(usage), id, model, rawFinish: stop_reason ?? undefined };
    };
  },
};

function bodyOf({ model, talk }: Asking): object {
  const marker = talk.cached ? { cache_control: { type: "ephemeral", ttl: "1h" } } : {};
  const { call } = talk;
  const user = {
    role: "user",
    content: [{ type: "text", text: talk.text, ...marker }, ...talk.media.map(blockOf)],
  };
  const turns = call && [
    {
      role: "assistant",
      content: [
        ...thoughtsOf(talk),
        { type: "tool_use", id: call.id, name: call.name, input: call.input },
      ],
    },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: call.id, content: call.result }],
    },
  ];
  return {
    model,
    max_tokens: 1_024,
    system: [{ type: "text", text: talk.system, ...marker }],
    messages: [user, ...(turns ?? [])],
    ...(call && {
      tools: [{ name: call.name, description: TOOL_DESCRIPTION, input_schema: TOOL_SCHEMA }],
    }),
  };
}

function thoughtsOf({ thought }: Talk): readonly object[] {
  return thought ? [{ type: "thinking", thinking: thought.text, signature: thought.seal }] : [];
}

function blockOf({ type, mediaType, source }: Medium): object {
  return {
    type,
    source:
      "url" in source
        ? { type: "url", url: source.url }
        : { type: "base64", media_type: mediaType, data: source.base64 },
  };
}

/** The library passes on what the API says: the input without what was cached. */
function countsOf(usage: Exports): ClientCounts {
  const read = usage.cache_read_input_tokens ?? 0;
  const write = usage.cache_creation_input_tokens ?? 0;
  return {
    input: usage.input_tokens + read + write,
    uncachedInput: usage.input_tokens,
    cacheRead: read,
    cacheWrite: write,
    cacheWrite5m: usage.cache_creation?.ephemeral_5m_input_tokens,
    cacheWrite1h: usage.cache_creation?.ephemeral_1h_input_tokens,
    output: usage.output_tokens,
    reasoning: usage.output_tokens_details?.thinking_tokens,
  };
}
