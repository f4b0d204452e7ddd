import { END_OF_TEXT } from "./character-classes.ts";

/** A text as UTF-8 with {@link END_OF_TEXT} at `end`. The buffer may be longer and may be reused by the next text. */
export interface Utf8Text {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/** Texts up to this many UTF-16 units share one buffer. */
const SHARED_UNITS = 1 << 16;
/** A UTF-16 unit takes at most three bytes. */
const BYTES_PER_UNIT = 3;

const encoder = new TextEncoder();
let shared: Uint8Array<ArrayBuffer> | undefined;

/** Encodes `text`; a lone surrogate becomes U+FFFD, three bytes. The result is valid until the next call. */
export function encodeUtf8(text: string): Utf8Text {
  const bytes = bufferFor(text);
  const { written: end } = encoder.encodeInto(text, bytes);
  bytes[end] = END_OF_TEXT;
  return { bytes, end };
}

/** How many UTF-16 units `bytes[0..end)` were before encoding. */
export function unitsIn(bytes: Uint8Array, end: number): number {
  let units = 0;
  for (let index = 0; index < end; index++) {
    const byte = bytes[index] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

function bufferFor(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > SHARED_UNITS) return new Uint8Array(Buffer.byteLength(text) + 1);
  shared ??= new Uint8Array(SHARED_UNITS * BYTES_PER_UNIT + 1);
  return shared;
}
