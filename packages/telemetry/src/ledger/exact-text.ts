import { decodeText, encodeText } from "@tokenpak/core";
import { customType } from "drizzle-orm/sqlite-core";

/**
 * A text that comes back as it was. SQLite holds UTF-8, which has no lone surrogates: a text with one is kept as bytes, and
 * compares equal to itself that way too.
 */
export const exactText = customType<{ data: string; driverData: string | Uint8Array }>({
  dataType: () => "text",
  toDriver: toStored,
  fromDriver: fromStored,
});

/** How {@link exactText} is bound, for placeholders and statements written by hand. */
export function toStored(value: string): string | Uint8Array;
export function toStored(value: string | null): string | Uint8Array | null;
export function toStored(value: string | null): string | Uint8Array | null {
  return value === null || value.isWellFormed() ? value : encodeText(value);
}

/** Undoes {@link toStored}. */
export function fromStored(value: string | Uint8Array | number): string {
  return value instanceof Uint8Array ? decodeText(value) : String(value);
}
