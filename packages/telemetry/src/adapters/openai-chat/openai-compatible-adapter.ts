import type { ProviderAdapter } from "../provider-adapter.ts";
import { chatAdapter } from "./chat-adapter.ts";
import { chatLikeness } from "./chat-likeness.ts";
import { chatServer } from "./chat-server.ts";
import { compatibleUsage } from "./compatible-usage.ts";

/**
 * Chat Completions of every other server: OpenRouter, DeepSeek, Moonshot, xAI, Groq, Mistral, Together, Google's bridge, vLLM, Ollama,
 * llama.cpp. Who bills is said by the host (`hints.host`), and is `unknown` where that is not well known; see
 * {@link compatibleUsage} for what their usage adds. A cost that the server states is in `extra.usage` of a response.
 *
 * It takes what goes to a host that is not OpenAI's or Azure's, and, where no host is known, what has such additions or a model that
 * OpenAI has not; the rest is `openaiChat`'s.
 */
export const openaiCompatible: ProviderAdapter = chatAdapter({
  name: "openai-compatible",
  provider: "unknown",
  detect: (raw, hints) =>
    chatLikeness(raw, hints) * (chatServer(raw, hints).isOpenai ? NOT_OURS : 1),
  providerOf: (hints) => chatServer(undefined, hints).provider ?? "unknown",
  usageOf: compatibleUsage,
});

/** As in `openaiChat`. */
const NOT_OURS = 0.8;
