import type { WireEvent } from "../../src/adapters/provider-adapter.ts";
import { wireEvents } from "../wire-events.ts";

/** Bytes that stand for an image. */
export const SNAPSHOT: Buffer = Buffer.from("not really a picture");

const data = SNAPSHOT.toString("base64");

/** A request with every kind of part and tool. */
export const geminiAgentRequest = {
  systemInstruction: { parts: [{ text: "Be brief." }] },
  contents: [
    {
      role: "user",
      parts: [
        { text: "Look." },
        { inlineData: { mimeType: "image/png", data } },
        { inlineData: { mimeType: "audio/wav", data } },
        { fileData: { mimeType: "video/mp4", fileUri: "https://example.com/a.mp4" } },
        { fileData: { mimeType: "application/pdf", fileUri: "gs://bucket/a.pdf" } },
        { hologram: 1 },
      ],
    },
    {
      role: "model",
      parts: [
        { text: "Looking.", thought: true, thoughtSignature: "c2ln" },
        { functionCall: { name: "look", args: { at: "a.png" } }, thoughtSignature: "c2lnMg==" },
        { functionCall: { id: "call_2", name: "find", args: {} } },
        { executableCode: { language: "PYTHON", code: "print(1)" } },
        { codeExecutionResult: { outcome: "OUTCOME_OK", output: "1\n" } },
      ],
    },
    {
      role: "user",
      parts: [
        { functionResponse: { name: "look", response: { output: "A cat." } } },
        { functionResponse: { id: "call_2", name: "find", response: { found: [1] } } },
        { functionResponse: { name: "look", response: { error: "No file." } } },
      ],
    },
  ],
  tools: [
    {
      functionDeclarations: [
        { name: "look", description: "Looks", parameters: { type: "OBJECT" } },
        { name: "find", parametersJsonSchema: { type: "object" } },
      ],
    },
    { googleSearch: {} },
    { codeExecution: {} },
  ],
  toolConfig: { functionCallingConfig: { mode: "AUTO" } },
  generationConfig: {
    maxOutputTokens: 900,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    stopSequences: ["END"],
    thinkingConfig: { thinkingBudget: 100 },
    responseMimeType: "application/json",
    candidateCount: 1,
  },
  cachedContent: "cachedContents/1",
};

/** The smallest request. */
export const geminiPlainRequest = { contents: [{ parts: [{ text: "Hi" }] }] };

/** 100 tokens of prompt, of which 64 were read from the cache; 5 of answer and 20 of thoughts. */
export const geminiCachedResponse = {
  candidates: [
    {
      content: { role: "model", parts: [{ text: "A cat.", thoughtSignature: "c2ln" }] },
      finishReason: "STOP",
      index: 0,
      safetyRatings: [],
      avgLogprobs: -0.1,
    },
  ],
  usageMetadata: {
    promptTokenCount: 100,
    cachedContentTokenCount: 64,
    candidatesTokenCount: 5,
    thoughtsTokenCount: 20,
    totalTokenCount: 125,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: 100 }],
  },
  modelVersion: "gemini-3-pro-preview",
  responseId: "r1",
};

/** Calls a function; has sound and images in its prompt and prompts of a tool. */
export const geminiToolResponse = {
  candidates: [
    {
      content: { role: "model", parts: [{ functionCall: { name: "look", args: {} } }] },
      finishReason: "STOP",
    },
  ],
  usageMetadata: {
    promptTokenCount: 1000,
    cachedContentTokenCount: 300,
    candidatesTokenCount: 50,
    toolUsePromptTokenCount: 40,
    totalTokenCount: 1090,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 400 },
      { modality: "AUDIO", tokenCount: 350 },
      { modality: "IMAGE", tokenCount: 250 },
    ],
    cacheTokensDetails: [
      { modality: "TEXT", tokenCount: 200 },
      { modality: "AUDIO", tokenCount: 100 },
    ],
    candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: 30 }],
    serviceTier: "flex",
  },
  modelVersion: "gemini-2.5-flash",
  responseId: "r2",
};

/** As of a quota that is used up. */
export const geminiError = {
  error: {
    code: 429,
    message: "You exceeded your current quota.",
    status: "RESOURCE_EXHAUSTED",
    details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.4s" }],
  },
};

/** The chunks with which an answer would have been streamed, their counts growing. */
export function asGeminiStream(response: unknown): readonly WireEvent[] {
  const { candidates, usageMetadata, ...named } = response as {
    readonly candidates?: readonly { readonly content?: unknown }[];
    readonly usageMetadata?: Readonly<Record<string, unknown>>;
  };
  const { promptTokenCount, cachedContentTokenCount } = usageMetadata ?? {};
  const begun = { promptTokenCount, cachedContentTokenCount };
  const [first = {}] = candidates ?? [];
  return wireEvents([
    { ...named, candidates: [{ content: first.content }], usageMetadata: begun },
    {
      ...named,
      candidates: [{ content: { parts: [] } }],
      usageMetadata: { trafficType: "ON_DEMAND" },
    },
    {
      ...named,
      candidates: [{ ...first, content: { parts: [] } }],
      usageMetadata,
    },
  ]);
}
