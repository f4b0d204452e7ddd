import { parseEnvelope } from "./envelope.ts";
import { TokenPakError } from "./errors.ts";
import type { Ref } from "./ref.ts";

/** A content that a later one may point into, as it was before it was packed. */
export interface EarlierItem {
  readonly content: string;
  /** The name that it was packed under, if any. */
  readonly name?: string | undefined;
}

/** What a decoder may need beside the body. */
export interface DecodeContext {
  /** Names the original: its hash begins with these digits. */
  readonly ref: Ref;
  /** What markers begin with. */
  readonly sigil: string;
  /** The contents before this one, in order; empty where none were given. */
  readonly earlier: readonly (string | EarlierItem)[];
}

/**
 * Turns the body of an exact output back into the original, or into a text of equal values. `unpack` always gives the context;
 * a codec whose bodies stand alone ignores it.
 */
export type Decoder = (body: string, context?: DecodeContext) => string;

/** How to unpack. */
export interface UnpackOptions {
  /** Decoders by codec and version, for example `{ json1: decode }`. `@tokenpak/engines` passes all of its own. */
  readonly decoders?: Readonly<Record<string, Decoder>> | undefined;
  /**
   * For an output of `packItems`: the contents before this one as they were before packing, all of them, in order and with the
   * names that they were packed under. Outputs that point to nothing earlier need none. Default none.
   */
  readonly earlier?: readonly (string | EarlierItem)[] | undefined;
}

/**
 * Gives back what a packed text was made from: decodes a valid exact envelope, and returns any other text unchanged.
 *
 * Throws `NOT_REVERSIBLE` for an output that left things out (the message names the ref to expand) `CODEC_UNKNOWN`
 * where no decoder was given for its codec, `EARLIER_MISSING` where it points into an item that `earlier` does not hold, or
 * holds with another content, and `INVALID_OPTION` where `earlier` is no list of contents.
 */
export function unpack(text: string, options: UnpackOptions = {}): string {
  const earlier = checkedEarlier(options.earlier);
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
  const { ref, sigil, body } = envelope;
  return decoder(body, { ref, sigil, earlier });
}

function checkedEarlier(earlier: UnpackOptions["earlier"] = []): readonly (string | EarlierItem)[] {
  if (Array.isArray(earlier) && earlier.every(isContent)) return earlier;
  throw new TokenPakError(
    "INVALID_OPTION",
    'Option "earlier" must be a list of contents, each a string or { content, name }, as they were given to packItems: nothing can be read back from what packItems answered.',
  );
}

function isContent(item: unknown): boolean {
  if (typeof item === "string") return true;
  const { content, name } = Object(item) as Partial<Record<keyof EarlierItem, unknown>>;
  return typeof content === "string" && (name === undefined || typeof name === "string");
}
