import type { CanonicalUsage, JsonValue } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { countAt, readCount, sumCounts } from "../wire/read-count.ts";
import { type ChatCounts, chatUsageOf, readChatCounts } from "./chat-usage.ts";

/**
 * Usage of a response, or a chunk of one, of a server that speaks Chat Completions with additions of its own:
 *
 * - where it stands: `usage`; `x_groq.usage` (Groq's streams); `choices[].usage` (Moonshot's streams); `timings` (llama.cpp, where there
 *   is no usage);
 * - what was cached: `cached_tokens` beside the totals (Moonshot), `prompt_cache_hit_tokens` (DeepSeek, whose prompt is hit + miss),
 *   `timings.cache_n`;
 * - reasoning beside the completion (xAI; Gemini behind bridges): where the three of them add up to the total, it is output, too; so is
 *   what Google's own endpoint counts in the total alone.
 */
export function compatibleUsage(body: Fields, provider: string): CanonicalUsage | undefined {
  const usage = statedUsage(body);
  const counts = readChatCounts(usage) ?? timedCounts(body);
  if (counts === undefined) return undefined;
  const whole = withReasoning({ ...counts, cached: cachedOf(counts, { usage, body }) }, provider);
  const result = chatUsageOf(whole, textAt(body, "service_tier"));
  return { ...result, serverTools: serverTools(usage) };
}

function statedUsage(body: Fields): Fields {
  const groq = fieldsAt(body, "x_groq");
  const inChoice = itemsAt(body, "choices").map((choice) => fieldAt(fieldsOf(choice), "usage"));
  const places = [fieldAt(body, "usage"), fieldAt(groq, "usage"), ...inChoice];
  return fieldsOf(places.find((place) => readChatCounts(place) !== undefined));
}

/** llama.cpp: `prompt_n` leaves out what it took from its cache. */
function timedCounts(body: Fields): ChatCounts | undefined {
  const { prompt_n, cache_n, predicted_n } = fieldsAt(body, "timings");
  const [fresh, cached, completion] = [prompt_n, cache_n, predicted_n].map(readCount);
  if (fresh === undefined || completion === undefined) return undefined;
  const prompt = sumCounts(fresh, cached ?? 0);
  return readChatCounts({ prompt_tokens: prompt, completion_tokens: completion });
}

function cachedOf(counts: ChatCounts, from: { usage: Fields; body: Fields }): number {
  if (counts.cached > 0) return counts.cached;
  const { cached_tokens, prompt_cache_hit_tokens } = from.usage;
  const timings = fieldsAt(from.body, "timings");
  return (
    readCount(cached_tokens) ??
    readCount(prompt_cache_hit_tokens) ??
    countAt(timings, "cache_n") ??
    0
  );
}

function withReasoning(counts: ChatCounts, provider: string): ChatCounts {
  const { prompt, completion, reasoning, total } = counts;
  const beside = (total ?? 0) - prompt - completion;
  const isReasoning = beside > 0 && (beside === reasoning || provider === "google");
  return isReasoning
    ? { ...counts, completion: completion + beside, reasoning: Math.max(reasoning, beside) }
    : counts;
}

/** OpenRouter's `server_tool_use`: `{ web_search_requests: 2 }`. */
function serverTools(usage: Fields): Record<string, number> {
  const stated = Object.entries(fieldsAt(usage, "server_tool_use"));
  return Object.fromEntries(stated.filter(isCalled));
}

function isCalled(entry: [string, JsonValue]): entry is [string, number] {
  return (readCount(entry[1]) ?? 0) > 0;
}
