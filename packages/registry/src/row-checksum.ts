import { crc32 } from "node:zlib";
import { encodeText } from "@tokenpak/core";
import type { SqliteConnection } from "@tokenpak/core/sqlite";
import type { BlockRow } from "./block-table.ts";
import { fromStored, toStoredLong } from "./schema.ts";

/** What the checksum of a row covers: all that is given out. The rest changes apart, and can be found out again. */
type CheckedRow = Omit<BlockRow, "checksum" | "id" | "mark" | "newest" | "rawIndexed">;

/** CRC-32 over what a row of `blocks` says. */
export function rowChecksum(row: CheckedRow): number {
  const facts = [
    row.path,
    row.version,
    row.contentHash,
    row.fileType,
    row.rawTokens,
    row.compressedTokens,
    row.qualityScore,
    row.importance,
    row.processedAt,
    row.sliceId,
    row.sourceType,
    row.sourceId,
    row.sourceVersion,
    row.fetchedAt,
    row.title,
    row.metadata,
  ].map((fact) => (typeof fact === "string" ? fact.toWellFormed() : fact));
  return crc32(encodeText(row.compressedContent), crc32(JSON.stringify(facts)));
}

/** Takes what the rows of `blocks` say now for what they should say, and compresses their long texts on the way. */
export function fillChecksums(connection: SqliteConnection): void {
  const ids = connection.prepare("SELECT id FROM blocks ORDER BY id").pluck().all();
  const read = connection.prepare("SELECT * FROM blocks WHERE id = ?");
  const write = connection.prepare(
    "UPDATE blocks SET checksum = ?, compressed_content = ? WHERE id = ?",
  );
  for (const id of ids) {
    const row = checkedRow(read.get(id) as StoredRow);
    write.run(rowChecksum(row), toStoredLong(row.compressedContent), id);
  }
}

/** A row of `blocks` as SQLite gives it, by the names of the columns. */
export type StoredRow = Readonly<Record<string, string | number | Uint8Array | null>>;

/** {@link rowChecksum} of a row as SQLite gives it. */
export function storedChecksum(row: StoredRow): number {
  return rowChecksum(checkedRow(row));
}

function checkedRow(row: StoredRow): CheckedRow {
  const text = (name: string): string | null => {
    const value = row[name] ?? null;
    return value === null ? null : fromStored(value);
  };
  const number = (name: string): number | null => row[name] as number | null;
  return {
    path: text("path") as string,
    version: number("version") as number,
    contentHash: text("content_hash") as string,
    fileType: text("file_type") as string,
    rawTokens: number("raw_tokens") as number,
    compressedTokens: number("compressed_tokens") as number,
    compressedContent: text("compressed_content") as string,
    qualityScore: number("quality_score"),
    importance: number("importance") as number,
    processedAt: number("processed_at"),
    sliceId: text("slice_id") as string,
    sourceType: text("source_type"),
    sourceId: text("source_id"),
    sourceVersion: text("source_version"),
    fetchedAt: number("fetched_at"),
    title: text("title"),
    metadata: text("metadata"),
  };
}
