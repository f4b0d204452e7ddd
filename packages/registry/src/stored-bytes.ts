import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Below this many bytes a DEFLATE stream saves nothing worth its call. */
const WORTH_PACKING = 128;

/** Bytes as they are stored: as a raw DEFLATE stream where that is smaller. */
export function packBytes(bytes: Uint8Array): { packed: boolean; data: Uint8Array } {
  if (bytes.length >= WORTH_PACKING) {
    // A window no larger than the bytes: it is cleared for each.
    const windowBits = Math.min(Math.max(32 - Math.clz32(bytes.length), 9), 15);
    const data = deflateRawSync(bytes, { level: 1, windowBits });
    if (data.length < bytes.length) return { packed: true, data };
  }
  return { packed: false, data: bytes };
}

/** What {@link packBytes} packed, `size` bytes; `undefined` where it is damaged. */
export function unpackBytes(
  data: Uint8Array,
  { packed, size }: { readonly packed: boolean; readonly size: number },
): Uint8Array | undefined {
  try {
    const bytes = packed ? inflateRawSync(data, { maxOutputLength: Math.max(size, 1) }) : data;
    return bytes.length === size ? bytes : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_") || code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw error;
  }
}
