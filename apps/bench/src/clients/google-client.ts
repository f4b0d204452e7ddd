import type { Asking, Client, ClientCounts, Exports } from "./client.ts";
import { type Medium, type Talk, TOOL_DESCRIPTION, TOOL_SCHEMA } from "./talk.ts";

/** Google's own library. */
export const googleClient: Client = {
  name: "@google/genai",
  format: "gemini",
  packages: ["@google/genai@3.1.0"],
  connect(modules) {
    const { GoogleGenAI } = modules("@google/genai");
    return async (asking) => {
      const { url: baseUrl, stream } = asking;
      const { models } = new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl } });
      const body = bodyOf(asking);
      const chunks = stream
        ? await models.generateContentStream(body)
        : [await models.generateContent(body)];
      let last: Exports;
      for await (const chunk of chunks) last = { ...last, ...statedBy(chunk) };
      const { usage, ...named } = last ?? {};
      return { ...named, counts: countsOf(usage) };
    };
  },
};

/** What a chunk, or a whole answer, states; a later one replaces it. */
function statedBy({ usageMetadata, responseId, modelVersion, candidates }: Exports): object {
  const stated = {
    usage: usageMetadata,
    id: responseId,
    model: modelVersion,
    rawFinish: candidates?.[0]?.finishReason,
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function bodyOf({ model, talk }: Asking): object {
  const { call } = talk;
  const turns = call && [
    {
      role: "model",
      parts: [
        ...thoughtsOf(talk),
        { functionCall: { id: call.id, name: call.name, args: call.input } },
      ],
    },
    {
      role: "user",
      parts: [
        { functionResponse: { id: call.id, name: call.name, response: { output: call.result } } },
      ],
    },
  ];
  const tool = {
    name: call?.name,
    description: TOOL_DESCRIPTION,
    parametersJsonSchema: TOOL_SCHEMA,
  };
  return {
    model,
    contents: [
      { role: "user", parts: [{ text: talk.text }, ...talk.media.map(partOf)] },
      ...(turns ?? []),
    ],
    config: {
      systemInstruction: talk.system,
      ...(call && { tools: [{ functionDeclarations: [tool] }] }),
    },
  };
}

function thoughtsOf({ thought }: Talk): readonly object[] {
  return thought ? [{ text: thought.text, thought: true, thoughtSignature: thought.seal }] : [];
}

function partOf({ mediaType: mimeType, source }: Medium): object {
  return "url" in source
    ? { fileData: { fileUri: source.url, mimeType } }
    : { inlineData: { data: source.base64, mimeType } };
}

/** The library passes on what the API says: the prompt with what was cached, candidates without thoughts. */
function countsOf(usage: Exports): ClientCounts {
  if (usage === undefined) return {};
  const prompt = (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0);
  const cacheRead = usage.cachedContentTokenCount ?? 0;
  const reasoning = usage.thoughtsTokenCount ?? 0;
  const audio = usage.promptTokensDetails?.find((part: Exports) => part.modality === "AUDIO");
  return {
    input: prompt,
    uncachedInput: prompt - cacheRead,
    cacheRead,
    output: (usage.candidatesTokenCount ?? 0) + reasoning,
    reasoning,
    audioInput: audio?.tokenCount,
  };
}
