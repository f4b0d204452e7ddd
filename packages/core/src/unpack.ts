import { parseEnvelope } from "./envelope.ts";
import { TokenPakError } from "./errors.ts";

/** Turns the body of an exact output back into the original, or into a text of equal values. */
export type Decoder = (body: string) => string;

/** How to unpack. */
export interface UnpackOptions {
  /** Decoders by codec and version, for example `{ json1: decode }`. `@tokenpak/engines` passes all of its own. */
  readonly decoders?: Readonly<Record<string, Decoder>> | undefined;
}

/**
 * Gives back what a packed text was made from: decodes a valid exact envelope, and returns any other text unchanged.
 *
 * Throws `NOT_REVERSIBLE` for an output that left things out (the message names the ref to expand) and `CODEC_UNKNOWN`
 * where no decoder was given for its codec.
 */
export function unpack(text: string, options: UnpackOptions = {}): string {
  const envelope = parseEnvelope(text);
  if (envelope === undefined) return text;
  if (!envelope.exact) {
    throw new TokenPakError(
      "NOT_REVERSIBLE",
      `This output left things out and cannot be unpacked. Its original is ${envelope.ref}: read it from the store, or run "tokenpak expand ${envelope.ref}".`,
    );
  }
  const codec = `${envelope.codec}${envelope.version}`;
  const decoders = options.decoders ?? {};
  const decoder = Object.hasOwn(decoders, codec) ? decoders[codec] : undefined;
  if (decoder === undefined) {
    throw new TokenPakError(
      "CODEC_UNKNOWN",
      `No decoder for codec "${codec}". Use unpack of @tokenpak/engines, or a newer version of it.`,
    );
  }
  return decoder(envelope.body);
}
