import type { WireEvent } from "../../src/adapters/provider-adapter.ts";
import { wireEvents } from "../wire-events.ts";

/** Bytes that stand for an image. */
export const BITMAP: Buffer = Buffer.from("not really a picture");

const bytes = BITMAP.toString("base64");

/** A request with every kind of block. */
export const converseAgentRequest = {
  system: [{ text: "Be brief." }, { cachePoint: { type: "default", ttl: "1h" } }],
  messages: [
    {
      role: "user",
      content: [
        { text: "Look." },
        { cachePoint: { type: "default" } },
        { image: { format: "png", source: { bytes } } },
        { document: { format: "pdf", name: "a", source: { s3Location: { uri: "s3://b/a.pdf" } } } },
        { hologram: {} },
      ],
    },
    {
      role: "assistant",
      content: [
        { reasoningContent: { reasoningText: { text: "Looking.", signature: "c2ln" } } },
        { reasoningContent: { redactedContent: "aGlkZGVu" } },
        { toolUse: { toolUseId: "t1", name: "look", input: { at: "a.png" } } },
      ],
    },
    {
      role: "user",
      content: [
        {
          toolResult: {
            toolUseId: "t1",
            content: [{ text: "A cat." }, { json: { n: 1 } }],
            status: "error",
          },
        },
      ],
    },
  ],
  toolConfig: {
    tools: [
      {
        toolSpec: { name: "look", description: "Looks", inputSchema: { json: { type: "object" } } },
      },
      { cachePoint: { type: "default" } },
      { systemTool: { name: "nova_grounding" } },
    ],
    toolChoice: { auto: {} },
  },
  inferenceConfig: { maxTokens: 900, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
  additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
};

/** The smallest request. */
export const conversePlainRequest = { messages: [{ role: "user", content: [{ text: "Hi" }] }] };

/** 12 tokens beside the 100 that were written (60 for 5 minutes, 30 for an hour) and the 2000 that were read. */
export const converseCachedResponse = {
  output: { message: { role: "assistant", content: [{ text: "A cat." }] } },
  stopReason: "end_turn",
  usage: {
    inputTokens: 12,
    outputTokens: 7,
    totalTokens: 2119,
    cacheReadInputTokens: 2000,
    cacheWriteInputTokens: 100,
    cacheDetails: [
      { ttl: "1h", inputTokens: 30 },
      { ttl: "5m", inputTokens: 60 },
    ],
  },
  metrics: { latencyMs: 300 },
  serviceTier: { type: "flex" },
};

/** The events with which an answer would have been streamed. */
export function asConverseStream(response: unknown): readonly WireEvent[] {
  const { stopReason, usage, metrics, serviceTier } = response as typeof converseCachedResponse;
  return wireEvents([
    { messageStart: { role: "assistant" } },
    { contentBlockDelta: { delta: { text: "A cat." }, contentBlockIndex: 0 } },
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason } },
    { metadata: { usage, metrics, serviceTier } },
  ]);
}
