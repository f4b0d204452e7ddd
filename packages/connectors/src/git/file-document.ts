import { fileTypeOf } from "@tokenpak/core";
import type { SkippedDocument, SourceDocument, UpsertEvent } from "../connector.ts";
import { isLfsPointer } from "../walk/lfs-pointer.ts";
import { textOf } from "../walk/read-text.ts";
import { fileId, shownPath } from "./document-id.ts";
import type { RepositoryView } from "./repository-view.ts";
import type { TreeEntry } from "./tree.ts";

/**
 * A file in the tree of a commit. Its version is the id of its blob, so that what the index has is never read. Its uri names the
 * ref, and not the commit: a file that has not changed since would name an older one than a new index does.
 */
export function fileDocument(view: RepositoryView, entry: TreeEntry): UpsertEvent {
  return {
    type: "upsert",
    id: fileId(entry.path),
    version: entry.object,
    read: () => readFile(view, entry),
  };
}

/** Asks for the size first: what is too large is never read. */
async function readFile(
  view: RepositoryView,
  entry: TreeEntry,
): Promise<SourceDocument | SkippedDocument> {
  const { blobs, maxDocumentBytes, ref, shown } = view;
  const { object, path } = entry;
  const size =
    entry.size ?? (await blobs.sizeOf(object)) ?? (view.isFiltered ? Infinity : undefined);
  if (size === 0) return { reason: "empty" };
  if (size !== undefined && size > maxDocumentBytes) return { reason: "too-large" };
  const bytes = size === undefined ? undefined : await blobs.read(object);
  if (bytes === undefined) throw view.missing(object);
  const shownName = shownPath(path);
  if (isLfsPointer(bytes)) return { reason: "lfs-pointer" };
  const content = textOf(bytes, fileTypeOf(shownName));
  if ("reason" in content) return content;
  return {
    text: content.text,
    uri: `${shown}@${ref}:${shownName}`,
    version: object,
    ...(content.encoding === "utf-8" ? {} : { metadata: { encoding: content.encoding } }),
  };
}
