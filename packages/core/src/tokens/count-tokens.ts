import { createTokenCounter } from "./create-token-counter.ts";
import type { TokenOptions } from "./token-options.ts";

/**
 * Tokens in `text`, in `o200k_base` unless told otherwise. Exact for OpenAI's encodings, an estimate for Claude's
 * and Gemini's (see {@link createTokenCounter}). Takes any string in linear time: text that looks like a special
 * token (`<|endoftext|>`) counts as the text it is, a lone surrogate as U+FFFD. Throws only `INVALID_OPTION`, for an
 * unknown encoding or model.
 */
export function countTokens(text: string, options: TokenOptions = {}): number {
  return createTokenCounter(options).count(text);
}
