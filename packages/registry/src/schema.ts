import { decodeText, encodeText } from "@tokenpak/core";
import { customType, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { packText, unpackText } from "./packed-text.ts";

/**
 * A text that comes back as it was. SQLite holds UTF-8, which has no lone surrogates: a text with one is kept as bytes, and
 * compares equal to itself that way too.
 */
const exactText = customType<{ data: string; driverData: string | Uint8Array }>({
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

/** An {@link exactText} that may be long: compressed where that is smaller. */
const longText = customType<{ data: string; driverData: string | Uint8Array }>({
  dataType: () => "text",
  toDriver: toStoredLong,
  fromDriver: fromStored,
});

/** How {@link longText} is bound. */
export function toStoredLong(value: string): string | Uint8Array {
  return packText(value) ?? toStored(value);
}

/** Undoes {@link toStored} and {@link toStoredLong}. A damaged row may hold a value of any type: that becomes some text, for its checksum to refuse. */
export function fromStored(value: string | Uint8Array | number): string {
  return value instanceof Uint8Array ? (unpackText(value) ?? decodeText(value)) : String(value);
}

/** Every version of every block. */
export const blocks = sqliteTable("blocks", {
  id: integer("id").primaryKey(),
  path: exactText("path").notNull(),
  version: integer("version").notNull(),
  newest: integer("newest", { mode: "boolean" }).notNull(),
  contentHash: text("content_hash").notNull(),
  fileType: text("file_type").notNull(),
  rawTokens: integer("raw_tokens").notNull(),
  compressedTokens: integer("compressed_tokens").notNull(),
  compressedContent: longText("compressed_content").notNull(),
  qualityScore: real("quality_score"),
  importance: real("importance").notNull(),
  processedAt: real("processed_at"),
  sliceId: text("slice_id").notNull(),
  sourceType: text("source_type"),
  sourceId: exactText("source_id"),
  sourceVersion: text("source_version"),
  fetchedAt: real("fetched_at"),
  title: exactText("title"),
  mark: text("mark"),
  /** JSON. */
  metadata: exactText("metadata"),
  /** Whether search reads the raw text, not the compressed one. */
  rawIndexed: integer("raw_indexed", { mode: "boolean" }).notNull(),
  /** `rowChecksum` of the row. */
  checksum: integer("checksum").notNull(),
});
