import { FilesystemConnector } from "../filesystem/filesystem-connector.ts";
import { syncDocuments } from "../sync/sync-documents.ts";
import type { IndexResult, SyncOptions } from "../sync/sync-options.ts";

/** How to index a folder or file. */
export interface IndexOptions
  extends Pick<
    SyncOptions,
    | "batchDocuments"
    | "counter"
    | "engine"
    | "engineVersion"
    | "measureQuality"
    | "now"
    | "onProgress"
    | "signal"
    | "store"
  > {
  /** Larger files are left out unread. Default 10 MiB. */
  readonly maxFileBytes?: number | undefined;
  /** What the paths in the index are relative to: the root or a folder above it. Default: the root, or the folder of a file. */
  readonly projectRoot?: string | undefined;
}

/**
 * Brings a store up to date with the files below `root` (or with one file): packs what is new or changed, removes what is gone,
 * and does nothing for the rest, which it tells by size and times without reading. The short form of `syncDocuments` with a
 * {@link FilesystemConnector}.
 *
 * Throws `PATH_NOT_FOUND`, `PATH_UNREADABLE`, `ABORTED` and the store's own errors; what goes wrong with single files is in
 * the result.
 */
export async function indexDocuments(root: string, options: IndexOptions): Promise<IndexResult> {
  const { maxFileBytes, projectRoot, ...rest } = options;
  const connector = new FilesystemConnector({ root, projectRoot });
  const limits = maxFileBytes === undefined ? {} : { maxDocumentBytes: maxFileBytes };
  return syncDocuments(connector, { ...rest, limits });
}
