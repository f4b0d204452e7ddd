import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TEXT_FILE = /\.(?:js|ts|md|json)$/;
/** Larger files are bundles and tables; a few of them would be the whole sample. */
const LARGEST_BYTES = 1_000_000;

/** Texts to count, and their size in UTF-8. */
export interface Texts {
  readonly texts: readonly string[];
  readonly bytes: number;
}

/**
 * Source, declaration, Markdown and JSON files of the installed packages, up to `maxBytes` together. They are taken
 * in the order of their paths' hashes: a mixture, and the same one wherever the same packages are installed.
 */
export function readInstalledTexts(
  folder: string,
  { maxBytes, pattern = TEXT_FILE }: { readonly maxBytes: number; readonly pattern?: RegExp },
): Texts {
  const texts: string[] = [];
  let bytes = 0;
  for (const path of listInstalledTexts(folder, pattern)) {
    const content = readFileSync(join(folder, path));
    if (content.length > LARGEST_BYTES) continue;
    if (bytes + content.length > maxBytes) break;
    bytes += content.length;
    texts.push(content.toString("utf8"));
  }
  return { texts, bytes };
}

/** Paths of the texts below `folder`, in the order of their hashes. */
export function listInstalledTexts(folder: string, pattern = TEXT_FILE): readonly string[] {
  const paths = textFiles(folder, pattern).map((path) => ({ path, order: sha256(path) }));
  return paths.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ path }) => path);
}

/** Paths below `folder`; symbolic links, with which a package manager shares packages, are not followed. */
function textFiles(folder: string, pattern: RegExp): string[] {
  const found: string[] = [];
  const open = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) open.push(path);
      else if (isTextFile(entry, pattern)) found.push(path);
    }
  }
  return found;
}

function isTextFile(entry: Dirent, pattern: RegExp): boolean {
  return entry.isFile() && pattern.test(entry.name);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
