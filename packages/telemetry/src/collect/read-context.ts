import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { TokenPakError } from "@tokenpak/core";
import type { Breather } from "./breather.ts";
import type { CollectBatch } from "./collect-batch.ts";
import type { CountsTally } from "./collector-counts.ts";
import type { FileCheckpoint } from "./collector-store.ts";
import { inodeNumber } from "./inode-number.ts";
import type { LineBuffer } from "./line-reader.ts";
import type { FoundLog, LogStats } from "./log-walk.ts";
import type { TrackedLog, TrackedLogs } from "./tracked-logs.ts";
import type { Warnings } from "./warnings.ts";

/** So soon after a change, another one may leave the file with the same time: file systems count in steps. */
const TIME_STEP_MS = 2000;

/** What reading a file needs of its surroundings. */
export interface ReadContext {
  readonly batch: CollectBatch;
  readonly tracked: TrackedLogs;
  readonly tally: CountsTally;
  readonly warnings: Warnings;
  readonly buffer: LineBuffer;
  readonly breather: Breather;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
  /** The file as it was known under its path, where that one is nowhere else now. */
  readonly formerOf: (found: FoundLog) => TrackedLog | undefined;
}

/**
 * Calls `read` with the open file, when it is still the one that was found and a regular one; `undefined` otherwise. Throws what
 * the file system says, but for a file that is gone.
 */
export async function withOpenLog<T>(
  { file, stats: found }: FoundLog,
  read: (fd: number, size: number) => Promise<T>,
): Promise<T | undefined> {
  let fd: number;
  try {
    // Opening a pipe that nobody writes to would wait for ever; there may be one by now.
    fd = openSync(file.path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(fd);
    const ino = inodeNumber(stats, () => fstatSync(fd, { bigint: true }));
    if (!stats.isFile() || stats.dev !== found.dev || ino !== found.ino) return undefined;
    return await read(fd, stats.size);
  } finally {
    closeSync(fd);
  }
}

/** How a checkpoint names a file and its state, read to its end. */
export function seenOf(
  { source, file, stats }: FoundLog,
  { now, size = stats.size }: { readonly now: () => number; readonly size?: number },
): Pick<FileCheckpoint, "path" | "source" | "dev" | "ino" | "size" | "mtimeMs"> {
  const { dev, ino, mtimeMs } = stats;
  const mayChangeUnseen = Math.abs(now() - mtimeMs) < TIME_STEP_MS;
  return {
    path: file.path,
    source: source.name,
    dev,
    ino,
    size,
    mtimeMs: mayChangeUnseen ? 0 : mtimeMs,
  };
}

/** Whether nothing has changed since a file was read to its end. */
export function isAsSeen(checkpoint: FileCheckpoint, path: string, stats: LogStats): boolean {
  return (
    checkpoint.path === path &&
    checkpoint.size === stats.size &&
    checkpoint.mtimeMs === stats.mtimeMs
  );
}

/** Commits when there is enough, gives way to others, and throws `ABORTED` when the caller wants no more. */
export async function goOn({ batch, breather, signal }: ReadContext): Promise<void> {
  if (batch.isFull) await batch.flush();
  await breather.breathe();
  if (signal?.aborted) throw aborted(signal);
}

function aborted(signal: AbortSignal): TokenPakError {
  return new TokenPakError(
    "ABORTED",
    "Reading logs was aborted. What was committed stays; the rest is read next time.",
    { cause: signal.reason },
  );
}
