import { existsSync, linkSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const REPLACEMENT = ".repairing-";

/**
 * Where this process makes the file that is to take the place of another, beside it. What processes left there that are no more
 * is deleted.
 */
export function replacementFor(path: string): string {
  const prefix = `${basename(path)}${REPLACEMENT}`;
  for (const name of readdirSync(dirname(path))) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (owner > 0 && !isRunning(owner)) rmSync(join(dirname(path), name), { force: true });
  }
  return `${path}${REPLACEMENT}${process.pid}`;
}

/** Deletes a database and the files that SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

/**
 * Puts a closed database file in the place of a damaged one, which stays beside it under a name of its own, its log too. Answers
 * that name. At every moment the path leads to one of the two.
 */
export function replaceDatabase(path: string, replacement: string): string {
  const kept = freeName(path);
  keepUnder(path, kept);
  // A log that stayed would be taken for that of the new file.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${kept}-wal`);
  rmSync(`${path}-shm`, { force: true });
  renameSync(replacement, path);
  return kept;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function freeName(path: string): string {
  for (let number = 1; ; number++) {
    const name = `${path}.damaged-${number}`;
    if (!existsSync(name) && !existsSync(`${name}-wal`)) return name;
  }
}

function keepUnder(path: string, kept: string): void {
  try {
    linkSync(path, kept);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // File systems without hard links: for a moment there is no file at the path.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code)) throw error;
    renameSync(path, kept);
  }
}
