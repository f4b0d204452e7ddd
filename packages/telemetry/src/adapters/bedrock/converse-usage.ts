import type { CanonicalUsage } from "@tokenpak/core";
import { type Fields, fieldsAt, fieldsOf, itemsAt, textAt } from "../wire/fields.ts";
import { countAt, sumCounts } from "../wire/read-count.ts";
import { reportedUsage, unfinishedUsage } from "../wire/reported-usage.ts";

/**
 * Usage of an answer, or of the `metadata` event of a streamed one; `undefined` where it states neither input nor output. `inputTokens`
 * excludes what was read from and written into a cache. What was written is divided by life time in `cacheDetails`, where that is given.
 */
export function converseUsage(answer: Fields): CanonicalUsage | undefined {
  const stated = fieldsAt(answer, "usage");
  const input = countAt(stated, "inputTokens");
  const output = countAt(stated, "outputTokens");
  if (input === undefined && output === undefined) return undefined;
  const usage = reportedUsage(
    {
      uncachedInput: input ?? 0,
      cacheRead: countAt(stated, "cacheReadInputTokens") ?? 0,
      ...cacheWrites(stated),
      output: output ?? 0,
    },
    { tier: textAt(fieldsAt(answer, "serviceTier"), "type") },
  );
  return input === undefined || output === undefined ? unfinishedUsage(usage) : usage;
}

/** The total holds; what the details leave of it, or all of it without them, was written for a time that is not said. */
function cacheWrites(stated: Fields) {
  const details = itemsAt(stated, "cacheDetails").map(fieldsOf);
  const written = (ttl: string) =>
    details
      .filter((detail) => textAt(detail, "ttl") === ttl)
      .map((detail) => countAt(detail, "inputTokens") ?? 0)
      .reduce((sum, count) => sumCounts(sum, count), 0);
  const total = countAt(stated, "cacheWriteInputTokens") ?? sumCounts(written("1h"), written("5m"));
  const cacheWrite1h = Math.min(written("1h"), total);
  const cacheWrite5m = Math.min(written("5m"), total - cacheWrite1h);
  return { cacheWrite5m, cacheWrite1h, cacheWriteOther: total - cacheWrite1h - cacheWrite5m };
}
