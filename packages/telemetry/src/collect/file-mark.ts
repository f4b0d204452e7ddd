import { createHash } from "node:crypto";
import { readSync } from "node:fs";

/** Bytes at the beginning of a file, and before an offset, that tell it from another one. */
export const MARK_BYTES = 256;

/** The bytes by which a file is known again. */
export interface FileEnds {
  /** The first bytes of the file, up to {@link MARK_BYTES}. */
  readonly head: Buffer;
  /** The bytes before an offset, up to {@link MARK_BYTES}. */
  readonly tail: Buffer;
}

/** Names what stands before `offset`: SHA-256 (hex) of its head and tail. */
export function markOf({ head, tail }: FileEnds, offset: number): string {
  const own = head.subarray(0, Math.min(MARK_BYTES, offset));
  return createHash("sha256").update(own).update(tail).digest("hex");
}

/** Reads head and tail of what stands before `offset`. Shorter where the file is. */
export function readEnds(fd: number, offset: number): FileEnds {
  const length = Math.min(MARK_BYTES, offset);
  return { head: readAt(fd, 0, length), tail: readAt(fd, offset - length, length) };
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, length === 0 ? 0 : readSync(fd, bytes, 0, length, position));
}
