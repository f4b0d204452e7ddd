import { decodeText, encodeText } from "../text-bytes.ts";

/**
 * How a text is bound so that it comes back as it was: SQLite holds UTF-8, which has no lone surrogates. A text with one is kept as
 * bytes, and compares equal to itself that way too.
 */
export function toStoredText(value: string): string | Uint8Array;
export function toStoredText(value: string | null): string | Uint8Array | null;
export function toStoredText(value: string | null): string | Uint8Array | null {
  return value === null || value.isWellFormed() ? value : encodeText(value);
}

/** Undoes {@link toStoredText}. A damaged row may hold a value of any type: that becomes some text, for its checksum to refuse. */
export function fromStoredText(value: string | Uint8Array | number): string {
  return value instanceof Uint8Array ? decodeText(value) : String(value);
}
