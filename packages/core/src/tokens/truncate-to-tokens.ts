import { TokenPakError } from "../errors.ts";
import { bytePairEncoder } from "./byte-pair-encoder.ts";
import { createTokenCounter } from "./create-token-counter.ts";
import { isExactEncoding } from "./encodings.ts";
import { resolveEncoding, type TokenOptions } from "./token-options.ts";
import { truncateByCount } from "./truncate-by-count.ts";
import { truncateExactly } from "./truncate-exactly.ts";

/**
 * The longest prefix of `text` found that has at most `maxTokens` tokens, counted on its own; the whole of `text`
 * where that fits, the empty string for 0. Never cuts a surrogate pair. `maxTokens` is an integer from 0; anything
 * else, and an unknown encoding or model, is `INVALID_OPTION`.
 */
export function truncateToTokens(
  text: string,
  maxTokens: number,
  options: TokenOptions = {},
): string {
  if (!Number.isSafeInteger(maxTokens) || maxTokens < 0) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `maxTokens is ${maxTokens}: pass a whole number of tokens, 0 or more.`,
    );
  }
  const encoding = resolveEncoding(options);
  return isExactEncoding(encoding)
    ? truncateExactly(bytePairEncoder(encoding), text, maxTokens)
    : truncateByCount(createTokenCounter({ encoding }), text, maxTokens);
}
