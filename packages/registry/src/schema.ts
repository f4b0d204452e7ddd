import { fromStoredText, toStoredText } from "@tokenpak/core/sqlite";
import { customType, integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { packText, unpackText } from "./packed-text.ts";

/** A text that comes back as it was, lone surrogates too. */
const exactText = customType<{ data: string; driverData: string | Uint8Array }>({
  dataType: () => "text",
  toDriver: toStoredText,
  fromDriver: fromStored,
});

/** An {@link exactText} that may be long: compressed where that is smaller. */
const longText = customType<{ data: string; driverData: string | Uint8Array }>({
  dataType: () => "text",
  toDriver: toStoredLong,
  fromDriver: fromStored,
});

/** How {@link longText} is bound. */
export function toStoredLong(value: string): string | Uint8Array {
  return packText(value) ?? toStoredText(value);
}

/** Undoes `toStoredText` and {@link toStoredLong}. */
export function fromStored(value: string | Uint8Array | number): string {
  const unpacked = value instanceof Uint8Array ? unpackText(value) : undefined;
  return unpacked ?? fromStoredText(value);
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
