import { type FSWatcher, lstatSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { type WalkedFolder, walkFolders } from "../walk/walk-directory.ts";

/** How long to wait for a change to be over. */
export interface SettleOptions {
  /** Milliseconds without another change. */
  readonly quietMs: number;
  /** Most milliseconds from the first change. */
  readonly maxDelayMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Watched {
  readonly watcher: FSWatcher;
  folder: WalkedFolder;
}

/**
 * Notices changes below a root in the folders that a walk reads, and in no other. What it notices proves nothing but that it is
 * time to look; whatever changes after {@link FolderWatch.follow} is noticed.
 */
export class FolderWatch implements Disposable {
  readonly #watched = new Map<string, Watched>();
  /** Folders that may be others of the same name by now. */
  readonly #replaced = new Set<string>();
  #hasChanged = false;
  #tell: () => void = () => undefined;

  /** The folders that are watched. */
  get folders(): readonly string[] {
    return [...this.#watched.keys()];
  }

  /**
   * Watches exactly the folders that a walk of `root` reads now, and forgets what was noticed until now. Throws as
   * `walkDirectory` does, and `WATCH_UNAVAILABLE`.
   */
  follow(root: string): void {
    this.#hasChanged = false;
    this.#closeReplaced();
    // A folder that came while its parent was not watched yet is found by looking once more.
    for (let isNew = true; isNew; ) {
      isNew = false;
      const folders = new Map([...walkFolders(root)].map((one) => [one.absolutePath, one]));
      for (const path of this.#watched.keys()) if (!folders.has(path)) this.#close(path);
      for (const folder of folders.values()) isNew = this.#watch(folder) || isNew;
    }
  }

  /** Comes back when something has changed and seems to be over, or when the signal is aborted. */
  async settle({ quietMs, maxDelayMs, signal }: SettleOptions): Promise<void> {
    await new Promise<void>((resolve) => {
      let quiet: NodeJS.Timeout | undefined;
      let latest: NodeJS.Timeout | undefined;
      const end = (): void => {
        clearTimeout(quiet);
        clearTimeout(latest);
        signal?.removeEventListener("abort", end);
        this.#tell = () => undefined;
        resolve();
      };
      this.#tell = () => {
        clearTimeout(quiet);
        quiet = setTimeout(end, quietMs);
        latest ??= setTimeout(end, maxDelayMs);
      };
      signal?.addEventListener("abort", end);
      if (signal?.aborted) end();
      else if (this.#hasChanged) this.#tell();
    });
  }

  [Symbol.dispose](): void {
    for (const path of this.folders) this.#close(path);
  }

  /** Answers whether it was not watched before. */
  #watch(folder: WalkedFolder): boolean {
    const { absolutePath: path } = folder;
    const known = this.#watched.get(path);
    if (known !== undefined) {
      known.folder = folder;
      return false;
    }
    try {
      const watcher = watch(path, (event, name) => this.#notice(path, event, name));
      watcher.on("error", () => {
        // Windows says so of a folder that was removed.
        this.#replaced.add(path);
        this.#change();
      });
      this.#watched.set(path, { watcher, folder });
      return true;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "ENOSPC" || code === "EMFILE") throw tooMany(this.#watched.size, cause);
      // Gone or locked since it was listed: the folder above tells of the next change.
      if (code === undefined) throw cause;
      return false;
    }
  }

  #notice(path: string, event: string, name: string | null): void {
    if (name === null) {
      this.#replaced.add(path);
      this.#change();
      return;
    }
    const entry = join(path, name);
    const isFolder = this.#watched.has(entry);
    if (event === "rename" && isFolder) this.#replaced.add(entry);
    if (isFolder || this.#isRead(path, name)) this.#change();
  }

  /** Whether a walk may read an entry. */
  #isRead(path: string, name: string): boolean {
    const { folder } = this.#watched.get(path) ?? {};
    if (folder === undefined || !folder.leavesOut(name, "file")) return true;
    return isFolderAt(join(path, name)) && !folder.leavesOut(name, "folder");
  }

  #change(): void {
    this.#hasChanged = true;
    this.#tell();
  }

  #close(path: string): void {
    this.#watched.get(path)?.watcher.close();
    this.#watched.delete(path);
  }

  /** Folders that may be others, and all below them. */
  #closeReplaced(): void {
    if (this.#replaced.size === 0) return;
    for (const path of this.folders) if (this.#isReplaced(path)) this.#close(path);
    this.#replaced.clear();
  }

  #isReplaced(path: string): boolean {
    for (let folder = path; basename(folder) !== ""; folder = dirname(folder)) {
      if (this.#replaced.has(folder)) return true;
    }
    return false;
  }
}

/** Without following a link, which a walk does not follow either. */
function isFolderAt(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    // Out of reach, as for a walk.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}

function tooMany(folders: number, cause: unknown): TokenPakError {
  return new TokenPakError(
    "WATCH_UNAVAILABLE",
    `The system watches ${folders} folders and no more. Raise its limit (on Linux: sysctl fs.inotify.max_user_watches=524288, and ulimit -n), leave folders out with .tokenpakignore, or watch a smaller folder.`,
    { cause },
  );
}
