import { isTokenPakError } from "@tokenpak/core";
import { IGNORE_FILE, type IgnoreFile, treeRules } from "../git/tree-rules.ts";
import { skipFolderName } from "../walk/skip-by-name.ts";
import type { SkipReason } from "../walk/skip-report.ts";
import type { GitHubApi } from "./github-api.ts";
import type { GitHubTreeEntry } from "./github-shapes.ts";

/** A file of a repository, or something that is left out. */
export interface TreeItem {
  /** Of a folder with `/` at its end. */
  readonly path: string;
  /** Git's hash of the content. */
  readonly sha: string;
  /** Why it is left out, with all that is below it. */
  readonly reason?: SkipReason | undefined;
}

/** How to go over a tree. */
export interface TreeOptions {
  /** Of the commit. */
  readonly commit: string;
  readonly maxBytes: number;
}

/** Formats that no text is ever in: each file would cost a request, only to find that out. */
const BINARY_NAME =
  /\.(?:7z|avi|avif|bin|bmp|bz2|class|dll|dylib|eot|exe|flac|gif|gz|ico|jar|jpe?g|mov|mp3|mp4|o|ogg|otf|pdf|png|pyc|rar|so|tar|tgz|tiff?|ttf|war|wasm|wav|webm|webp|woff2?|xz|zip|zst)$/i;

/** The files of a commit and what is left out, in the order of git: by the rules of names, and by every `.tokenpakignore`. */
export async function* treeItems(api: GitHubApi, options: TreeOptions): AsyncGenerator<TreeItem> {
  const { files, unreadable } = await listFiles(api, options.commit);
  for (const path of unreadable) yield { path, sha: "", reason: "unreadable" };
  const rules = treeRules(await ignoreFiles(api, files));
  const leftOut = new Set<string>();
  for (const { path, sha, mode, size } of files) {
    const skip = rules.skipOf({ mode, object: sha, path: Buffer.from(path) });
    const item = { path: skip?.folder ?? path, sha };
    if (leftOut.has(item.path)) continue;
    if (skip?.folder !== undefined) leftOut.add(skip.folder);
    yield { ...item, reason: skip?.reason ?? reasonOf({ path, size }, options.maxBytes) };
  }
}

interface Files {
  readonly files: readonly GitHubTreeEntry[];
  /** Folders of which GitHub does not list everything. */
  readonly unreadable: readonly string[];
}

/** All but folders. What GitHub cuts off, because a tree is very large, is asked for folder by folder. */
async function listFiles(api: GitHubApi, commit: string): Promise<Files> {
  const files: GitHubTreeEntry[] = [];
  const unreadable: string[] = [];
  const folders = [{ path: "", sha: commit }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const prefix = folder.path;
    const whole = await api.tree(folder.sha, { recursive: true });
    const isCut = whole.truncated === true;
    const list = isCut ? await api.tree(folder.sha, { recursive: false }) : whole;
    if (list.truncated === true) unreadable.push(prefix);
    const below: typeof folders = [];
    for (const entry of list.tree) {
      const path = `${prefix}${entry.path}`;
      if (entry.type !== "tree") files.push({ ...entry, path });
      else if (isCut && skipFolderName(entry.path) === undefined) {
        below.push({ path: `${path}/`, sha: entry.sha });
      }
    }
    folders.push(...below.reverse());
  }
  return { files, unreadable };
}

async function ignoreFiles(
  api: GitHubApi,
  files: readonly GitHubTreeEntry[],
): Promise<readonly IgnoreFile[]> {
  const found: IgnoreFile[] = [];
  for (const { path, sha, mode } of files) {
    const slash = path.lastIndexOf("/");
    if (path.slice(slash + 1) !== IGNORE_FILE || !mode.startsWith("100")) continue;
    const text = await patternsOf(api, sha);
    found.push({ folder: path.slice(0, Math.max(slash, 0)), text });
  }
  return found;
}

const MOST_PATTERN_BYTES = 1024 * 1024;

/** Patterns that are too many are none, as unreadable ones. */
async function patternsOf(api: GitHubApi, sha: string): Promise<string> {
  try {
    return (await api.blob(sha, MOST_PATTERN_BYTES)).toString("utf8");
  } catch (error) {
    if (isTokenPakError(error, "TEXT_TOO_LARGE")) return "";
    throw error;
  }
}

function reasonOf(
  { path, size = 1 }: Pick<GitHubTreeEntry, "path" | "size">,
  maxBytes: number,
): SkipReason | undefined {
  if (size === 0) return "empty";
  if (BINARY_NAME.test(path)) return "binary";
  return size > maxBytes ? "too-large" : undefined;
}
