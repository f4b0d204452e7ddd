import { TokenPakError } from "@tokenpak/core";
import type { ConnectorContext } from "../connector.ts";
import { type BlobReader, blobReader } from "./blob-reader.ts";
import { type CommitReader, commitReader } from "./commit-reader.ts";
import type { Git } from "./git.ts";

/** A repository that can be read, at the commit that its ref names now. */
export interface OpenRepository {
  readonly git: Git;
  /** `undefined` for a repository without commits. */
  readonly commit: string | undefined;
  /** Whether it was fetched without the blobs that are too large, so that a missing one is such. */
  readonly isFiltered: boolean;
}

/** One commit of a repository, and what reads its objects. */
export interface RepositoryView {
  readonly git: Git;
  readonly commit: string;
  /** What named the commit. */
  readonly ref: string;
  /** The repository for people, without credentials. */
  readonly shown: string;
  readonly maxDocumentBytes: number;
  readonly blobs: BlobReader;
  readonly commits: CommitReader;
  /** Whether a blob that is missing is one that was too large to be fetched. */
  readonly isFiltered: boolean;
  /** The error for an object that should be there. */
  missing(object: string): TokenPakError;
  /** Ends the processes when all that was asked is answered. What is read later starts them again. */
  close(): void;
}

/** Views a commit of an open repository. */
export function repositoryView(
  repository: OpenRepository & { readonly commit: string },
  of: {
    readonly ref: string;
    readonly shown: string;
    readonly paths: readonly string[];
    readonly limits: ConnectorContext["limits"];
  },
): RepositoryView {
  const { git, commit, isFiltered } = repository;
  const { ref, shown, paths } = of;
  const blobs = blobReader(git);
  const commits = commitReader(git, { blobs, paths });
  return {
    git,
    commit,
    ref,
    shown,
    maxDocumentBytes: of.limits.maxDocumentBytes,
    blobs,
    commits,
    isFiltered,
    missing: (object) =>
      new TokenPakError(
        "SOURCE_UNAVAILABLE",
        `${shown} does not have the object ${object}: it is a partial clone, or damaged. Bring it in with git fetch --refetch, or see git fsck.`,
      ),
    close() {
      blobs.close();
      commits.close();
    },
  };
}
