import type { CanonicalUsage, JsonValue } from "@tokenpak/core";
import { extraOf, type Fields, fieldsOf } from "./fields.ts";
import { countAt, sumCounts } from "./read-count.ts";
import { reportedUsage, unfinishedUsage } from "./reported-usage.ts";
import { splitInput } from "./split-input.ts";

/**
 * The counts of a `usage` object of OpenAI as it states them: the input with what was read from and written into a cache, the output
 * with reasoning.
 */
export interface OpenaiCounts {
  readonly input: number;
  readonly output: number;
  readonly total: number | undefined;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
  readonly audioInput: number;
  readonly audioOutput: number;
  readonly imageInput: number;
  readonly imageOutput: number;
  /** One of input and output is missing or absurd, and does not follow from the total. */
  readonly incomplete: boolean;
}

/**
 * Reads a `usage` object of Chat Completions (`prompt_tokens`, `completion_tokens`) or of the Responses API (`input_tokens`,
 * `output_tokens`); `undefined` where it states neither of the two. Predicted tokens that were rejected are billed, and are part of the
 * output already.
 */
export function readOpenaiCounts(usage: unknown): OpenaiCounts | undefined {
  const fields = fieldsOf(usage);
  const input = countAt(fields, "prompt_tokens") ?? countAt(fields, "input_tokens");
  const output = countAt(fields, "completion_tokens") ?? countAt(fields, "output_tokens");
  if (input === undefined && output === undefined) return undefined;
  const total = countAt(fields, "total_tokens");
  const rest = difference(total, input ?? output);
  return {
    input: input ?? rest ?? 0,
    output: output ?? rest ?? 0,
    total,
    ...statedParts(fields),
    incomplete: rest === undefined && (input === undefined || output === undefined),
  };
}

/**
 * The counts in canonical form. Audio and images of the input are counted among what was not cached, as far as there is such input: how
 * much of them was cached is not said. Of low confidence where more was cached than there was.
 */
export function openaiUsageOf(
  counts: OpenaiCounts,
  more: Partial<CanonicalUsage> = {},
): CanonicalUsage {
  const { input, cached, cacheWrite, output, reasoning } = counts;
  const { audioInput, audioOutput, imageInput, imageOutput } = counts;
  const usage = reportedUsage(
    {
      ...splitInput({ total: input, cacheRead: cached, cacheWrite }),
      ...{ output, reasoning, audioInput, audioOutput, imageInput, imageOutput },
    },
    more,
  );
  if (counts.incomplete) return unfinishedUsage(usage);
  return sumCounts(cached, cacheWrite) > input ? { ...usage, confidence: "low" } : usage;
}

/** What a `usage` object states beside the counts: costs, times, and other additions of a server. */
export function usageAdditions(usage: unknown): Record<string, JsonValue> {
  return extraOf(fieldsOf(usage), COUNT_FIELDS);
}

const COUNT_FIELDS: ReadonlySet<string> = new Set([
  "prompt_tokens",
  "prompt_tokens_details",
  "completion_tokens",
  "completion_tokens_details",
  "input_tokens",
  "input_tokens_details",
  "output_tokens",
  "output_tokens_details",
  "total_tokens",
]);

function statedParts(fields: Fields) {
  const { prompt_tokens_details, input_tokens_details } = fields;
  const { completion_tokens_details, output_tokens_details } = fields;
  const input = fieldsOf(prompt_tokens_details ?? input_tokens_details);
  const output = fieldsOf(completion_tokens_details ?? output_tokens_details);
  const count = (part: Fields, name: string) => countAt(part, name) ?? 0;
  return {
    cached: count(input, "cached_tokens"),
    cacheWrite: count(input, "cache_write_tokens"),
    reasoning: count(output, "reasoning_tokens"),
    audioInput: count(input, "audio_tokens"),
    audioOutput: count(output, "audio_tokens"),
    imageInput: count(input, "image_tokens"),
    imageOutput: count(output, "image_tokens"),
  };
}

function difference(total: number | undefined, part: number | undefined): number | undefined {
  return total !== undefined && part !== undefined && total >= part ? total - part : undefined;
}
