import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { languageOfFileType } from "@tokenpak/core";
import { decodeBytes, HEAD_BYTES, isBinaryHead } from "./decode-bytes.ts";
import type { SkipReason } from "./skip-report.ts";

/** A file's text, or why it has none that may be indexed. */
export type TextOrReason =
  | {
      readonly text: string;
      /** What the bytes were, in lower case, as https://encoding.spec.whatwg.org names it. */
      readonly encoding: string;
    }
  | { readonly reason: SkipReason };

/** {@link TextOrReason} of a file, with its bytes. */
export type ReadFile =
  | (Extract<TextOrReason, { readonly text: string }> & { readonly bytes: Buffer })
  | { readonly reason: SkipReason };

/** Written code has no such lines; what has was put through a minifier. */
const LONGEST_CODE_LINE = 10_000;

/** What may have come in the place of a file since it was listed must neither be followed nor waited for. Windows has none of it. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a file and decides by its content; of most binaries only the beginning is read, and of what is larger than `maxBytes`
 * nothing. Does not look for secrets.
 */
export function readText(
  file: { readonly absolutePath: string; readonly fileType: string },
  { maxBytes = Number.POSITIVE_INFINITY }: { readonly maxBytes?: number | undefined } = {},
): ReadFile {
  try {
    const bytes = readUnlessBinary(file.absolutePath, maxBytes);
    if ("reason" in bytes) return bytes;
    const content = textOf(bytes, file.fileType);
    return "reason" in content ? content : { ...content, bytes };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { reason: "unreadable" };
  }
}

/** Decides by the content of a file: its text, or why it is left out. Does not look for secrets. */
export function textOf(bytes: Buffer, fileType: string): TextOrReason {
  if (bytes.length === 0) return { reason: "empty" };
  const decoded = decodeBytes(bytes);
  if ("reason" in decoded) return decoded;
  if (languageOfFileType(fileType) !== undefined && hasLineOver(decoded.text, LONGEST_CODE_LINE)) {
    return { reason: "generated" };
  }
  return decoded;
}

function readUnlessBinary(
  path: string,
  maxBytes: number,
): Buffer | { readonly reason: SkipReason } {
  const descriptor = openSync(path, OPEN_FLAGS);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { reason: "special" };
    if (stats.size > maxBytes) return { reason: "too-large" };
    const head = Buffer.allocUnsafe(Math.min(stats.size, HEAD_BYTES));
    const headBytes = fill(head, descriptor);
    if (headBytes < HEAD_BYTES) return head.subarray(0, headBytes);
    if (isBinaryHead(head)) return { reason: "binary" };
    const bytes = Buffer.allocUnsafe(stats.size);
    head.copy(bytes);
    return bytes.subarray(0, HEAD_BYTES + fill(bytes.subarray(HEAD_BYTES), descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** Reads up to the size of the buffer; answers how much there was. */
function fill(buffer: Buffer, descriptor: number): number {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function hasLineOver(text: string, most: number): boolean {
  for (let start = 0; start + most < text.length; ) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > most) return true;
    start = end + 1;
  }
  return false;
}
