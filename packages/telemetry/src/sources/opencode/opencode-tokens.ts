import type { TokenCounts } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";

/** What a message of OpenCode used. */
export interface OpencodeTokens {
  readonly counts: Partial<TokenCounts>;
  /** The cost that OpenCode states was calculated from these counts. */
  readonly costIsRight: boolean;
}

/**
 * Reads `tokens: { total, input, output, reasoning, cache: { read, write } }` of a message. Input never includes what was cached.
 *
 * Output excludes reasoning since OpenCode writes such totals that say so. Before that it excluded it for Google's models and
 * included it for all others, where OpenCode's cost charged reasoning twice: that cost is not believed.
 */
export function opencodeTokens({ tokens, providerID }: Fields): OpencodeTokens {
  const { input, output, reasoning, cache, total: stated } = fieldsOf(tokens);
  const { read, write } = fieldsOf(cache);
  const uncachedInput = readCount(input) ?? 0;
  const cacheRead = readCount(read) ?? 0;
  const cacheWriteOther = readCount(write) ?? 0;
  const answered = readCount(output) ?? 0;
  const thought = readCount(reasoning) ?? 0;
  const total = readCount(stated);
  const withoutReasoning = uncachedInput + cacheRead + cacheWriteOther + answered;
  const isApart =
    thought > answered ||
    (total === undefined
      ? String(providerID).startsWith("google")
      : total >= withoutReasoning + thought);
  return {
    counts: {
      uncachedInput,
      cacheRead,
      cacheWriteOther,
      output: isApart ? answered + thought : answered,
      reasoning: thought,
    },
    costIsRight: isApart || thought === 0,
  };
}
