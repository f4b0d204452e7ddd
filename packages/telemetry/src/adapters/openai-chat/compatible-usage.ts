import type { CanonicalUsage, JsonValue } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { type OpenaiCounts, openaiUsageOf, readOpenaiCounts } from "../wire/openai-counts.ts";
import { countAt, readCount, sumCounts } from "../wire/read-count.ts";

/**
 * Usage of a response, or a chunk of one, of a server that speaks Chat Completions with additions of its own:
 *
 * - where it stands: `usage`; `x_groq.usage` (Groq's streams); `choices[].usage` (Moonshot's streams); `timings` (llama.cpp, where there
 *   is no usage);
 * - what was cached: `cached_tokens` beside the totals (Moonshot), `prompt_cache_hit_tokens` (DeepSeek, whose prompt is hit + miss),
 *   `timings.cache_n`;
 * - reasoning beside the completion (xAI; bridges to Gemini): where prompt, completion and reasoning add up to the total, it is output,
 *   too; so is what Google's own endpoint counts in the total alone.
 */
export function compatibleUsage(body: Fields, provider: string): CanonicalUsage | undefined {
  const usage = statedUsage(body);
  const counts = readOpenaiCounts(usage) ?? timedCounts(body);
  if (counts === undefined) return undefined;
  const cached = counts.cached || cachedBeside(usage, body);
  return openaiUsageOf(withReasoning({ ...counts, cached }, provider), {
    tier: textAt(body, "service_tier"),
    serverTools: serverTools(usage),
  });
}

function statedUsage(body: Fields): Fields {
  const inChoices = itemsAt(body, "choices").map((choice) => fieldAt(fieldsOf(choice), "usage"));
  const places = [fieldAt(body, "usage"), fieldAt(fieldsAt(body, "x_groq"), "usage"), ...inChoices];
  return fieldsOf(places.find((place) => readOpenaiCounts(place) !== undefined));
}

/** llama.cpp: `prompt_n` leaves out what it took from its cache. */
function timedCounts(body: Fields): OpenaiCounts | undefined {
  const timings = fieldsAt(body, "timings");
  const fresh = countAt(timings, "prompt_n");
  const output_tokens = countAt(timings, "predicted_n");
  if (fresh === undefined || output_tokens === undefined) return undefined;
  const input_tokens = sumCounts(fresh, countAt(timings, "cache_n") ?? 0);
  return readOpenaiCounts({ input_tokens, output_tokens });
}

function cachedBeside(usage: Fields, body: Fields): number {
  return (
    countAt(usage, "cached_tokens") ??
    countAt(usage, "prompt_cache_hit_tokens") ??
    countAt(fieldsAt(body, "timings"), "cache_n") ??
    0
  );
}

function withReasoning(counts: OpenaiCounts, provider: string): OpenaiCounts {
  const { input, output, reasoning, total = 0 } = counts;
  const beside = total - input - output;
  if (beside <= 0 || (beside !== reasoning && provider !== "google")) return counts;
  return { ...counts, output: output + beside, reasoning: Math.max(reasoning, beside) };
}

/** OpenRouter's `server_tool_use`: `{ web_search_requests: 2 }`. */
function serverTools(usage: Fields): Record<string, number> {
  return Object.fromEntries(Object.entries(fieldsAt(usage, "server_tool_use")).filter(isCalled));
}

function isCalled(entry: [string, JsonValue]): entry is [string, number] {
  return (readCount(entry[1]) ?? 0) > 0;
}
