import type { CanonicalUsage } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsOf, textAt } from "../wire/fields.ts";
import { countAt, sumCounts } from "../wire/read-count.ts";
import { reportedUsage, unfinishedUsage } from "../wire/reported-usage.ts";
import { splitInput } from "../wire/split-input.ts";

/** The counts of a `usage` object of Chat Completions as it states them: the prompt with what was cached, the completion with reasoning. */
export interface ChatCounts {
  readonly prompt: number;
  readonly completion: number;
  readonly total: number | undefined;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
  readonly audioInput: number;
  readonly audioOutput: number;
  readonly imageInput: number;
  readonly imageOutput: number;
  /** A count that must be there is not, or is absurd. */
  readonly incomplete: boolean;
}

/**
 * Reads a `usage` object; `undefined` where it states neither prompt nor completion. One of the two that is missing follows from
 * `total_tokens`. Predicted tokens that were rejected are billed, and are part of the completion already.
 */
export function readChatCounts(usage: unknown): ChatCounts | undefined {
  const fields = fieldsOf(usage);
  const total = countAt(fields, "total_tokens");
  const stated = statedCounts(fields);
  if (stated.prompt === undefined && stated.completion === undefined) return undefined;
  const prompt = stated.prompt ?? difference(total, stated.completion);
  const completion = stated.completion ?? difference(total, stated.prompt);
  const input = fieldsOf(
    fieldAt(fields, "prompt_tokens_details") ?? fieldAt(fields, "input_tokens_details"),
  );
  const output = fieldsOf(
    fieldAt(fields, "completion_tokens_details") ?? fieldAt(fields, "output_tokens_details"),
  );
  return {
    prompt: prompt ?? 0,
    completion: completion ?? 0,
    total,
    cached: countAt(input, "cached_tokens") ?? 0,
    cacheWrite: countAt(input, "cache_write_tokens") ?? 0,
    reasoning: countAt(output, "reasoning_tokens") ?? 0,
    audioInput: countAt(input, "audio_tokens") ?? 0,
    audioOutput: countAt(output, "audio_tokens") ?? 0,
    imageInput: countAt(input, "image_tokens") ?? 0,
    imageOutput: countAt(output, "image_tokens") ?? 0,
    incomplete: prompt === undefined || completion === undefined,
  };
}

/** Counts in canonical form. Audio and images of the prompt are counted as not cached, as far as there is such input: it is not said. */
export function chatUsageOf(counts: ChatCounts, tier?: string): CanonicalUsage {
  const { prompt, completion, cached, cacheWrite } = counts;
  const usage = reportedUsage(
    {
      ...splitInput({ total: prompt, cacheRead: cached, cacheWrite }),
      output: completion,
      reasoning: counts.reasoning,
      audioInput: counts.audioInput,
      audioOutput: counts.audioOutput,
      imageInput: counts.imageInput,
      imageOutput: counts.imageOutput,
    },
    { tier },
  );
  if (counts.incomplete) return unfinishedUsage(usage);
  return sumCounts(cached, cacheWrite) > prompt ? { ...usage, confidence: "low" } : usage;
}

/** Usage of a response, or a chunk of one, of OpenAI; `undefined` where it states none (`usage: null`). */
export function openaiChatUsage(body: Fields): CanonicalUsage | undefined {
  const counts = readChatCounts(fieldAt(body, "usage"));
  return counts && chatUsageOf(counts, textAt(body, "service_tier"));
}

/** Under the names of Chat Completions, or of the Responses API, which some servers use for both. */
function statedCounts(fields: Fields) {
  return {
    prompt: countAt(fields, "prompt_tokens") ?? countAt(fields, "input_tokens"),
    completion: countAt(fields, "completion_tokens") ?? countAt(fields, "output_tokens"),
  };
}

function difference(total: number | undefined, part: number | undefined): number | undefined {
  return total !== undefined && part !== undefined && total >= part ? total - part : undefined;
}
