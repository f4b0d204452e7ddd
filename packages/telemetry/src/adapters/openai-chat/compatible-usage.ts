import type { CanonicalUsage, JsonValue } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { type OpenaiCounts, openaiUsageOf, readOpenaiCounts } from "../wire/openai-counts.ts";
import { countAt, readCount, sumCounts } from "../wire/read-count.ts";

/**
 * Usage of a response, or a chunk of one, of a server that speaks Chat Completions with additions of its own:
 *
 * - where it stands: `usage`; `x_groq.usage` (Groq's streams); `choices[].usage` (Moonshot's streams); `timings` (llama.cpp, where there
 *   is no usage);
 * - what was cached: where OpenAI has it, or under the names in {@link CACHE_READS} and {@link CACHE_WRITES};
 * - cached input beside the prompt (bridges that pass Anthropic's counts on), where the three add up to the total, or more was cached than
 *   the prompt has;
 * - reasoning beside the completion (xAI; bridges to Gemini): where prompt, completion and reasoning add up to the total, it is output,
 *   too; so is what Google's own endpoint counts in the total alone.
 */
export function compatibleUsage(body: Fields, provider: string): CanonicalUsage | undefined {
  const usage = statedUsage(body);
  const stated = readOpenaiCounts(usage) ?? timedCounts(body);
  if (stated === undefined) return undefined;
  const cached = stated.cached || firstCount(CACHE_READS, { usage, body });
  const cacheWrite = stated.cacheWrite || firstCount(CACHE_WRITES, { usage, body });
  const counts = { ...stated, cached, cacheWrite };
  const isDoubtful = cached + cacheWrite > counts.input && !isCacheInTotal(counts);
  return openaiUsageOf(withReasoning(withCache(counts), provider), {
    tier: textAt(body, "service_tier"),
    serverTools: serverTools(usage),
    ...(isDoubtful ? { confidence: "low" } : {}),
  });
}

/** Where a count of the cache may stand: the object that holds it (the usage, one in it, or the body's timings), and its name there. */
type Places = readonly (readonly [holder: string, name: string])[];

/** Moonshot and Together, Mistral, DeepSeek, Anthropic's name, llama.cpp. */
const CACHE_READS: Places = [
  ["usage", "cached_tokens"],
  ["usage", "num_cached_tokens"],
  ["prompt_token_details", "cached_tokens"],
  ["usage", "prompt_cache_hit_tokens"],
  ["usage", "cache_read_input_tokens"],
  ["timings", "cache_n"],
];

/** Bridges to Anthropic, each in its way, and Qwen. */
const CACHE_WRITES: Places = [
  ["usage", "cache_creation_input_tokens"],
  ["usage", "cache_write_tokens"],
  ["prompt_tokens_details", "cache_creation_input_tokens"],
  ["prompt_tokens_details", "cache_creation_tokens"],
];

interface Stated {
  readonly usage: Fields;
  readonly body: Fields;
}

function firstCount(places: Places, { usage, body }: Stated): number {
  for (const [holder, name] of places) {
    const fields =
      holder === "usage" ? usage : fieldsAt(holder === "timings" ? body : usage, holder);
    const count = countAt(fields, name) ?? 0;
    if (count > 0) return count;
  }
  return 0;
}

function isCacheInTotal({ input, output, total = 0, cached, cacheWrite }: OpenaiCounts): boolean {
  return total === input + output + cached + cacheWrite;
}

function withCache(counts: OpenaiCounts): OpenaiCounts {
  const cache = counts.cached + counts.cacheWrite;
  if (cache === 0 || (cache <= counts.input && !isCacheInTotal(counts))) return counts;
  return { ...counts, input: counts.input + cache };
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
