import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, sep } from "node:path";
import { fileTypeOf, findSecret, TokenPakError } from "@tokenpak/core";
import { type IgnoreRules, ignoreRulesAt } from "./ignore-rules.ts";
import { readText } from "./read-text.ts";
import { realRoot } from "./real-root.ts";
import { skipFileName, skipFolderName } from "./skip-by-name.ts";
import { type SkippedPath, type SkipReason, type SkipReport, skipReport } from "./skip-report.ts";

/** A file that a walk found. */
export interface WalkedFile {
  /** Relative to the root, with `/`; the file's name where the root is that file. */
  readonly path: string;
  readonly absolutePath: string;
  /** As `fileTypeOf` says, for example `md`, `py`. */
  readonly fileType: string;
  readonly sizeBytes: number;
  /** Of the content, in milliseconds since 1970, with fractions. */
  readonly modifiedMs: number;
  /** Of the content, the name or the permissions, likewise. */
  readonly changedMs: number;
}

/** How to walk. */
export interface WalkOptions {
  /** Larger files are left out unread. Default 10 MiB. */
  readonly maxFileBytes?: number | undefined;
  /**
   * Read each file, to leave out binaries, encodings that cannot be told, minified code and texts with secrets. Default `true`;
   * with `false` only names, sizes and ignore files decide, and whoever reads a file has to look at its content.
   */
  readonly readContent?: boolean | undefined;
}

/** The files below a root, found anew by each iteration, sorted by path (UTF-16 order). */
export interface DirectoryWalk extends Iterable<WalkedFile> {
  /** What the latest iteration left out, complete when it has ended. */
  readonly skipped: SkipReport;
}

const DEFAULT_MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Walks the files below `root` that are worth indexing: text, not ignored by .gitignore (also those above the root, up to the
 * top of its repository) or .tokenpakignore, no lock files, no secrets, no links. A root that is a file gives that file.
 *
 * Throws `PATH_NOT_FOUND` or `PATH_UNREADABLE` for the root; what is unreadable below it is in `skipped`.
 */
export function walkDirectory(root: string, options: WalkOptions = {}): DirectoryWalk {
  const { maxFileBytes = DEFAULT_MAX_FILE_BYTES, readContent = true } = options;
  if (!(maxFileBytes >= 0)) {
    throw new TokenPakError(
      "INVALID_OPTION",
      `maxFileBytes must be a number of bytes from 0, not ${String(maxFileBytes)}.`,
    );
  }
  const start = realRoot(root);
  let skipped: SkippedPath[] = [];
  return {
    get skipped() {
      return skipReport(skipped);
    },
    *[Symbol.iterator]() {
      skipped = [];
      const visit: Visit = {
        maxFileBytes,
        skip: (path, reason) => skipped.push({ path, reason }),
      };
      for (const file of start.isFile
        ? oneFile(start.path, visit)
        : filesBelow(start.path, visit)) {
        const reason = readContent ? reasonOfContent(file, maxFileBytes) : undefined;
        if (reason === undefined) yield file;
        else visit.skip(file.path, reason);
      }
    },
  };
}

/** A folder that a walk reads. */
export interface WalkedFolder {
  readonly absolutePath: string;
  /** Whether a walk leaves out an entry of this name and kind by its name or the ignore files. */
  leavesOut(name: string, kind: "file" | "folder"): boolean;
}

/** The folders that {@link walkDirectory} reads below a root, the root first. Throws as it does; a file has none. */
export function* walkFolders(root: string): Generator<WalkedFolder> {
  const start = realRoot(root);
  if (start.isFile) return;
  const visit = { maxFileBytes: 0, skip: () => undefined };
  const stack: Entry[] = [{ path: "", absolutePath: start.path, rules: ignoreRulesAt(start.path) }];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    const { rules, children } = contentsOf(folder, visit);
    const { path, absolutePath } = folder;
    yield {
      absolutePath,
      leavesOut: (name, kind) =>
        (kind === "file" ? skipFileName(name) : skipFolderName(name)) !== undefined ||
        rules.ignores(`${path}${name}${kind === "folder" ? "/" : ""}`),
    };
    for (const child of children) if (child.path.endsWith("/")) stack.push(child);
  }
}

interface Visit {
  readonly maxFileBytes: number;
  readonly skip: (path: string, reason: SkipReason) => void;
}

interface Entry {
  /** Relative to the root; of a folder with `/` at its end, so that sorting gives the order of full paths. */
  readonly path: string;
  readonly absolutePath: string;
  readonly rules: IgnoreRules;
}

function* oneFile(absolutePath: string, visit: Visit): Generator<WalkedFile> {
  const path = basename(absolutePath);
  const reason = skipFileName(path);
  if (reason !== undefined) visit.skip(path, reason);
  else yield* checked({ path, absolutePath }, visit);
}

function* filesBelow(root: string, visit: Visit): Generator<WalkedFile> {
  // Last entry first: the stack holds what is still to come, in reverse order.
  const stack: Entry[] = [{ path: "", absolutePath: root, rules: ignoreRulesAt(root) }];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    if (entry.path === "" || entry.path.endsWith("/")) {
      for (const child of contentsOf(entry, visit).children.reverse()) stack.push(child);
    } else {
      yield* checked(entry, visit);
    }
  }
}

/** The entries of a folder that are not left out by name, kind or ignore rules, sorted, and the rules inside it. */
function contentsOf(folder: Entry, visit: Visit): { rules: IgnoreRules; children: Entry[] } {
  const items = itemsOf(folder, visit);
  const names = new Set(items.map((item) => item.name));
  // The rules of the root are complete as they are.
  const rules = folder.path === "" ? folder.rules : folder.rules.within(folder, names);
  const children: Entry[] = [];
  const start = folder.absolutePath.endsWith(sep)
    ? folder.absolutePath
    : `${folder.absolutePath}${sep}`;
  // A folder's entries come in any order; what is left out is named in order too.
  const paths = new Map(
    items.map((item) => [`${folder.path}${item.name}${item.isDirectory() ? "/" : ""}`, item]),
  );
  for (const path of [...paths.keys()].sort()) {
    const item = paths.get(path) as Dirent;
    const reason = reasonOf(item) ?? (rules.ignores(path) ? "ignored" : undefined);
    if (reason !== undefined) visit.skip(path, reason);
    else children.push({ path, absolutePath: `${start}${item.name}`, rules });
  }
  return { rules, children };
}

function itemsOf(folder: Entry, visit: Visit): readonly Dirent[] {
  try {
    const items = readdirSync(folder.absolutePath, { withFileTypes: true });
    // What stands for a byte that is no UTF-8 may also be a character of a name.
    if (!items.some((item) => item.name.includes("\uFFFD"))) return items;
    return utf8Items(folder, visit);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    visit.skip(folder.path, "unreadable");
    return [];
  }
}

/** The entries whose names are UTF-8; no path leads to the others. */
function utf8Items(folder: Entry, visit: Visit): readonly Dirent[] {
  const names = readdirSync(folder.absolutePath, { encoding: "buffer" });
  const readable = new Set(names.filter((name) => isUtf8(name)).map((name) => name.toString()));
  const items: Dirent[] = [];
  for (const item of readdirSync(folder.absolutePath, { withFileTypes: true })) {
    if (!item.name.includes("\uFFFD") || readable.delete(item.name)) items.push(item);
    else visit.skip(`${folder.path}${item.name}${item.isDirectory() ? "/" : ""}`, "encoding");
  }
  return items;
}

function reasonOf(item: Dirent): SkipReason | undefined {
  if (item.isSymbolicLink()) return "symlink";
  if (item.isDirectory()) return skipFolderName(item.name);
  return item.isFile() ? skipFileName(item.name) : "special";
}

function* checked(
  { path, absolutePath }: { readonly path: string; readonly absolutePath: string },
  visit: Visit,
): Generator<WalkedFile> {
  const stats = statsOf(absolutePath);
  const reason = reasonOfStats(stats, visit.maxFileBytes);
  if (stats === undefined || reason !== undefined) {
    visit.skip(path, reason ?? "unreadable");
    return;
  }
  const { size: sizeBytes, mtimeMs: modifiedMs, ctimeMs: changedMs } = stats;
  yield { path, absolutePath, fileType: fileTypeOf(path), sizeBytes, modifiedMs, changedMs };
}

function reasonOfContent(file: WalkedFile, maxBytes: number): SkipReason | undefined {
  const content = readText(file, { maxBytes });
  if ("reason" in content) return content.reason;
  return findSecret(content.text) === undefined ? undefined : "secret";
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

function reasonOfStats(stats: Stats | undefined, maxFileBytes: number): SkipReason | undefined {
  if (stats === undefined) return "unreadable";
  if (!stats.isFile()) return "special";
  if (stats.size === 0) return "empty";
  return stats.size > maxFileBytes ? "too-large" : undefined;
}
