import type { CanonicalUsage } from "@tokenpak/core";
import { fieldsOf } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";
import { splitInput } from "../../adapters/wire/split-input.ts";
import { loggedUsage } from "../log-usage.ts";

/**
 * Counts as Codex logs them: all input, of which read from the cache, of which written into it, all output, of which reasoning. Plain
 * JSON, in this order.
 */
export type CodexCounts = readonly [
  input: number,
  cached: number,
  written: number,
  output: number,
  reasoning: number,
];

/** A `TokenUsage` of Codex; `undefined` where `value` is none. A count that cannot be is taken for 0. */
export function readCounts(value: unknown): CodexCounts | undefined {
  const {
    input_tokens: input,
    cached_input_tokens: cached,
    cache_write_input_tokens: written,
    output_tokens: output,
    reasoning_output_tokens: reasoning,
  } = fieldsOf(value);
  if (readCount(input) === undefined && readCount(output) === undefined) return undefined;
  return [orZero(input), orZero(cached), orZero(written), orZero(output), orZero(reasoning)];
}

/** Whether two cumulative totals say the same: then nothing was used between them. */
export function isSameTotal(left: CodexCounts, right: CodexCounts): boolean {
  return left.every((count, index) => count === right[index]);
}

/** What was used between two cumulative totals. A total that fell was counted anew, from nothing. */
export function usedSince(before: CodexCounts, total: CodexCounts): CodexCounts {
  const fell = total.some((count, index) => count < (before[index] ?? 0));
  if (fell) return total;
  const [input, cached, written, output, reasoning] = total;
  return [
    input - before[0],
    cached - before[1],
    written - before[2],
    output - before[3],
    reasoning - before[4],
  ];
}

/** In disjoint counts; `undefined` where nothing was used. */
export function usageOfCounts(counts: CodexCounts): CanonicalUsage | undefined {
  const [input, cached, written, output, reasoning] = counts;
  return loggedUsage({
    ...splitInput({ total: input, cacheRead: cached, cacheWrite: written }),
    output,
    reasoning: Math.min(reasoning, output),
  });
}

function orZero(value: unknown): number {
  return readCount(value) ?? 0;
}
