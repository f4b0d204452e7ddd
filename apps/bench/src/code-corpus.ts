import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file of code to pack. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
}

/** What to take from a folder. */
export interface CodeSample {
  readonly folder: string;
  /** Ends of file names, tested on the whole path. */
  readonly pattern: RegExp;
  /** Bytes to take at most. */
  readonly maxBytes: number;
}

/** Characters a line, on average, above which code is minified. */
const MAX_LINE_CHARACTERS = 400;

/** Larger files are bundles and tables; a few of them would be the whole sample. */
const LARGEST_BYTES = 400_000;

/**
 * Files of code below a folder, in the order of their paths' hashes: a mixture, and the same one wherever the same packages
 * are installed. Minified files are left out; symbolic links are not followed.
 */
export function sampleCode({ folder, pattern, maxBytes }: CodeSample): readonly CodeFile[] {
  const paths = filesBelow(folder).filter((path) => pattern.test(path));
  const ordered = paths.map((path) => ({ path, order: sha256(path) }));
  ordered.sort((a, b) => (a.order < b.order ? -1 : 1));
  const files: CodeFile[] = [];
  let bytes = 0;
  for (const { path } of ordered) {
    const { size } = statSync(join(folder, path));
    if (size > LARGEST_BYTES || size === 0) continue;
    if (bytes + size > maxBytes) break;
    const text = readFileSync(join(folder, path), "utf8");
    if (isMinified(text)) continue;
    bytes += size;
    files.push({ path, text });
  }
  return files;
}

function isMinified(text: string): boolean {
  return text.length > MAX_LINE_CHARACTERS * (text.match(/\n/g)?.length ?? 1);
}

function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isFile()) found.push(path);
      else if (isOpen(entry, at)) open.push(path);
    }
  }
  return found;
}

function isOpen(entry: Dirent, folder: string): boolean {
  if (!entry.isDirectory() || entry.name === ".git" || entry.name === "dist-packages") return false;
  return entry.name !== "node_modules" || folder !== "";
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
