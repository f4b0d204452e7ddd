import { isUtf8 } from "node:buffer";

/**
 * UTF-8 bytes of a text. A lone surrogate, which UTF-8 cannot hold, becomes its three-byte WTF-8 form
 * (https://simonsapin.github.io/wtf-8/), so that every JavaScript string has bytes and comes back from them unchanged.
 */
export function encodeText(text: string): Uint8Array {
  return text.isWellFormed() ? Buffer.from(text, "utf8") : Buffer.concat(wtf8Parts(text));
}

/** The text of bytes that {@link encodeText} made. Bytes that are neither UTF-8 nor WTF-8 decode with U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  let text = "";
  let start = 0;
  for (let at = 0; at + 2 < buffer.length; at++) {
    const second = buffer[at + 1] as number;
    if (buffer[at] !== 0xed || second < 0xa0 || second > 0xbf) continue;
    const unit = 0xd000 | ((second & 0x3f) << 6) | ((buffer[at + 2] as number) & 0x3f);
    text += buffer.toString("utf8", start, at) + String.fromCharCode(unit);
    start = at + 3;
    at += 2;
  }
  return text + buffer.toString("utf8", start);
}

function wtf8Parts(text: string): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      at++;
      continue;
    }
    parts.push(Buffer.from(text.slice(start, at), "utf8"));
    parts.push(
      Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]),
    );
    start = at + 1;
  }
  parts.push(Buffer.from(text.slice(start), "utf8"));
  return parts;
}
