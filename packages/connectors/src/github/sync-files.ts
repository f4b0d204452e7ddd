import { fileTypeOf, isTokenPakError } from "@tokenpak/core";
import type { SkippedDocument, SourceDocument, SyncEvent, UpsertEvent } from "../connector.ts";
import { isLfsPointer } from "../walk/lfs-pointer.ts";
import { textOf } from "../walk/read-text.ts";
import { encodePath, type GitHubApi } from "./github-api.ts";
import type { FilesCursor } from "./github-cursor.ts";
import type { GitHubSettings } from "./github-settings.ts";
import { treeItems } from "./github-tree.ts";

/** A repository that is asked, and how. */
export interface FilesSource {
  readonly api: GitHubApi;
  readonly settings: GitHubSettings;
  readonly maxBytes: number;
}

/** Events without a cursor: whoever sends them on adds it. */
export type PlaceEvent<Place> =
  | Exclude<SyncEvent, { type: "checkpoint" }>
  | { readonly type: "place"; readonly place: Place; readonly complete?: string };

/** The folder of the ids of files. */
export const FILES = "files/";

/** Documents between two commits to the index: what a sync that is stopped has to look at again, though not to read. */
const PLACE_EVERY = 50;

/**
 * The files at the ref, where it points to another commit than before; their version is git's hash of the content, so that what
 * has not changed is not asked for. One request a commit, one a changed file.
 */
export async function* syncFiles(
  source: FilesSource,
  before: FilesCursor | undefined,
): AsyncGenerator<PlaceEvent<FilesCursor | undefined>> {
  const { api, maxBytes } = source;
  const known = before?.maxBytes === maxBytes ? before : undefined;
  const head = await api.head(known?.etag);
  if (head.isUnchanged) return;
  const { commit = "", etag } = head;
  const place = { commit, maxBytes, ...(etag === undefined ? {} : { etag }) };
  const isNews = known?.commit !== commit;
  if (isNews && commit !== "") yield* filesOf(source, { commit, before });
  yield isNews ? { type: "place", place, complete: FILES } : { type: "place", place };
}

async function* filesOf(
  source: FilesSource,
  { commit, before }: { readonly commit: string; readonly before: FilesCursor | undefined },
): AsyncGenerator<PlaceEvent<FilesCursor | undefined>> {
  let named = 0;
  for await (const item of treeItems(source.api, { commit, maxBytes: source.maxBytes })) {
    const { path, sha, reason } = item;
    const id = `${FILES}${path}`;
    if (reason === undefined) yield fileEvent(source, { id, path, sha });
    else yield { type: "skip", id, reason };
    if (++named % PLACE_EVERY === 0) yield { type: "place", place: before };
  }
}

/** One file as it is at the ref now. */
export async function fetchFile(
  source: FilesSource,
  path: string,
): Promise<UpsertEvent | undefined> {
  const content = await source.api.content(path);
  if (content === undefined) return undefined;
  return fileEvent(source, { id: `${FILES}${path}`, path, sha: content.sha });
}

interface FileName {
  readonly id: string;
  readonly path: string;
  readonly sha: string;
}

function fileEvent(source: FilesSource, name: FileName): UpsertEvent {
  return {
    type: "upsert",
    id: name.id,
    version: name.sha,
    read: () => readFile(source, name),
  };
}

async function readFile(
  { api, settings, maxBytes }: FilesSource,
  { path, sha }: FileName,
): Promise<SourceDocument | SkippedDocument> {
  let bytes: Buffer;
  try {
    bytes = await api.blob(sha, maxBytes);
  } catch (error) {
    if (isTokenPakError(error, "TEXT_TOO_LARGE")) return { reason: "too-large" };
    throw error;
  }
  if (bytes.length > maxBytes) return { reason: "too-large" };
  if (isLfsPointer(bytes)) return { reason: "lfs-pointer" };
  const content = textOf(bytes, fileTypeOf(path));
  if ("reason" in content) return content;
  const uri = `${settings.webUrl}/blob/${encodePath(settings.ref)}/${encodePath(path)}`;
  const { text, encoding } = content;
  return { text, uri, version: sha, ...(encoding === "utf-8" ? {} : { metadata: { encoding } }) };
}
