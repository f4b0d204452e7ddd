export type { IndexFailure } from "./index/block-batch.ts";
export {
  type IndexOptions,
  type IndexProgress,
  type IndexResult,
  indexDocuments,
  type Packer,
} from "./index/index-documents.ts";
export type { SkippedPath, SkipReason, SkipReport } from "./walk/skip-report.ts";
export {
  type DirectoryWalk,
  type WalkedFile,
  type WalkOptions,
  walkDirectory,
} from "./walk/walk-directory.ts";
