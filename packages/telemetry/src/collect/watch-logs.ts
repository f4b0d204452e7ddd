import { isTokenPakError } from "@tokenpak/core";
import { FolderWatches } from "./folder-watches.ts";
import type { LogCollection } from "./log-collection.ts";
import type { Warnings } from "./warnings.ts";

/** How to watch. */
export interface WatchLogsOptions {
  /** Between two looks at files that changed lately, in milliseconds. */
  readonly pollMs: number;
  readonly warnings: Warnings;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Keeps looks apart from those of others. */
  readonly exclusively: <T>(look: () => Promise<T>) => Promise<T>;
}

/** A change is followed by others: so long they are waited for, in milliseconds. */
const QUIET_MS = 50;
/** All files are looked at after this time, in milliseconds, though no change of folders was told. */
const FULL_LOOK_MS = 30_000;
/** Finding all files takes at most one of so many parts of the time. */
const SHARE = 10;

/**
 * Looks at logs whenever something changes, or may have changed, until the signal is aborted. A look that fails (the store is
 * locked or full) is a warning, and the next one tries again.
 */
export async function watchLogs(
  collection: LogCollection,
  options: WatchLogsOptions,
): Promise<void> {
  const { pollMs, warnings, signal, exclusively } = options;
  const bell = new Bell(signal);
  using watches = new FolderWatches({
    onChange: (folder, name) => {
      collection.notice(folder, name);
      bell.ring();
    },
    onUnavailable: (reason) => {
      warnings.tell(
        `Folders of logs cannot be watched (${reason}): they are looked at every ${pollMs} ms instead. On Linux: sysctl fs.inotify.max_user_watches=524288.`,
      );
    },
  });
  const pace = { last: Number.NEGATIVE_INFINITY, lastRecent: 0 };
  while (!signal.aborted) {
    try {
      await exclusively(() => look({ collection, watches, pace }, options));
      warnings.settle("look");
    } catch (error) {
      if (!signal.aborted) warnings.tellOnce("look", `${reasonOf(error)} It is tried again.`);
    }
    await bell.wait(pollMs);
  }
}

/** When all files were last looked at, and those that had changed lately. */
interface Pace {
  last: number;
  lastRecent: number;
}

async function look(
  subject: {
    readonly collection: LogCollection;
    readonly watches: FolderWatches;
    readonly pace: Pace;
  },
  { pollMs, signal }: WatchLogsOptions,
): Promise<void> {
  const { collection, watches, pace } = subject;
  const since = performance.now() - pace.last;
  const least = collection.walkMs * SHARE;
  const most = Math.max(least, watches.isWatching ? FULL_LOOK_MS : pollMs);
  const start = performance.now();
  if (since < most && !(collection.isStale && since >= least)) {
    if (start - pace.lastRecent < pollMs / 2) {
      await collection.lookAtNoticed({ signal });
    } else {
      pace.lastRecent = start;
      await collection.lookAtRecent({ signal });
    }
    return;
  }
  await collection.lookAtAll({ signal });
  // What came into a folder before it was watched was told by nobody.
  if (watches.follow(collection.folders)) collection.expectChanges();
  pace.last = performance.now();
}

/** What others throw may quote what it was about. */
function reasonOf(error: unknown): string {
  if (isTokenPakError(error)) return error.message;
  return `Looking at logs failed (${error instanceof Error ? error.name : typeof error}).`;
}

/** Wakes a sleeper. */
class Bell {
  readonly #signal: AbortSignal;
  #rang = false;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake());
  }

  ring(): void {
    this.#rang = true;
    this.#wake();
  }

  /** Until it rings and is quiet again, at most so long. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.#rang) await this.#sleep(milliseconds);
    if (this.#rang) {
      this.#wake = () => undefined;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    this.#rang = false;
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.#wake = end;
      if (this.#signal.aborted) end();
    });
  }
}
