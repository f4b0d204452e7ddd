import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { CodeFile } from "./code-corpus.ts";

/** Files of code in a folder of their own, which programs can read. */
export interface WrittenCode {
  readonly folder: string;
  /** Paths in the folder, in the order of the files, each with its file's own name. */
  readonly paths: readonly string[];
}

/** Writes files to a temporary folder, hands them to `use`, and removes the folder. */
export function withWrittenCode<T>(
  files: readonly CodeFile[],
  use: (written: WrittenCode) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  try {
    const paths = files.map(({ path, text }, index) => {
      const written = join(String(index), basename(path));
      mkdirSync(dirname(join(folder, written)), { recursive: true });
      writeFileSync(join(folder, written), text);
      return written;
    });
    return use({ folder, paths });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
