import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { findSecret, languageOfFileType } from "@tokenpak/core";
import type { SkipReason } from "./skip-report.ts";

/** A file's text, or why it has none that may be indexed. */
export type TextOrReason = { readonly text: string } | { readonly reason: SkipReason };

/** What of a file is enough to see that it is binary. */
const HEAD_BYTES = 8192;

/** Written code has no such lines; what has was put through a minifier. */
const LONGEST_CODE_LINE = 10_000;

/** Reads a file and decides by its content; of most binaries only the beginning is read. */
export function readText(file: {
  readonly absolutePath: string;
  readonly fileType: string;
}): TextOrReason {
  try {
    const bytes = readUnlessBinary(file.absolutePath);
    return bytes === undefined ? { reason: "binary" } : textOf(bytes, file.fileType);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { reason: "unreadable" };
  }
}

function readUnlessBinary(path: string): Buffer | undefined {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(HEAD_BYTES);
    const head = buffer.subarray(0, readSync(descriptor, buffer));
    if (head.length < HEAD_BYTES) return head;
    if (!hasWideMark(head) && head.includes(0)) return undefined;
    return Buffer.concat([head, readFileSync(descriptor)]);
  } finally {
    closeSync(descriptor);
  }
}

/** Decides by the content of a file: its text, or why it is left out. */
export function textOf(bytes: Buffer, fileType: string): TextOrReason {
  if (bytes.length === 0) return { reason: "empty" };
  const decoded = decode(bytes);
  if (typeof decoded !== "string") return decoded;
  if (findSecret(decoded) !== undefined) return { reason: "secret" };
  if (languageOfFileType(fileType) !== undefined && hasLineOver(decoded, LONGEST_CODE_LINE)) {
    return { reason: "generated" };
  }
  return { text: decoded };
}

function decode(bytes: Buffer): string | { readonly reason: SkipReason } {
  const wide = decodeUtf16(bytes);
  if (wide !== undefined) return wide;
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head.includes(0)) return { reason: "binary" };
  if (isUtf8(bytes)) return bytes.includes(0) ? { reason: "binary" } : bytes.toString("utf8");
  return { reason: looksLikeText(head) ? "encoding" : "binary" };
}

/** UTF-16 with a byte order mark, which stays in the text; `undefined` where there is none. */
function decodeUtf16(bytes: Buffer): string | { readonly reason: SkipReason } | undefined {
  if (!hasWideMark(bytes)) return undefined;
  if (bytes.length % 2 !== 0) return { reason: "binary" };
  const text = (bytes[0] === 0xfe ? Buffer.from(bytes).swap16() : bytes).toString("utf16le");
  // UTF-32 begins with the same two bytes; its text would be full of NUL.
  return text.isWellFormed() && !text.includes("\0") ? text : { reason: "binary" };
}

function hasWideMark(bytes: Buffer): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** Bytes of an 8-bit encoding such as Latin-1: hardly any control characters. */
function looksLikeText(head: Buffer): boolean {
  let control = 0;
  for (const byte of head) if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) control++;
  return control * 100 < head.length;
}

function hasLineOver(text: string, most: number): boolean {
  for (let start = 0; start + most < text.length; ) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > most) return true;
    start = end + 1;
  }
  return false;
}
