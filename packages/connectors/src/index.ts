export type {
  CheckpointEvent,
  Connector,
  ConnectorContext,
  ConnectorLimits,
  DeleteEvent,
  FailureEvent,
  PlanEvent,
  SkipEvent,
  SkippedDocument,
  SourceDocument,
  SyncContext,
  SyncEvent,
  UpsertEvent,
} from "./connector.ts";
export {
  type FilesystemConfig,
  FilesystemConnector,
} from "./filesystem/filesystem-connector.ts";
export { GitConnector } from "./git/git-connector.ts";
export type { GitCursor } from "./git/git-cursor.ts";
export type { GitConfig } from "./git/git-settings.ts";
export { GitHubConnector } from "./github/github-connector.ts";
export type { GitHubConfig, GitHubKind } from "./github/github-settings.ts";
export { type IndexOptions, indexDocuments } from "./index/index-documents.ts";
export { type ObsidianConfig, ObsidianConnector } from "./obsidian/obsidian-connector.ts";
export type { Packer } from "./sync/packer.ts";
export { syncDocuments } from "./sync/sync-documents.ts";
export type {
  IndexFailure,
  IndexProgress,
  IndexResult,
  SyncOptions,
  SyncResult,
} from "./sync/sync-options.ts";
export type { SkippedPath, SkipReason, SkipReport } from "./walk/skip-report.ts";
export {
  type DirectoryWalk,
  type WalkedFile,
  type WalkOptions,
  walkDirectory,
} from "./walk/walk-directory.ts";
export { type WatchOptions, watchDocuments } from "./watch/watch-documents.ts";
