import { type FSWatcher, watch } from "node:fs";
import type { FoundFolder } from "./log-walk.ts";
import { unreadableReason } from "./warnings.ts";

/** What is told of a change. */
export interface FolderWatchEvents {
  /** Something happened to an entry of a folder; `null` when nobody knows to which. */
  readonly onChange: (folder: FoundFolder, name: string | null) => void;
  /** The system watches no more folders: none is watched any more. */
  readonly onUnavailable: (reason: string) => void;
}

/**
 * Watches folders, each with one watch of the system. What it tells proves nothing but that it is time to look, and what it does not
 * tell is found by looking from time to time.
 */
export class FolderWatches implements Disposable {
  readonly #events: FolderWatchEvents;
  readonly #watches = new Map<string, FolderWatch>();
  #isUnavailable = false;

  constructor(events: FolderWatchEvents) {
    this.#events = events;
  }

  /** Whether anything is told: otherwise all has to be found by looking. */
  get isWatching(): boolean {
    return this.#watches.size > 0 && !this.#isUnavailable;
  }

  /** Watches exactly these folders; one that is another of the same name is watched anew. Answers whether any is new. */
  follow(folders: readonly FoundFolder[]): boolean {
    if (this.#isUnavailable) return false;
    const wanted = byPath(folders);
    for (const [path, { dev, ino }] of this.#watches) {
      const [now] = wanted.get(path) ?? [];
      if (now?.dev !== dev || now.ino !== ino) this.#close(path);
    }
    let isNew = false;
    for (const [path, same] of wanted) {
      const known = this.#watches.get(path);
      if (known !== undefined) known.folders = same;
      else if (this.#watch(path, same)) isNew = true;
      if (this.#isUnavailable) return false;
    }
    return isNew;
  }

  [Symbol.dispose](): void {
    for (const path of [...this.#watches.keys()]) this.#close(path);
  }

  /** Answers whether it is watched now. */
  #watch(path: string, folders: readonly FoundFolder[]): boolean {
    const [first] = folders;
    if (first === undefined) return false;
    try {
      const watcher = watch(path, (_event, name) => this.#tell(path, name));
      // Windows says so of a folder that was removed.
      watcher.on("error", () => this.#tell(path, null));
      this.#watches.set(path, { watcher, folders, dev: first.dev, ino: first.ino });
      return true;
    } catch (error) {
      const reason = unreadableReason(error);
      if (reason === undefined) throw error;
      // Otherwise it is gone or locked since it was found: the next look at all says so.
      if (LIMITS.has(reason)) this.#giveUp(reason);
      return false;
    }
  }

  #tell(path: string, name: string | null): void {
    for (const folder of this.#watches.get(path)?.folders ?? []) {
      this.#events.onChange(folder, name);
    }
  }

  #giveUp(reason: string): void {
    this.#isUnavailable = true;
    this[Symbol.dispose]();
    this.#events.onUnavailable(reason);
  }

  #close(path: string): void {
    this.#watches.get(path)?.watcher.close();
    this.#watches.delete(path);
  }
}

function byPath(folders: readonly FoundFolder[]): ReadonlyMap<string, readonly FoundFolder[]> {
  const groups = new Map<string, FoundFolder[]>();
  for (const folder of folders) {
    const same = groups.get(folder.path);
    if (same === undefined) groups.set(folder.path, [folder]);
    else same.push(folder);
  }
  return groups;
}

interface FolderWatch {
  readonly watcher: FSWatcher;
  readonly dev: number;
  readonly ino: number;
  /** The folder, once for each source that looks in it. */
  folders: readonly FoundFolder[];
}

/** The system's limits of watches and of open files, and systems that cannot watch. */
const LIMITS = new Set(["ENOSPC", "EMFILE", "ENFILE", "ENOSYS", "ENOTSUP"]);
