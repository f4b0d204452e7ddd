import { folderPatterns } from "../walk/folder-patterns.ts";
import { skipFileName, skipFolderName } from "../walk/skip-by-name.ts";
import type { SkipReason } from "../walk/skip-report.ts";
import { shownPath } from "./document-id.ts";
import type { TreeEntry } from "./tree.ts";

/** The file of patterns that holds for tracked files too. */
export const IGNORE_FILE = ".tokenpakignore";

/** What is left out of a tree by name and kind, before anything is read. */
export interface TreeRules {
  /** Why an entry is left out; `undefined` for one that is to be read. */
  skipOf(entry: TreeEntry): TreeSkip | undefined;
}

/** What is left out. */
export interface TreeSkip {
  /** The folder, ending in `/`, where all of it is left out; `undefined` for the entry alone. */
  readonly folder?: string | undefined;
  readonly reason: SkipReason;
}

/** A `.tokenpakignore` of the tree. */
export interface IgnoreFile {
  /** Path of the folder that it is in, without `/` at the end; empty for the top. */
  readonly folder: string;
  readonly text: string;
}

/**
 * The rules of a tree: the same names as in `walkDirectory`, and every `.tokenpakignore` at that commit. A `.gitignore` says
 * nothing here, as in git itself: what is tracked was meant to be, whether or not a pattern fits it.
 */
export function treeRules(files: readonly IgnoreFile[]): TreeRules {
  const levels = new Map(files.map(({ folder, text }) => [folder, folderPatterns([text])]));
  // The deepest folder that has something to say decides.
  const ignores = (path: string): boolean => {
    if (levels.size === 0) return false;
    let end = path.length - 1;
    while (end >= 0) {
      end = end === 0 ? -1 : path.lastIndexOf("/", end - 1);
      const decision = levels.get(path.slice(0, Math.max(0, end)))?.decide(path.slice(end + 1));
      if (decision !== undefined) return decision;
    }
    return false;
  };
  const folders = new Map<string, TreeSkip | undefined>();
  return {
    skipOf(entry) {
      const path = shownPath(entry.path);
      if (isTooDeep(path)) return { reason: "special" };
      const slash = path.lastIndexOf("/");
      const inFolder = skipOfFolders(path, { folders, ignores });
      if (inFolder !== undefined) return inFolder;
      const name = path.slice(slash + 1);
      const reason = kindOf(entry, name) ?? skipFileName(name);
      if (reason !== undefined) return { reason };
      return ignores(path) ? { reason: "ignored" } : undefined;
    },
  };
}

/** Deeper paths are left out: only a tree made for an attack has them, and each of their folders takes time and memory. */
const MOST_FOLDERS = 64;

function isTooDeep(path: string): boolean {
  return path.split("/", MOST_FOLDERS + 2).length > MOST_FOLDERS + 1;
}

/** The outermost folder above `path` that is left out whole; what is known of folders is kept in `folders`. */
function skipOfFolders(
  path: string,
  rules: {
    readonly folders: Map<string, TreeSkip | undefined>;
    readonly ignores: (path: string) => boolean;
  },
): TreeSkip | undefined {
  const { folders, ignores } = rules;
  const end = path.lastIndexOf("/");
  if (end < 0) return undefined;
  const last = path.slice(0, end + 1);
  if (folders.has(last)) return folders.get(last);
  let skip: TreeSkip | undefined;
  let start = 0;
  while (skip === undefined && start <= end) {
    const slash = path.indexOf("/", start);
    const folder = path.slice(0, slash + 1);
    if (!folders.has(folder)) {
      const reason = reasonOfFolder(path.slice(start, slash), () => ignores(folder));
      folders.set(folder, reason === undefined ? undefined : { folder, reason });
    }
    skip = folders.get(folder);
    start = slash + 1;
  }
  folders.set(last, skip);
  return skip;
}

function reasonOfFolder(name: string, isIgnored: () => boolean): SkipReason | undefined {
  if (isOdd(name)) return "special";
  return skipFolderName(name) ?? (isIgnored() ? "ignored" : undefined);
}

function kindOf({ mode }: TreeEntry, name: string): SkipReason | undefined {
  if (mode === "120000") return "symlink";
  if (mode === "160000") return "submodule";
  return isOdd(name) || !mode.startsWith("100") ? "special" : undefined;
}

/** Names that no file system has; only a tree made for an attack has them. */
function isOdd(name: string): boolean {
  return name === "" || name === "." || name === "..";
}
