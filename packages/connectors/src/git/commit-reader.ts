import { randomUUID } from "node:crypto";
import type { BlobReader } from "./blob-reader.ts";
import { shownPath } from "./document-id.ts";
import type { Git } from "./git.ts";
import { type AnswerReader, GitConversation } from "./git-conversation.ts";

/** What git says of a commit. */
export interface GitCommit {
  readonly hash: string;
  /** None of the first commit, two and more of a merge. */
  readonly parents: readonly string[];
  /** Name, and mail address in angle brackets. */
  readonly author: string;
  /** When it was written, ISO 8601 with the author's time zone. */
  readonly date: string;
  /** Subject and body, in UTF-8 whatever the commit is in. */
  readonly message: string;
  /** What it changed, of a merge what it brought into its first parent; `undefined` where that parent is not in a shallow clone. */
  readonly files: readonly ChangedFile[] | undefined;
}

/** A path that a commit changed. */
export interface ChangedFile {
  /** Git's letter: A added, D deleted, M modified, R renamed without a change of content, T of another type. */
  readonly status: string;
  readonly path: string;
  /** The path before a rename. */
  readonly from?: string | undefined;
}

/** Reads commits by hash. */
export interface CommitReader {
  /** Throws `SOURCE_UNAVAILABLE` where the repository does not have it. */
  read(hash: string): Promise<GitCommit>;
  /** Ends when all that was asked is answered. */
  close(): void;
}

const FIELDS = ["%H", "%P", "%an <%ae>", "%aI", "%B"].join("%x00");

/**
 * Reads commits with one `git diff-tree --stdin`, which compares trees and never reads the content of a file: of renames it sees
 * those without a change.
 */
export function commitReader(
  git: Git,
  { blobs, paths }: { readonly blobs: BlobReader; readonly paths: readonly string[] },
): CommitReader {
  // A line that is no object id is repeated as it is, at once. Nobody can put one into a message that cannot be foreseen.
  const end = `end ${randomUUID()}`;
  const conversation = new GitConversation(git, [
    "diff-tree",
    ...["--stdin", "-z", "-r", "--root", "--always", "--diff-merges=first-parent"],
    ...["--find-renames=100%", "--name-status", "--ignore-submodules=none"],
    ...["--encoding=UTF-8", `--format=${FIELDS}`, "--", ...paths],
  ]);
  return {
    async read(hash) {
      const answer = await conversation.ask(`${hash}\n${end}\n`, answerUntil(`${end}\n`));
      const commit = commitOf(answer);
      if (commit.hash !== hash) throw git.failure(`It does not have the commit ${hash}`);
      if (commit.parents.length > 0) return commit;
      // Git takes the last commit of a shallow clone for the first of all, and every file in it for new.
      const raw = (await blobs.read(hash)) ?? Buffer.alloc(0);
      return /^parent /m.test(headOf(raw)) ? { ...commit, files: undefined } : commit;
    },
    close: () => conversation.close(),
  };
}

/** Everything before `end`. */
function answerUntil(end: string): AnswerReader<Buffer> {
  const chunks: Buffer[] = [];
  let tail = "";
  return {
    take(chunk) {
      chunks.push(chunk);
      tail = (tail + chunk.toString("latin1", Math.max(0, chunk.length - end.length))).slice(
        -end.length,
      );
      return tail === end ? Buffer.concat(chunks).subarray(0, -end.length) : undefined;
    },
  };
}

/** Fields and paths, each before a NUL; the first status stands behind a line break. */
function commitOf(answer: Buffer): GitCommit {
  const fields = splitAtNul(answer);
  const [hash = "", parents = "", author = "", date = "", message = ""] = fields
    .slice(0, 5)
    .map((field) => field.toString("utf8"));
  return {
    hash,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    author,
    date,
    message,
    files: changedFiles(fields.slice(5)),
  };
}

function changedFiles(fields: readonly Buffer[]): readonly ChangedFile[] {
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; ) {
    const status = fields[index++]?.toString("latin1").trim().slice(0, 1) ?? "";
    const path = shownPath(fields[index++] ?? Buffer.alloc(0));
    const to = status === "R" ? fields[index++] : undefined;
    files.push(to === undefined ? { status, path } : { status, path: shownPath(to), from: path });
  }
  return files;
}

function splitAtNul(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

/** The headers of a commit object, before the empty line. */
function headOf(raw: Buffer): string {
  const end = raw.indexOf("\n\n");
  return raw.toString("latin1", 0, end < 0 ? raw.length : end);
}
