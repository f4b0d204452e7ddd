import type { CanonicalUsage } from "@tokenpak/core";
import { type Fields, fieldAt, textAt } from "../wire/fields.ts";
import { openaiUsageOf, readOpenaiCounts } from "../wire/openai-counts.ts";

/** Usage of a response, or a chunk of one, of OpenAI; `undefined` where it states none (`usage: null`). */
export function chatUsage(body: Fields): CanonicalUsage | undefined {
  const counts = readOpenaiCounts(fieldAt(body, "usage"));
  return counts && openaiUsageOf(counts, { tier: textAt(body, "service_tier") });
}
