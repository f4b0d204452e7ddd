import { createHash, type Hash } from "node:crypto";
import type { MediaRef } from "../../canonical/content-part.ts";

/** Where a medium is, and of what type it is where the reference itself says so. */
export interface MediaSource {
  readonly ref: MediaRef;
  /** MIME type without parameters, as it is written. */
  readonly mediaType?: string | undefined;
}

/** What a URL refers to: the bytes of a `data:` URL, in base64 or not, by their hash; any other URL as it stands. */
export function urlSource(url: string): MediaSource {
  const comma = /^data:/i.test(url) ? url.indexOf(",") : -1;
  if (comma < 0) return { ref: { by: "url", url } };
  const [mediaType, ...parameters] = url.slice("data:".length, comma).split(";");
  const data = url.slice(comma + 1);
  const isBase64 = parameters.some((parameter) => parameter.trim().toLowerCase() === "base64");
  const ref = isBase64 ? base64Ref(data) : bytesRef(percentDecoded(data));
  return mediaType ? { ref, mediaType } : { ref };
}

/** Refers to the bytes that `data` holds in base64 (either alphabet, with or without padding and line ends); decoded piece by piece. */
export function base64Ref(data: string): MediaRef {
  const hash = createHash("sha256");
  let size = 0;
  let rest = "";
  for (let at = 0; at < data.length; at += PIECE) {
    const piece = rest + data.slice(at, at + PIECE).replace(NOT_BASE64, "");
    const whole = piece.length - (piece.length % 4);
    size += take(hash, piece.slice(0, whole));
    rest = piece.slice(whole);
  }
  size += take(hash, rest);
  return { by: "bytes", sha256: hash.digest("hex"), size };
}

/** Refers to bytes at hand. */
export function bytesRef(bytes: Uint8Array): MediaRef {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { by: "bytes", sha256, size: bytes.length };
}

/** Refers to a file that the provider keeps. */
export function fileRef(fileId: string): MediaRef {
  return { by: "file", fileId };
}

/** Characters decoded at a time. */
const PIECE = 65_536;

const NOT_BASE64 = /[^A-Za-z0-9+/_-]+/g;

function take(hash: Hash, base64: string): number {
  const bytes = Buffer.from(base64, "base64");
  hash.update(bytes);
  return bytes.length;
}

function percentDecoded(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const decoded = bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}
