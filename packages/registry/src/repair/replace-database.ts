import { existsSync, linkSync, renameSync, rmSync } from "node:fs";

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
