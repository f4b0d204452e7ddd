import { isTokenPakError } from "@tokenpak/core";
import type { DeleteEvent, SkipEvent, UpsertEvent } from "../connector.ts";
import { fileId, shownPath } from "./document-id.ts";
import { fileDocument } from "./file-document.ts";
import type { RepositoryView } from "./repository-view.ts";
import { diffTrees, listTree, type TreeChange, type TreeEntry } from "./tree.ts";
import { IGNORE_FILE, type IgnoreFile, type TreeRules, treeRules } from "./tree-rules.ts";

/** What is said of files. */
export type FileEvent = DeleteEvent | SkipEvent | UpsertEvent;

/** A commit's tree, and what is left out of it. */
export interface ListedTree {
  readonly entries: readonly TreeEntry[];
  readonly rules: TreeRules;
}

/** Lists the tree of a commit, and reads the patterns in it. `sizes` spare a question for each file that is going to be read. */
export async function readTree(
  view: RepositoryView,
  { sizes }: { readonly sizes: boolean },
): Promise<ListedTree> {
  const entries = await entriesOf(view, { sizes });
  const names = treeRules([]);
  const ignoreFiles: IgnoreFile[] = [];
  for (const entry of entries) {
    const path = shownPath(entry.path);
    if (!isIgnoreFile(path) || names.skipOf(entry) !== undefined) continue;
    const text = await textOfPatterns(view, entry.object);
    ignoreFiles.push({ folder: path.slice(0, -IGNORE_FILE.length - 1), text });
  }
  return { entries, rules: treeRules(ignoreFiles) };
}

async function entriesOf(
  view: RepositoryView,
  { sizes }: { readonly sizes: boolean },
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  try {
    for await (const entry of listTree(view.git, { commit: view.commit, sizes }))
      entries.push(entry);
    return entries;
  } catch (error) {
    if (!sizes || !isTokenPakError(error) || !error.code.startsWith("SOURCE_")) throw error;
    return entriesOf(view, { sizes: false });
  }
}

/** A file of patterns that is larger than this is none. */
const MOST_IGNORE_BYTES = 1024 * 1024;

/** Throws where the file is not there: without it, what was to be left out would be indexed. */
async function textOfPatterns(view: RepositoryView, object: string): Promise<string> {
  const size = await view.blobs.sizeOf(object);
  if (size === undefined && !view.isFiltered) throw view.missing(object);
  if (size === undefined || size > MOST_IGNORE_BYTES) return "";
  const bytes = await view.blobs.read(object);
  if (bytes === undefined) throw view.missing(object);
  return bytes.toString("utf8");
}

/** Everything that a tree has, as if all of it were new. */
export function allFiles({ entries }: ListedTree, paths: readonly string[]): readonly TreeChange[] {
  return entries
    .filter((entry) => isInScope(shownPath(entry.path), paths))
    .map((entry) => ({ path: entry.path, entry }));
}

/**
 * What another commit has not alike; `undefined` where that commit is gone, as after a push by force, and where the rules changed
 * in between.
 */
export async function changedFiles(
  view: RepositoryView,
  { since, paths }: { readonly since: string; readonly paths: readonly string[] },
): Promise<readonly TreeChange[] | undefined> {
  const changes: TreeChange[] = [];
  try {
    for await (const change of diffTrees(view.git, { from: since, to: view.commit })) {
      const path = shownPath(change.path);
      if (isIgnoreFile(path)) return undefined;
      if (isInScope(path, paths)) changes.push(change);
    }
  } catch (error) {
    if (isTokenPakError(error) && error.code.startsWith("SOURCE_")) return undefined;
    throw error;
  }
  return changes;
}

/** How many documents changes name. */
export function countDocuments(changes: readonly TreeChange[], { rules }: ListedTree): number {
  return changes.filter(({ entry }) => entry === undefined || rules.skipOf(entry) === undefined)
    .length;
}

/** The events of changes. */
export function* eventsOfChanges(
  view: RepositoryView,
  { changes, tree }: { readonly changes: readonly TreeChange[]; readonly tree: ListedTree },
): Generator<FileEvent> {
  const folders = new Set<string>();
  for (const { path, entry } of changes) {
    const event: FileEvent =
      entry === undefined
        ? { type: "delete", id: fileId(path) }
        : eventOf(view, { entry, rules: tree.rules });
    if (event.type === "skip" && isRepeated(event, folders)) continue;
    yield event;
  }
}

/** One file by the bytes of its path, with why it is left out now; `undefined` where the commit does not have it. */
export async function oneFile(
  view: RepositoryView,
  { path, paths }: { readonly path: Buffer; readonly paths: readonly string[] },
): Promise<UpsertEvent | undefined> {
  const { entries, rules } = await readTree(view, { sizes: false });
  const entry = entries.find((one) => one.path.equals(path));
  if (entry === undefined || !isInScope(shownPath(path), paths)) return undefined;
  const skip = rules.skipOf(entry);
  const document = fileDocument(view, entry);
  return skip === undefined ? document : { ...document, read: () => ({ reason: skip.reason }) };
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
