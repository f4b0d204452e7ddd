import { contentHash } from "@tokenpak/core";
import type { WalkedFile } from "../walk/walk-directory.ts";

/** What a file looked like when it was indexed, and by what it was packed. Equal marks: nothing to do. */
export interface SourceMarks {
  /** The mark of a file whose content is read at `readMs`, milliseconds since 1970. */
  of(file: WalkedFile, readMs: number): string;
  /** Whether a file still is as it was when it got `mark`. */
  isCurrent(file: WalkedFile, mark: string | undefined): boolean;
  /** Whether what got `mark` was packed as it would be now. */
  isPackedAlike(mark: string | undefined): boolean;
}

/**
 * A file may change again without another time stamp within the granularity of its file system, 2 s on FAT. A time stamp
 * younger than that when the content was read proves nothing.
 */
const GRANULARITY_MS = 2000;

const FORMAT = "filesystem";

/** Marks for files that are packed as `recipe` says: engine, version, encoding. Another recipe means to pack again. */
export function sourceMarks(recipe: readonly string[]): SourceMarks {
  const prefix = `${FORMAT} ${contentHash(JSON.stringify(recipe)).slice(0, 12)} `;
  const markOf = ({ sizeBytes, modifiedMs, changedMs }: WalkedFile): string =>
    `${prefix}${sizeBytes} ${modifiedMs} ${changedMs}`;
  return {
    of: (file, readMs) => {
      const age = readMs - Math.max(file.modifiedMs, file.changedMs);
      return age >= GRANULARITY_MS ? markOf(file) : `${prefix}?`;
    },
    isCurrent: (file, mark) => mark === markOf(file),
    isPackedAlike: (mark) => mark?.startsWith(prefix) ?? false,
  };
}

/** Whether a mark is of this kind, so that its block came from a folder. */
export function isSourceMark(mark: string): boolean {
  return mark.startsWith(`${FORMAT} `);
}
