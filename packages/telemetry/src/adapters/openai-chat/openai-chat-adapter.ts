import type { ProviderAdapter } from "../provider-adapter.ts";
import { chatAdapter } from "./chat-adapter.ts";
import { chatLikeness } from "./chat-likeness.ts";
import { chatServer } from "./chat-server.ts";
import { chatUsage } from "./chat-usage.ts";

/**
 * Chat Completions of OpenAI, and of Azure (provider `azure`, by the host). `prompt_tokens` and `completion_tokens` are inclusive: of what
 * was read from and written into a cache, and of reasoning and rejected predictions.
 *
 * The format and its path are also those of `openaiCompatible`, which reads what other servers add. {@link chatServer} decides between
 * them: both are sure of the format alike, and the one whose server it is not is less so.
 */
export const openaiChat: ProviderAdapter = chatAdapter({
  name: "openai-chat",
  provider: "openai",
  detect: (raw, hints) =>
    chatLikeness(raw, hints) * (chatServer(raw, hints).isOpenai ? 1 : NOT_OURS),
  providerOf: (hints) => (chatServer(undefined, hints).provider === "azure" ? "azure" : "openai"),
  usageOf: chatUsage,
});

/** How much less sure one is of a body of the other's server: enough to be second, little enough to read it alone. */
const NOT_OURS = 0.8;
