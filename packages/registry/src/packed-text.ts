import { decodeText, encodeText } from "@tokenpak/core";
import { packBytes, unpackBytes } from "./stored-bytes.ts";

/** No text begins with this byte: neither UTF-8 nor WTF-8 has it. */
const MARK = 0xff;

/** The mark, and the size of the text in bytes. */
const HEADER = 5;

/** A text as a compressed value that tells itself from a text's own bytes; `undefined` where that saves nothing. */
export function packText(text: string): Uint8Array | undefined {
  const bytes = encodeText(text);
  const { packed, data } = packBytes(bytes);
  if (!packed || data.length + HEADER >= bytes.length) return undefined;
  const header = Buffer.alloc(HEADER, MARK);
  header.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([header, data]);
}

/** Undoes {@link packText}; `undefined` for what it did not make, or what is damaged. */
export function unpackText(value: Uint8Array): string | undefined {
  if (value[0] !== MARK || value.length < HEADER) return undefined;
  const size = new DataView(value.buffer, value.byteOffset).getUint32(1, true);
  const bytes = unpackBytes(value.subarray(HEADER), { packed: true, size });
  return bytes && decodeText(bytes);
}
