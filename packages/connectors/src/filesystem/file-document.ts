import { contentHash } from "@tokenpak/core";
import type { SkippedDocument, SourceDocument } from "../connector.ts";
import { readText } from "../walk/read-text.ts";
import type { WalkedFile } from "../walk/walk-directory.ts";

/** How a file is read. */
export interface FileReading {
  /** What the document was named with. */
  readonly version: string;
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A file may change again without another time stamp within the granularity of its file system, 2 s on FAT. A time stamp
 * younger than that when the content was read proves nothing.
 */
const GRANULARITY_MS = 2000;

/** The version of a file that was not read: its size and times. */
export function fileVersion({ sizeBytes, modifiedMs, changedMs }: WalkedFile): string {
  return `${sizeBytes} ${modifiedMs} ${changedMs}`;
}

/** The text of a file, with its version where the times of the file prove it. */
export function readFileDocument(
  file: WalkedFile,
  options: FileReading,
): SourceDocument | SkippedDocument {
  const readMs = options.now();
  const content = readText(file, options);
  if ("reason" in content) return content;
  const age = readMs - Math.max(file.modifiedMs, file.changedMs);
  const { text, encoding, bytes } = content;
  return {
    text,
    uri: file.absolutePath,
    version: age >= GRANULARITY_MS ? options.version : undefined,
    sourceVersion: contentHash(bytes),
    ...(encoding === "utf-8" ? {} : { metadata: { encoding } }),
  };
}
