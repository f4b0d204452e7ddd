import { TokenPakError } from "@tokenpak/core";
import type { Git } from "./git.ts";

/** What a ref names on a server. */
export interface RemoteRef {
  /** In full, for fetching. */
  readonly name: string;
  /** Id of the commit, or of the tag that names it. */
  readonly hash: string;
}

/**
 * Asks the server what a ref names, in git's order: as it is, then as a tag, then as a branch. `undefined` for the `HEAD` of a
 * repository that has none. The hash of a commit is not asked for: the server may have it without saying so. Throws
 * `SOURCE_NOT_FOUND`, and `SOURCE_*` as git does.
 */
export async function remoteRef(
  remote: Git,
  { ref, shown }: { readonly ref: string; readonly shown: string },
): Promise<RemoteRef | undefined> {
  const names = [ref, `refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`];
  const answer = await remote.read(["ls-remote", "--quiet", "origin", ...names]);
  const hashes = new Map(
    answer.split("\n").map((line) => line.split("\t").reverse() as [string, string]),
  );
  for (const name of names) {
    const hash = hashes.get(name);
    if (hash !== undefined) return { name, hash };
  }
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)) return { name: ref, hash: ref };
  if (ref === "HEAD") return undefined;
  throw new TokenPakError(
    "SOURCE_NOT_FOUND",
    `${shown} has no branch or tag ${ref}. Give one that git ls-remote lists, or the full hash of a commit.`,
  );
}
