import * as z from "zod/mini";
import { checkConfig } from "../config/check-config.ts";
import type { Connector, SyncContext, SyncEvent } from "../connector.ts";
import { walkDirectory } from "../walk/walk-directory.ts";
import { fileVersion, readFileDocument } from "./file-document.ts";
import { type FolderScope, folderScope } from "./folder-scope.ts";

/** Which files are indexed, and under which paths. */
export interface FilesystemConfig {
  /** A folder, or one file. */
  readonly root: string;
  /** What the paths in the index are relative to: the root or a folder above it. Default: the root, or the folder of a file. */
  readonly projectRoot?: string | undefined;
  /** Larger files are left out unread. Default: the limit of the sync. */
  readonly maxFileBytes?: number | undefined;
}

const NO_FOLDER = "must be the path of a folder or file";
const NO_BYTES = "must be a number of bytes from 0";

const SCHEMA = z.strictObject(
  {
    root: z.string(NO_FOLDER).check(z.minLength(1, NO_FOLDER)),
    projectRoot: z.optional(z.string(NO_FOLDER).check(z.minLength(1, NO_FOLDER))),
    maxFileBytes: z.optional(z.number(NO_BYTES).check(z.nonnegative(NO_BYTES))),
  },
  "must have root, may have projectRoot and maxFileBytes, and has nothing else",
);

/**
 * The files that `walkDirectory` finds. Each sync names them all, with size and times for a version, so that there is nothing to
 * remember but the files themselves: its cursor is `null`. Texts that are not UTF-8 are decoded; what they were is in the
 * block's metadata, as `encoding`.
 */
export class FilesystemConnector implements Connector<null> {
  readonly type = "filesystem";
  readonly source: string;
  readonly pathPrefix: string;
  readonly #root: string;
  readonly #scope: FolderScope;
  readonly #maxFileBytes: number;

  /** Throws `INVALID_OPTION`, and `PATH_NOT_FOUND` or `PATH_UNREADABLE` for the root. */
  constructor(config: FilesystemConfig) {
    const { root, projectRoot, maxFileBytes } = checkConfig(config, {
      connector: "FilesystemConnector",
      schema: SCHEMA,
    });
    this.#root = root;
    this.#scope = folderScope(root, projectRoot);
    this.#maxFileBytes = maxFileBytes ?? Number.POSITIVE_INFINITY;
    this.source = `filesystem:${this.#scope.project}`;
    this.pathPrefix = this.#scope.prefix;
  }

  async check(): Promise<void> {
    walkDirectory(this.#root);
  }

  async *sync({ limits, now }: SyncContext): AsyncGenerator<SyncEvent<null>> {
    const maxBytes = Math.min(this.#maxFileBytes, limits.maxDocumentBytes);
    const walk = walkDirectory(this.#root, { maxFileBytes: maxBytes, readContent: false });
    const files = [...walk];
    for (const { path, reason } of walk.skipped.paths) yield { type: "skip", id: path, reason };
    yield { type: "plan", documents: files.length };
    for (const file of files) {
      const version = fileVersion(file);
      const read = () => readFileDocument(file, { version, maxBytes, now });
      yield { type: "upsert", id: file.path, version, read };
    }
    yield { type: "checkpoint", cursor: null, complete: this.#scope.file ?? "" };
  }
}
