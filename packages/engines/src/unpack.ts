import { type UnpackOptions, unpack as unpackWith } from "@tokenpak/core";
import { DECODERS } from "./decoders.ts";

/**
 * Gives back what a packed text was made from, byte for byte or value for value as its grade says. Any text without a valid
 * envelope comes back unchanged. An output of `packItems` may point into earlier items: `earlier` holds their contents.
 *
 * Throws `NOT_REVERSIBLE` for an output that left things out (the message names the ref of its original), `CODEC_UNKNOWN` for one
 * of a newer version, and `EARLIER_MISSING` where `earlier` lacks an item that the output points into, or has another content in
 * its place.
 */
export function unpack(text: string, options: Pick<UnpackOptions, "earlier"> = {}): string {
  return unpackWith(text, { decoders: DECODERS, earlier: options.earlier });
}
