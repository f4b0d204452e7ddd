import type { JsonValue, LedgerEntries, RecordCounts } from "@tokenpak/core";

/** How far a file was read. */
export interface FileCheckpoint {
  /** Absolute path when it was last seen. */
  readonly path: string;
  readonly source: string;
  /** Which file it was: device and inode. */
  readonly dev: number;
  readonly ino: number;
  /**
   * Bytes, and milliseconds since 1970 (fractions count), when it was last read to its end. A size of -1: it has not been yet; a
   * time of 0: it was read so soon after its last change that another one may have the same time.
   */
  readonly size: number;
  readonly mtimeMs: number;
  /** Bytes that are done with: whole lines only. 0 for documents and databases. */
  readonly offset: number;
  /**
   * SHA-256 (hex) of up to 256 bytes at the file's beginning and up to 256 before `offset`: the same inode with other content is
   * another file, the same content under the same path is the same file. Empty for documents and databases.
   */
  readonly headHash: string;
  /** State of a line format, or cursor of a database. */
  readonly state: JsonValue | undefined;
}

/** What became of a completion: new, in the place of a worse report of the same request, or known already. */
export type CompletionChange = "added" | "replaced" | "ignored";

/** What a commit did. */
export interface CommitResult extends RecordCounts {
  /** What became of each of `entries.completions`, in their order. */
  readonly changes: readonly CompletionChange[];
}

/** Where the collector keeps records and how far it read: both at once or neither, so that every event counts exactly once. */
export interface CollectorStore {
  checkpoints(source: string): readonly FileCheckpoint[];
  /** Throws `INVALID_OPTION` for an entry that cannot be, `STORE_*`; nothing of the batch is kept then. */
  commit(batch: {
    readonly entries: LedgerEntries;
    /** Put, in their order, in the place of those with the same source, device and inode; and of those with the same source and path. */
    readonly checkpoints: readonly FileCheckpoint[];
  }): CommitResult;
}
