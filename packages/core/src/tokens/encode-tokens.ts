import { TokenPakError } from "../errors.ts";
import { bytePairEncoder } from "./byte-pair-encoder.ts";
import { encodeExactly } from "./count-exactly.ts";
import { EXACT_ENCODINGS, isExactEncoding } from "./encodings.ts";
import { resolveEncoding, type TokenOptions } from "./token-options.ts";

/**
 * The token ids of `text`, the same that @dqbd/tiktoken's `encode_ordinary` gives; there are `countTokens(text)` of
 * them. Throws `INVALID_OPTION` for an estimate, which has no ids, and for an unknown encoding or model.
 */
export function encodeTokens(text: string, options: TokenOptions = {}): number[] {
  const encoding = resolveEncoding(options);
  if (isExactEncoding(encoding)) return encodeExactly(bytePairEncoder(encoding), text);
  throw new TokenPakError(
    "INVALID_OPTION",
    `${encoding} has no token ids: use one of ${EXACT_ENCODINGS.join(", ")}.`,
  );
}
