import type { SkippedDocument, SourceDocument, UpsertEvent } from "../connector.ts";
import type { ChangedFile, GitCommit } from "./commit-reader.ts";
import { commitId } from "./document-id.ts";
import type { RepositoryView } from "./repository-view.ts";

/** More changed files than these are counted, not named: imports and renames of whole trees would bury the words of the message. */
const MOST_FILES_NAMED = 200;

/** A commit as it is listed. */
export interface ListedCommit {
  readonly hash: string;
  /** Whether it has no parent in this repository: it is the first, or where a shallow clone ends. */
  readonly isLast: boolean;
}

/**
 * A commit as a document of its own: subject, hash, author, date, body, and the names of the changed files.
 *
 * One document for each commit, and not a page for a hundred: what is found has to be shown with its own hash, and an answer
 * from a page would have to be looked through for the line that says to which commit it belongs. A commit never changes, so its
 * document is packed once; a page would be another version with each commit that joins or leaves it, and a store keeps all
 * versions. Length matters too: words of one short message weigh more than the same words in a page of others. The price is a
 * block for each commit, which the limit on their number bounds.
 */
export function commitDocument(view: RepositoryView, { hash, isLast }: ListedCommit): UpsertEvent {
  // A clone that gets deeper knows the files of its last commit.
  const version = isLast ? `${hash} last` : hash;
  return {
    type: "upsert",
    id: commitId(hash),
    version,
    read: () => readCommit(view, { hash, version }),
  };
}

async function readCommit(
  view: RepositoryView,
  { hash, version }: { readonly hash: string; readonly version: string },
): Promise<SourceDocument | SkippedDocument> {
  const size = await view.blobs.sizeOf(hash);
  if (size === undefined) throw view.missing(hash);
  if (size > view.maxDocumentBytes) return { reason: "too-large" };
  const commit = await view.commits.read(hash);
  const { author, date, parents, files } = commit;
  return {
    text: textOfCommit(commit),
    uri: `${view.shown}@${hash}`,
    version,
    sourceVersion: hash,
    title: subjectOf(commit),
    metadata: { author, date, parents, ...(files && { changedFiles: files.length }) },
  };
}

function textOfCommit(commit: GitCommit): string {
  const { hash, author, date, parents, message, files } = commit;
  const subject = subjectOf(commit);
  const body = message.trim().slice(subject.length).trim();
  const lines = [
    `# ${subject === "" ? hash : subject}`,
    "",
    `Commit: ${hash}`,
    `Author: ${author}`,
    `Date: ${date}`,
  ];
  if (parents.length > 1) lines.push(`Merge: ${parents.join(" ")}`);
  if (body !== "") lines.push("", body);
  if (files === undefined)
    lines.push("", "Changed files: unknown, its parent is not in this shallow clone.");
  else if (files.length > 0) lines.push("", "Changed files:", ...namesOf(files));
  return `${lines.join("\n")}\n`;
}

/** The first line; git takes the first paragraph, which may be a whole message without an empty line. */
function subjectOf({ message }: GitCommit): string {
  return (/^[^\n]*/.exec(message.trim())?.[0] ?? "").trimEnd();
}

const ACTIONS: Readonly<Record<string, string>> = {
  A: "added",
  D: "deleted",
  M: "modified",
  R: "renamed",
  T: "changed type",
};

function namesOf(files: readonly ChangedFile[]): readonly string[] {
  const lines = files.slice(0, MOST_FILES_NAMED).map(({ status, path, from }) => {
    const names = from === undefined ? quoted(path) : `${quoted(from)} -> ${quoted(path)}`;
    return `- ${ACTIONS[status] ?? "changed"} ${names}`;
  });
  const more = files.length - lines.length;
  return more > 0 ? [...lines, `- and ${more} more`] : lines;
}

/** A name with a line break in it must not look like two. */
function quoted(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\x00-\x1f\x7f"]/.test(path) ? JSON.stringify(path) : path;
}
