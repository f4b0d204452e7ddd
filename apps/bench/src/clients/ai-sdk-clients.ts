import type { Asking, Client, ClientCounts, ClientReport, Exports, Format } from "./client.ts";
import { type Medium, type Talk, TOOL_DESCRIPTION, TOOL_SCHEMA } from "./talk.ts";

/** Vercel's AI SDK with the providers that are spoken to here. It normalises usage by rules of its own, which makes it a judge. */
export const aiSdkClients: readonly Client[] = [
  aiSdkClient("anthropic-messages", {
    provider: "@ai-sdk/anthropic",
    version: "3.0.139",
    modelOf: ({ createAnthropic }, { url, model }) =>
      createAnthropic({ baseURL: `${url}/v1`, apiKey: "none" })(model),
    marker: { anthropic: { cacheControl: { type: "ephemeral", ttl: "1h" } } },
  }),
  aiSdkClient("openai-chat", {
    provider: "@ai-sdk/openai",
    version: "3.0.141",
    modelOf: ({ createOpenAI }, { url, model }) =>
      createOpenAI({ baseURL: `${url}/v1`, apiKey: "none" }).chat(model),
    marker: { openai: { promptCacheBreakpoint: { mode: "explicit" } } },
  }),
  aiSdkClient("openai-responses", {
    provider: "@ai-sdk/openai",
    version: "3.0.141",
    modelOf: ({ createOpenAI }, { url, model }) =>
      createOpenAI({ baseURL: `${url}/v1`, apiKey: "none" }).responses(model),
    marker: { openai: { promptCacheBreakpoint: { mode: "explicit" } } },
  }),
  aiSdkClient("gemini", {
    provider: "@ai-sdk/google",
    version: "3.0.141",
    modelOf: ({ createGoogleGenerativeAI }, { url, model }) =>
      createGoogleGenerativeAI({ baseURL: `${url}/v1beta`, apiKey: "none" })(model),
    marker: {},
  }),
];

interface Provider {
  readonly provider: string;
  readonly version: string;
  readonly modelOf: (exports: Exports, asking: Asking) => unknown;
  /** Options that mark a part as the end of what is to be cached. */
  readonly marker: object;
}

function aiSdkClient(format: Format, { provider, version, modelOf, marker }: Provider): Client {
  return {
    name: `ai, ${provider}${provider === "@ai-sdk/openai" ? format.slice(6) : ""}`,
    format,
    packages: ["ai@6.0.326", `${provider}@${version}`],
    connect(modules) {
      const ai = modules("ai");
      const made = modules(provider);
      Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
      return async (asking) => {
        const call = {
          ...callOf(asking.talk, { marker, ai }),
          model: modelOf(made, asking),
          maxRetries: 0,
        };
        if (!asking.stream) return reportOf(await ai.generateText(call), format);
        let failure: unknown;
        const onError = ({ error }: { readonly error: unknown }) => {
          failure = error;
        };
        const result = ai.streamText({ ...call, onError });
        await result.consumeStream({ onError });
        if (failure !== undefined) throw failure;
        return reportOf(result, format);
      };
    },
  };
}

/** Of a stream the fields are promises. The library makes up an id where it takes none from the answer, as with Gemini. */
async function reportOf(result: Exports, format: Format): Promise<ClientReport> {
  const { id, modelId } = await result.response;
  const named = format === "gemini" ? {} : { id, model: modelId };
  return {
    counts: countsOf(await result.usage),
    ...named,
    rawFinish: await result.rawFinishReason,
    finish: await result.finishReason,
  };
}

function callOf(
  talk: Talk,
  { marker, ai }: { readonly marker: object; readonly ai: Exports },
): object {
  const { call, cached } = talk;
  const options = cached ? { providerOptions: marker } : {};
  const named = { toolCallId: call?.id, toolName: call?.name };
  const turns = call && [
    {
      role: "assistant",
      content: [...thoughtsOf(talk), { type: "tool-call", ...named, input: call.input }],
    },
    {
      role: "tool",
      content: [{ type: "tool-result", ...named, output: { type: "text", value: call.result } }],
    },
  ];
  return {
    system: { role: "system", content: talk.system, ...options },
    // What OpenAI stores is sent by its id alone, else whole.
    ...(talk.thought && { providerOptions: { openai: { store: false } } }),
    messages: [
      {
        role: "user",
        content: [{ type: "text", text: talk.text, ...options }, ...talk.media.map(partOf)],
      },
      ...(turns ?? []),
    ],
    ...(call && {
      tools: {
        [call.name]: ai.tool({
          description: TOOL_DESCRIPTION,
          inputSchema: ai.jsonSchema(TOOL_SCHEMA),
        }),
      },
    }),
  };
}

/** Each provider takes what is its own. */
function thoughtsOf({ thought }: Talk): readonly object[] {
  if (thought === undefined) return [];
  const providerOptions = {
    anthropic: { signature: thought.seal },
    openai: { itemId: "rs_1", reasoningEncryptedContent: thought.seal },
    google: { thoughtSignature: thought.seal },
  };
  return [{ type: "reasoning", text: thought.text, providerOptions }];
}

function partOf({ mediaType, source }: Medium): object {
  const data = "url" in source ? new URL(source.url) : source.base64;
  return { type: "file", data, mediaType, filename: "a.pdf" };
}

function countsOf(usage: Exports): ClientCounts {
  const { inputTokens, inputTokenDetails, outputTokens, outputTokenDetails } = usage;
  return {
    input: inputTokens,
    uncachedInput: inputTokenDetails?.noCacheTokens,
    cacheRead: inputTokenDetails?.cacheReadTokens,
    cacheWrite: inputTokenDetails?.cacheWriteTokens,
    output: outputTokens,
    reasoning: outputTokenDetails?.reasoningTokens,
  };
}
