import { isUtf8 } from "node:buffer";

/**
 * Below this folder are the ids of what has no path of its own: commits, and files whose names are not UTF-8. No file can be in
 * the way: git refuses paths with a `.git` in them, and where a broken tree has one all the same, it is left out.
 */
const OWN_FOLDER = ".git/";

/** Below this folder are all commits. */
export const COMMITS_FOLDER = `${OWN_FOLDER}commits/`;

const NAMES_FOLDER = `${OWN_FOLDER}names/`;

/**
 * The id of a file: its path as it is. A path that is not UTF-8 is `.git/names/` and the path with `%` and two hex digits for
 * each byte that is not ASCII, and for each `%`; so no two files have the same id.
 */
export function fileId(path: Buffer): string {
  return isUtf8(path) ? path.toString("utf8") : `${NAMES_FOLDER}${escaped(path)}`;
}

/** The bytes of the path that a file id stands for. */
export function pathOfFileId(id: string): Buffer {
  if (!id.startsWith(NAMES_FOLDER)) return Buffer.from(id, "utf8");
  const text = id.slice(NAMES_FOLDER.length);
  return Buffer.from(
    text.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`))),
    "latin1",
  );
}

/** The path of a file for people, and for the rules about names. */
export function shownPath(path: Buffer): string {
  return isUtf8(path) ? path.toString("utf8") : escaped(path);
}

/** The id of a commit, spread over 256 folders. */
export function commitId(hash: string): string {
  return `${COMMITS_FOLDER}${hash.slice(0, 2)}/${hash}.md`;
}

/** The hash in the id of a commit; `undefined` for the id of a file. */
export function hashOfCommitId(id: string): string | undefined {
  if (!id.startsWith(COMMITS_FOLDER)) return undefined;
  const hash = /\/([0-9a-f]{40}|[0-9a-f]{64})\.md$/.exec(id)?.[1];
  return hash !== undefined && commitId(hash) === id ? hash : undefined;
}

function escaped(path: Buffer): string {
  const latin = path.toString("latin1");
  return latin.replace(
    /[%\x80-\xff]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
