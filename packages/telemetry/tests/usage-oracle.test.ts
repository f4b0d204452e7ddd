import { extractUsage, findProvider } from "@pydantic/genai-prices";
import { inputTokens } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { gemini } from "../src/adapters/gemini/gemini-adapter.ts";
import { openaiChat } from "../src/adapters/openai-chat/openai-chat-adapter.ts";
import { openaiResponses } from "../src/adapters/openai-responses/openai-responses-adapter.ts";
import type { ProviderAdapter } from "../src/adapters/provider-adapter.ts";
import { recordedBodies } from "./recorded-traffic.ts";
import { geminiCachedResponse, geminiToolResponse } from "./samples/gemini-samples.ts";
import { chatCachedResponse, chatToolResponse } from "./samples/openai-chat-samples.ts";
import { responsesCachedResponse } from "./samples/openai-responses-samples.ts";

interface Subject {
  readonly adapter: ProviderAdapter;
  /** Folder of recorded answers, which are added where they are at hand. */
  readonly folder: string;
  readonly flavor: string;
  readonly samples: readonly unknown[];
}

const subjects: readonly Subject[] = [
  {
    adapter: openaiChat,
    folder: "openai-chat",
    flavor: "chat",
    samples: [chatCachedResponse, chatToolResponse],
  },
  {
    adapter: openaiResponses,
    folder: "openai-responses",
    flavor: "responses",
    samples: [responsesCachedResponse],
  },
  {
    adapter: gemini,
    folder: "google",
    flavor: "default",
    samples: [geminiCachedResponse, geminiToolResponse],
  },
];

describe("extractUsage", () => {
  it.each(subjects)("agrees with the price table's own reader of usage: $folder", (subject) => {
    const provider = findProvider({ providerId: subject.adapter.provider });
    if (provider === undefined) throw new Error(`No provider ${subject.adapter.provider}`);
    const recorded = recordedBodies(subject.folder).map(({ content }) => content as object);
    const answers = recorded.filter((body) => "usage" in body || "usageMetadata" in body);
    for (const raw of [...subject.samples, ...answers]) {
      const usage = subject.adapter.extractUsage(raw);
      const { input_tokens, output_tokens, cache_read_tokens } = extractUsage(
        provider,
        raw,
        subject.flavor,
      ).usage;
      expect([inputTokens(usage), usage.output, usage.cacheRead]).toEqual([
        input_tokens ?? 0,
        output_tokens ?? 0,
        cache_read_tokens ?? 0,
      ]);
    }
  });
});
