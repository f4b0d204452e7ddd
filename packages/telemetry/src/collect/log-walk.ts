import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Breather } from "./breather.ts";
import { inodeNumber } from "./inode-number.ts";
import type { LogFile, LogFormat, TelemetrySource } from "./telemetry-source.ts";
import { unreadableReason, type Warnings } from "./warnings.ts";

/** What tells a file and its state from another. */
export interface LogStats {
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A log file that is there. */
export interface FoundLog {
  readonly source: TelemetrySource;
  readonly format: LogFormat;
  readonly file: LogFile;
  readonly stats: LogStats;
}

/** A folder in which logs may be. */
export interface FoundFolder {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
  readonly source: TelemetrySource;
  readonly root: string;
  /** From the root; empty for the root itself. */
  readonly relativePath: string;
}

/** What is there. */
export interface LogWalk {
  readonly logs: readonly FoundLog[];
  readonly folders: readonly FoundFolder[];
}

/** What a walk needs of its surroundings. */
export interface WalkContext {
  readonly breather: Breather;
  readonly warnings: Warnings;
}

/**
 * Finds the logs of all sources, by source, root and name. Links are followed, each folder is read once a root, each file (by
 * device and inode) belongs to the first source that knows its format. Only regular files count. What cannot be read is passed over
 * with a warning, what is not there without one.
 */
export async function walkLogs(
  sources: readonly TelemetrySource[],
  context: WalkContext,
): Promise<LogWalk> {
  const walk = new Walk(context);
  for (const source of sources) {
    for (const root of source.roots) await walk.root(source, resolve(root));
  }
  return walk;
}

class Walk implements LogWalk {
  readonly logs: FoundLog[] = [];
  readonly folders: FoundFolder[] = [];
  readonly #context: WalkContext;
  readonly #files = new Set<string>();

  constructor(context: WalkContext) {
    this.#context = context;
  }

  async root(source: TelemetrySource, root: string): Promise<void> {
    const stats = this.#statsOf(root);
    if (stats === undefined) return;
    if (!stats.isDirectory()) {
      this.#takeFile({ source, root, relativePath: basename(root), path: root }, stats);
      return;
    }
    const seen = new Set<string>();
    const open = [{ source, root, relativePath: "", path: root }];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      await this.#context.breather.breathe();
      open.push(...this.#folder(place, seen).reverse());
    }
  }

  /** Takes the files of a folder; answers the folders in it. */
  #folder(place: Place, seen: Set<string>): Place[] {
    const stats = this.#statsOf(place.path);
    if (!stats?.isDirectory()) return [];
    const identity = { dev: stats.dev, ino: inodeAt(place.path, stats) };
    if (isKnown(seen, identity)) return [];
    this.folders.push({ ...place, ...identity });
    const folders: Place[] = [];
    for (const entry of this.#entriesOf(place.path)) {
      const inside = placeIn(place, entry.name);
      const kind = this.#kindOf(entry, inside);
      if (kind === "folder") folders.push(inside);
      if (kind === "file") this.#takeFile(inside);
    }
    return folders;
  }

  #kindOf(entry: Dirent, { path }: Place): "folder" | "file" | undefined {
    const kind = entry.isSymbolicLink() ? this.#statsOf(path) : entry;
    if (kind?.isDirectory()) return "folder";
    return kind?.isFile() ? "file" : undefined;
  }

  #takeFile(place: Place, known?: Stats): void {
    const { source, path, root, relativePath } = place;
    const format = source.formatOf(relativePath);
    const stats = format && (known ?? this.#statsOf(path));
    if (format === undefined || !stats?.isFile()) return;
    const seen = logStats(path, { format, stats });
    if (isKnown(this.#files, seen)) return;
    this.logs.push({ source, format, file: { path, root, relativePath }, stats: seen });
  }

  #statsOf(path: string): Stats | undefined {
    return this.#reading(`finding ${path}`, path, () => statSync(path, { throwIfNoEntry: false }));
  }

  #entriesOf(path: string): readonly Dirent[] {
    const read = () => readdirSync(path, { withFileTypes: true });
    const entries = this.#reading(`listing ${path}`, path, read) ?? [];
    return entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  #reading<T>(key: string, path: string, read: () => T): T | undefined {
    const { warnings } = this.#context;
    try {
      const result = read();
      warnings.settle(key);
      return result;
    } catch (error) {
      const reason = unreadableReason(error);
      if (reason === undefined) throw error;
      if (!GONE.has(reason)) {
        warnings.tellOnce(key, `"${path}" cannot be read (${reason}); its logs are not counted.`);
      }
      return undefined;
    }
  }
}

/** A path below a root. */
interface Place {
  readonly source: TelemetrySource;
  readonly root: string;
  readonly relativePath: string;
  readonly path: string;
}

/** Not there, or not any more: nothing to warn of. */
const GONE = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

function placeIn({ source, root, relativePath, path }: Place, name: string): Place {
  return {
    source,
    root,
    relativePath: relativePath === "" ? name : `${relativePath}/${name}`,
    path: join(path, name),
  };
}

function isKnown(
  seen: Set<string>,
  { dev, ino }: { readonly dev: number; readonly ino: number },
): boolean {
  const key = `${dev}:${ino}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

/** The log as it is now; `undefined` where there is no regular file any more. Throws errors of the file system. */
export function statLog({ file, format }: FoundLog): LogStats | undefined {
  const stats = statSync(file.path, { throwIfNoEntry: false });
  return stats?.isFile() ? logStats(file.path, { format, stats }) : undefined;
}

/** What a database was last told stands in a file beside it at first (https://sqlite.org/wal.html). */
function logStats(
  path: string,
  { format, stats }: { readonly format: LogFormat; readonly stats: Stats },
): LogStats {
  const { dev, size, mtimeMs } = stats;
  const ino = inodeAt(path, stats);
  const wal =
    format.kind === "database" ? statSync(`${path}-wal`, { throwIfNoEntry: false }) : undefined;
  // Whoever opens the database to read may leave an empty one.
  if (wal === undefined || wal.size === 0) return { dev, ino, size, mtimeMs };
  return { dev, ino, size: size + wal.size, mtimeMs: Math.max(mtimeMs, wal.mtimeMs) };
}

function inodeAt(path: string, stats: Stats): number {
  return inodeNumber(stats, () => statSync(path, { bigint: true, throwIfNoEntry: false }));
}
