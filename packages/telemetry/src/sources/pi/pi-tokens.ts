import type { TokenCounts } from "@tokenpak/core";
import type { Fields } from "../../adapters/wire/fields.ts";
import { readCount } from "../../adapters/wire/read-count.ts";

/**
 * Reads `{ input, output, cacheRead, cacheWrite, totalTokens }` of pi: input without what was cached, output with reasoning. Where
 * the total says that the input holds what was read from the cache, as it does for some providers, that is taken out.
 */
export function piTokens(usage: Fields): Partial<TokenCounts> {
  const { input, output, cacheRead, cacheWrite, totalTokens, reasoning } = usage;
  const stated = readCount(input) ?? 0;
  const answered = readCount(output) ?? 0;
  const read = readCount(cacheRead) ?? 0;
  const written = readCount(cacheWrite) ?? 0;
  const holdsCache =
    read > 0 && stated >= read && readCount(totalTokens) === stated + answered + written;
  return {
    uncachedInput: holdsCache ? stated - read : stated,
    cacheRead: read,
    cacheWriteOther: written,
    output: answered,
    reasoning: Math.min(readCount(reasoning) ?? 0, answered),
  };
}
