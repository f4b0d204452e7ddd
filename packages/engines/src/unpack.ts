import { unpack as unpackWith } from "@tokenpak/core";
import { DECODERS } from "./decoders.ts";

/**
 * Gives back what a packed text was made from, byte for byte or value for value as its grade says. Any text without a valid
 * envelope comes back unchanged.
 *
 * Throws `NOT_REVERSIBLE` for an output that left things out (the message names the ref of its original) and `CODEC_UNKNOWN`
 * for one of a newer version.
 */
export function unpack(text: string): string {
  return unpackWith(text, { decoders: DECODERS });
}
