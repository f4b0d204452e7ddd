import { isTokenPakError } from "@tokenpak/core";
import type { DeleteEvent, PlanEvent, SkipEvent, UpsertEvent } from "../connector.ts";
import { fileId, shownPath } from "./document-id.ts";
import { fileDocument } from "./file-document.ts";
import type { RepositoryView } from "./repository-view.ts";
import { diffTrees, listTree, type TreeChange, type TreeEntry } from "./tree.ts";
import { IGNORE_FILE, type IgnoreFile, type TreeRules, treeRules } from "./tree-rules.ts";

/** What is said of files. */
export type FileEvent = DeleteEvent | PlanEvent | SkipEvent | UpsertEvent;

/** More changes than these are listed as a whole tree, so that they need not be kept in memory. */
const MOST_CHANGES = 100_000;

/** Files of a commit that may become documents. */
export interface TreeScope {
  readonly rules: TreeRules;
  /** Files that the rules leave in. */
  readonly files: number;
}

/** The rules at a commit, in one pass over its tree. */
export async function readTreeScope(
  view: RepositoryView,
  paths: readonly string[],
): Promise<TreeScope> {
  const found: { folder: string; object: string }[] = [];
  const names = treeRules([]);
  let files = 0;
  for await (const entry of listTree(view.git, view.commit)) {
    if (names.skipOf(entry) !== undefined) continue;
    const path = shownPath(entry.path);
    if (isIgnoreFile(path)) {
      found.push({ folder: path.slice(0, -IGNORE_FILE.length - 1), object: entry.object });
    }
    if (isInScope(path, paths)) files++;
  }
  const ignoreFiles: IgnoreFile[] = [];
  for (const { folder, object } of found) {
    const size = (await view.blobs.sizeOf(object)) ?? Number.POSITIVE_INFINITY;
    const bytes = size > MOST_IGNORE_BYTES ? undefined : await view.blobs.read(object);
    if (bytes !== undefined) ignoreFiles.push({ folder, text: bytes.toString("utf8") });
  }
  return { rules: treeRules(ignoreFiles), files };
}

/** A file of patterns that is larger than this is none. */
const MOST_IGNORE_BYTES = 1024 * 1024;

/** All files of a commit. */
export async function* allFiles(
  view: RepositoryView,
  { rules, paths }: { readonly rules: TreeRules; readonly paths: readonly string[] },
): AsyncGenerator<FileEvent> {
  const folders = new Set<string>();
  for await (const entry of listTree(view.git, view.commit)) {
    if (!isInScope(shownPath(entry.path), paths)) continue;
    const event = eventOf(view, { entry, rules });
    if (event.type === "skip" && isRepeated(event, folders)) continue;
    yield event;
  }
}

/**
 * What another commit has not alike; `undefined` where that commit is gone, as after a push by force, where the rules changed
 * in between, and where there are too many changes.
 */
export async function changedFiles(
  view: RepositoryView,
  { since, paths }: { readonly since: string; readonly paths: readonly string[] },
): Promise<readonly TreeChange[] | undefined> {
  const changes: TreeChange[] = [];
  try {
    for await (const change of diffTrees(view.git, { from: since, to: view.commit })) {
      const path = shownPath(change.path);
      if (isIgnoreFile(path) || changes.length >= MOST_CHANGES) return undefined;
      if (isInScope(path, paths)) changes.push(change);
    }
  } catch (error) {
    if (isTokenPakError(error) && error.code.startsWith("SOURCE_")) return undefined;
    throw error;
  }
  return changes;
}

/** The events of changes. */
export function* eventsOfChanges(
  view: RepositoryView,
  { changes, rules }: { readonly changes: readonly TreeChange[]; readonly rules: TreeRules },
): Generator<FileEvent> {
  const folders = new Set<string>();
  for (const { path, entry } of changes) {
    const event: FileEvent =
      entry === undefined ? { type: "delete", id: fileId(path) } : eventOf(view, { entry, rules });
    if (event.type === "skip" && isRepeated(event, folders)) continue;
    yield event;
  }
}

/** One file by the bytes of its path, with why it is left out now; `undefined` where the commit does not have it. */
export async function oneFile(
  view: RepositoryView,
  { path, paths }: { readonly path: Buffer; readonly paths: readonly string[] },
): Promise<UpsertEvent | undefined> {
  if (!isInScope(shownPath(path), paths)) return undefined;
  for await (const entry of listTree(view.git, view.commit)) {
    if (!entry.path.equals(path)) continue;
    const { rules } = await readTreeScope(view, paths);
    const skip = rules.skipOf(entry);
    const document = fileDocument(view, entry);
    return skip === undefined ? document : { ...document, read: () => ({ reason: skip.reason }) };
  }
  return undefined;
}

function eventOf(
  view: RepositoryView,
  { entry, rules }: { readonly entry: TreeEntry; readonly rules: TreeRules },
): SkipEvent | UpsertEvent {
  const skip = rules.skipOf(entry);
  if (skip === undefined) return fileDocument(view, entry);
  return { type: "skip", id: skip.folder ?? fileId(entry.path), reason: skip.reason };
}

/** A folder that is left out counts once. */
function isRepeated({ id }: SkipEvent, folders: Set<string>): boolean {
  if (!id.endsWith("/")) return false;
  if (folders.has(id)) return true;
  folders.add(id);
  return false;
}

function isIgnoreFile(path: string): boolean {
  return path === IGNORE_FILE || path.endsWith(`/${IGNORE_FILE}`);
}

function isInScope(path: string, paths: readonly string[]): boolean {
  return (
    paths.length === 0 || paths.some((scope) => path === scope || path.startsWith(`${scope}/`))
  );
}
