import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isTokenPakError, type Pricer } from "@tokenpak/core";
import { Breather } from "./breather.ts";
import { CollectBatch } from "./collect-batch.ts";
import { type CollectorCounts, CountsTally } from "./collector-counts.ts";
import type { CollectorStore } from "./collector-store.ts";
import { LineBuffer } from "./line-reader.ts";
import { type FoundFolder, type FoundLog, type LogWalk, statLog, walkLogs } from "./log-walk.ts";
import { goOn, isAsSeen, type ReadContext } from "./read-context.ts";
import { readDatabase } from "./read-database.ts";
import { readDocument } from "./read-document.ts";
import { readLines } from "./read-lines.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";
import type { TelemetrySource } from "./telemetry-source.ts";
import { identityKey, TrackedLogs } from "./tracked-logs.ts";
import { unreadableReason, type Warnings } from "./warnings.ts";

/** What a collection works with. */
export interface CollectionParts {
  /** Asked at each look at all files. */
  readonly sources: () => readonly TelemetrySource[];
  readonly store: CollectorStore;
  readonly pricer: Pricer;
  readonly warnings: Warnings;
  /** Longest line that is read, in bytes. */
  readonly maxLineBytes: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gives events out and waits until there is room for more; `false`: there will be none. */
  readonly deliver: (
    events: readonly TelemetryEvent[],
    signal: AbortSignal | undefined,
  ) => Promise<boolean>;
}

/** How far a look at the files is. */
export interface CollectProgress {
  /** Files looked at, and files there are. */
  readonly done: number;
  readonly total: number;
  /** The file just looked at, from its root. */
  readonly label: string;
}

/** How to look. */
export interface LookOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
}

/** Files that changed less than this ago, in milliseconds, are looked at each time; at most so many. */
const RECENT_MS = 600_000;
const MOST_RECENT = 500;

/** Reads what is new in the logs of sources into a store. One look after the other: none may begin before the last has ended. */
export class LogCollection {
  readonly #parts: CollectionParts;
  readonly #tracked: TrackedLogs;
  readonly #buffer: LineBuffer;
  readonly #breather = new Breather();
  /** By path, as of the last look at all files; states are newer where it was looked at since. */
  #logs = new Map<string, FoundLog>();
  #folders: readonly FoundFolder[] = [];
  /** Device and inode, by source, of all that is there. */
  #present = new Set<string>();
  #missingRoots: readonly string[] = [];
  #noticed = new Set<string>();
  #isStale = true;
  #walkMs = 0;

  constructor(parts: CollectionParts) {
    this.#parts = parts;
    this.#tracked = new TrackedLogs(parts.store);
    this.#buffer = new LineBuffer(parts.maxLineBytes);
  }

  /** Folders in which logs were found, or may come. */
  get folders(): readonly FoundFolder[] {
    return this.#folders;
  }

  /** How long it last took to find all files, in milliseconds. */
  get walkMs(): number {
    return this.#walkMs;
  }

  /** Files or folders may have come, gone or got other names. */
  get isStale(): boolean {
    return this.#isStale || this.#missingRoots.some(exists);
  }

  /** Takes note of a change in a folder, to look at it next time. */
  notice(folder: FoundFolder, name: string | null): void {
    if (name === null) {
      this.#isStale = true;
      return;
    }
    const path = join(folder.path, name);
    const log = path.replace(/-wal$/, "");
    const inside = folder.relativePath === "" ? name : `${folder.relativePath}/${name}`;
    if (this.#logs.has(log)) this.#noticed.add(log);
    else if (folder.source.formatOf(inside) !== undefined || isFolder(path)) this.#isStale = true;
  }

  /** All files may be others than was known. */
  expectChanges(): void {
    this.#isStale = true;
  }

  /** Finds all files and reads what is new. Throws `STORE_*`, `ABORTED`; what was committed stays. */
  async lookAtAll(options: LookOptions = {}): Promise<CollectorCounts> {
    const tally = new CountsTally();
    const sources = this.#parts.sources();
    for (const { name } of sources) {
      this.#tracked.load(name);
      tally.of(name);
    }
    this.#isStale = false;
    this.#noticed.clear();
    await this.#walk(sources);
    for (const { source } of this.#logs.values()) tally.of(source.name).files += 1;
    await this.#read([...this.#logs.values()], tally, options);
    return tally.result();
  }

  /** Reads what is new in files that changed lately or were noticed. Throws as {@link lookAtAll}. */
  async lookAtRecent(options: LookOptions = {}): Promise<CollectorCounts> {
    for (const path of this.#recentPaths()) this.#noticed.add(path);
    return this.lookAtNoticed(options);
  }

  /** Reads what is new in files that were noticed. Throws as {@link lookAtAll}. */
  async lookAtNoticed(options: LookOptions = {}): Promise<CollectorCounts> {
    const tally = new CountsTally();
    const paths = [...this.#noticed];
    this.#noticed.clear();
    const changed: FoundLog[] = [];
    for (const path of paths) {
      const log = this.#logs.get(path);
      const stats = log && this.#statsOf(log);
      if (log === undefined || stats === undefined || !isSameFile(log, stats)) {
        this.#isStale = true;
        continue;
      }
      const current = { ...log, stats };
      this.#logs.set(path, current);
      changed.push(current);
    }
    await this.#read(changed, tally, options);
    return tally.result();
  }

  async #walk(sources: readonly TelemetrySource[]): Promise<void> {
    const { warnings } = this.#parts;
    const context = { breather: this.#breather, warnings };
    const start = performance.now();
    const walked = await walkLogs(sources, context);
    this.#take(walked, sources);
    // A file that got another name while the walk passed is in neither place.
    if (walked.logs.some((found) => this.#formerOf(found) !== undefined)) {
      this.#take(await walkLogs(sources, context), sources);
    }
    this.#walkMs = performance.now() - start;
  }

  #take({ logs, folders }: LogWalk, sources: readonly TelemetrySource[]): void {
    this.#folders = folders;
    this.#logs = new Map(logs.map((log) => [log.file.path, log]));
    const found = new Set([
      ...logs.map(({ file }) => file.root),
      ...folders.map(({ root }) => root),
    ]);
    const roots = sources.flatMap((source) => source.roots.map((root) => resolve(root)));
    this.#missingRoots = roots.filter((root) => !found.has(root) && !exists(root));
    this.#present = new Set(
      logs.map(({ source, stats }) => identityKey({ source: source.name, ...stats })),
    );
  }

  async #read(
    logs: readonly FoundLog[],
    tally: CountsTally,
    { signal, onProgress }: LookOptions,
  ): Promise<void> {
    const { now, deliver, warnings } = this.#parts;
    const tracked = this.#tracked;
    const batch = new CollectBatch({
      ...this.#parts,
      tracked,
      tally,
      deliver: (events) => deliver(events, signal),
    });
    const context: ReadContext = {
      batch,
      tracked,
      tally,
      warnings,
      buffer: this.#buffer,
      breather: this.#breather,
      now,
      signal,
      formerOf: (found) => this.#formerOf(found),
    };
    await this.#follow(logs, batch);
    for (const [index, found] of logs.entries()) {
      if (!this.#isUnchanged(found)) await readLog(found, context);
      await goOn(context);
      onProgress?.({ done: index + 1, total: logs.length, label: found.file.relativePath });
    }
    await batch.flush();
  }

  /** Files under other names, all at once: none takes the place of another that is only not read yet. */
  async #follow(logs: readonly FoundLog[], batch: CollectBatch): Promise<void> {
    for (const { source, file, stats } of logs) {
      const known = this.#tracked.ofIdentity({ source: source.name, ...stats });
      if (known === undefined || known.checkpoint.path === file.path) continue;
      batch.reach({ ...known, checkpoint: { ...known.checkpoint, path: file.path } });
    }
    await batch.flush();
  }

  #isUnchanged({ source, stats, file }: FoundLog): boolean {
    const known = this.#tracked.ofIdentity({ source: source.name, ...stats });
    return known !== undefined && isAsSeen(known.checkpoint, file.path, stats);
  }

  /** What was under the path of a new file, and is nowhere else now. */
  #formerOf({ source, file, stats }: FoundLog) {
    const former = this.#tracked.ofPath(source.name, file.path);
    if (former === undefined) return undefined;
    const { checkpoint } = former;
    const isOther = checkpoint.dev !== stats.dev || checkpoint.ino !== stats.ino;
    return isOther && !this.#present.has(identityKey(checkpoint)) ? former : undefined;
  }

  #recentPaths(): readonly string[] {
    const since = this.#parts.now() - RECENT_MS;
    const recent = [...this.#logs.values()].filter(({ stats }) => stats.mtimeMs > since);
    if (recent.length > MOST_RECENT) {
      recent.sort((left, right) => right.stats.mtimeMs - left.stats.mtimeMs);
    }
    return recent.slice(0, MOST_RECENT).map(({ file }) => file.path);
  }

  #statsOf(log: FoundLog) {
    try {
      return statLog(log);
    } catch (error) {
      if (unreadableReason(error) === undefined) throw error;
      return undefined;
    }
  }
}

async function readLog(found: FoundLog, context: ReadContext): Promise<void> {
  const { format, file } = found;
  const { warnings, tally } = context;
  tally.of(found.source.name).changedFiles += 1;
  try {
    if (format.kind === "lines") await readLines(found, format, context);
    else if (format.kind === "document") await readDocument(found, format, context);
    else await readDatabase(found, format, context);
    warnings.settle(`reading ${file.path}`);
  } catch (error) {
    if (isTokenPakError(error)) throw error;
    const reason = unreadableReason(error) ?? (error instanceof Error ? error.name : "unknown");
    const what = `"${file.path}" cannot be read now (${reason}); it is tried again.`;
    warnings.tellOnce(`reading ${file.path}`, what);
  }
}

function isSameFile({ stats }: FoundLog, now: FoundLog["stats"]): boolean {
  return stats.dev === now.dev && stats.ino === now.ino;
}

function isFolder(path: string): boolean {
  return statOrNothing(path)?.isDirectory() === true;
}

function exists(path: string): boolean {
  return statOrNothing(path) !== undefined;
}

function statOrNothing(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (unreadableReason(error) === undefined) throw error;
    return undefined;
  }
}
