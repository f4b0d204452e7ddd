import { createHash } from "node:crypto";
import { encodeText } from "./text-bytes.ts";

/** SHA-256 of the content's bytes, 64 lower-case hex digits. A string is hashed as {@link encodeText} writes it. */
export function contentHash(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? encodeText(content) : content;
  return createHash("sha256").update(bytes).digest("hex");
}
