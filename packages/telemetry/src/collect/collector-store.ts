import type { JsonValue, LedgerEntries, RecordCounts } from "@tokenpak/core";

/** How far a file was read. */
export interface FileCheckpoint {
  /** Absolute path when it was last seen. */
  readonly path: string;
  readonly source: string;
  /** Which file it was: device and inode. */
  readonly dev: number;
  readonly ino: number;
  /** Bytes, and milliseconds since 1970, when it was last read to its end. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Bytes that are done with: whole lines only. 0 for documents and databases. */
  readonly offset: number;
  /** SHA-256 (hex) of the file's first bytes, up to 256 of those before `offset`: the same inode with other content is another file. */
  readonly headHash: string;
  /** State of a line format, or cursor of a database. */
  readonly state: JsonValue | undefined;
}

/** Where the collector keeps records and how far it read: both at once or neither, so that every event counts exactly once. */
export interface CollectorStore {
  checkpoints(source: string): readonly FileCheckpoint[];
  commit(batch: {
    readonly entries: LedgerEntries;
    /** Put in the place of those with the same source, device and inode; and of those with the same source and path. */
    readonly checkpoints: readonly FileCheckpoint[];
  }): RecordCounts;
}
