import { isUtf8 } from "node:buffer";
import { decodeLegacy } from "./decode-legacy.ts";
import { hasUnlikelyCharacter } from "./unlikely-characters.ts";

/** The text of bytes, or why they have none. */
export type DecodedText =
  | {
      readonly text: string;
      /** In lower case, as https://encoding.spec.whatwg.org names it. */
      readonly encoding: string;
    }
  | { readonly reason: "binary" | "encoding" };

/** What of a file is enough to see that it is binary. */
export const HEAD_BYTES = 8192;

/** Whether the first {@link HEAD_BYTES} say that this is no text, whatever comes after them: a NUL, but in UTF-16. */
export function isBinaryHead(head: Buffer): boolean {
  return head.includes(0) && wideEncodingOf(head) === undefined;
}

/**
 * The text of bytes that are UTF-8, UTF-16 with a byte order mark or evidently without, or plainly one older encoding. A byte
 * order mark stays in the text. From there on the text stands for the bytes: lines are counted in it, and it is what `expand`
 * gives back.
 */
export function decodeBytes(bytes: Buffer): DecodedText {
  const head = bytes.subarray(0, HEAD_BYTES);
  const wide = wideEncodingOf(head);
  if (wide !== undefined) return decodeWide(bytes, wide);
  if (head.includes(0)) return { reason: "binary" };
  if (isUtf8(bytes)) {
    return bytes.includes(0)
      ? { reason: "binary" }
      : { text: bytes.toString("utf8"), encoding: "utf-8" };
  }
  if (bytes.includes(0) || !looksLikeText(head)) return { reason: "binary" };
  return decodeLegacy(bytes) ?? { reason: "encoding" };
}

type WideEncoding = "utf-16be" | "utf-16le";

/** UTF-16 by its mark, or by a NUL in the same half of at least every second character, as most text but Asian has it. */
function wideEncodingOf(head: Buffer): WideEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const first = head.indexOf(0);
  if (first < 0) return undefined;
  let zeros = 0;
  for (let at = first; at < head.length; at++) {
    if (head[at] !== 0) continue;
    if (at % 2 !== first % 2) return undefined;
    zeros++;
  }
  if (zeros * 4 < head.length) return undefined;
  return first % 2 === 0 ? "utf-16be" : "utf-16le";
}

function decodeWide(bytes: Buffer, encoding: WideEncoding): DecodedText {
  if (bytes.length % 2 !== 0) return { reason: "binary" };
  const little = encoding === "utf-16le" ? bytes : Buffer.from(bytes).swap16();
  const text = little.toString("utf16le");
  // UTF-32 begins with the same two bytes; its text would be full of NUL. Without a mark, numbers may look like UTF-16.
  const isText = text.startsWith("\uFEFF") ? !text.includes("\0") : !hasUnlikelyCharacter(text);
  return isText && text.isWellFormed() ? { text, encoding } : { reason: "binary" };
}

/** Bytes of an older encoding: hardly any control characters. */
function looksLikeText(head: Buffer): boolean {
  let control = 0;
  for (const byte of head) if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) control++;
  return control * 100 < head.length;
}
