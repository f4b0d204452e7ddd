import { TokenPakError } from "@tokenpak/core";
import { type IndexOptions, indexDocuments } from "../index/index-documents.ts";
import type { IndexResult } from "../sync/sync-options.ts";
import { FolderWatch } from "./folder-watch.ts";

/** How to keep an index up to date. Its `signal` ends the watch without an error. */
export interface WatchOptions extends IndexOptions {
  /** Milliseconds without a change before a round begins. Default 200. */
  readonly quietMs?: number | undefined;
  /** Most milliseconds from a change to its round, where changes go on and on. Default 2000. */
  readonly maxDelayMs?: number | undefined;
}

/**
 * Brings a store up to date with the files of a folder, and again whenever something changes there. Each round is one run of
 * `indexDocuments`, which looks at everything, so that renames, other branches, folders that went and came back and changed
 * ignore files are all alike; its result is what the loop gets. A round begins when the loop asks for it: there are never two
 * at once, and what changes in the meantime is in the next. Folders that are left out (`.git`, `node_modules`, ignored ones)
 * are not watched.
 *
 * Ends when the signal is aborted or the loop is left: what the round in work had committed stays. Throws `PATH_NOT_FOUND` when
 * the folder is gone (the index keeps what it has), `WATCH_UNAVAILABLE`, and whatever else `indexDocuments` throws.
 */
export async function* watchDocuments(
  root: string,
  options: WatchOptions,
): AsyncGenerator<IndexResult, void, undefined> {
  const { quietMs: quiet, maxDelayMs: maxDelay, ...indexOptions } = options;
  const { signal } = options;
  const quietMs = milliseconds("quietMs", quiet, 200);
  const maxDelayMs = milliseconds("maxDelayMs", maxDelay, 2000);
  using folders = new FolderWatch();
  while (signal?.aborted !== true) {
    folders.follow(root);
    if (folders.folders.length === 0) throw isFile(root);
    const result = await indexUnlessStopped(root, indexOptions);
    if (result === undefined) return;
    yield result;
    await folders.settle({ quietMs, maxDelayMs, signal });
  }
}

/** `undefined` where the signal stopped it. */
async function indexUnlessStopped(
  root: string,
  options: IndexOptions,
): Promise<IndexResult | undefined> {
  try {
    return await indexDocuments(root, options);
  } catch (error) {
    if (options.signal?.aborted) return undefined;
    throw error;
  }
}

function isFile(root: string): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `"${root}" is a file; only folders can be watched. Watch the folder that it is in.`,
  );
}

function milliseconds(name: string, value: number | undefined, usual: number): number {
  if (value === undefined) return usual;
  if (Number.isFinite(value) && value >= 0 && value < 2 ** 31) return value;
  throw new TokenPakError(
    "INVALID_OPTION",
    `Option ${name} must be a number of milliseconds from 0, not ${String(value)}.`,
  );
}
