import { realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { TokenPakError } from "@tokenpak/core";
import { type Git, gitIn } from "./git.ts";
import type { LocalRepository } from "./git-location.ts";
import type { OpenRepository } from "./repository-view.ts";

/**
 * Opens a repository in place. Git looks at that very folder, not at those above it, and refuses one that another user owns.
 * Throws `PATH_NOT_FOUND`, and `SOURCE_*` as git does.
 */
export async function openLocal(
  { path, shown }: LocalRepository,
  { ref, signal }: { readonly ref: string; readonly signal: AbortSignal },
): Promise<OpenRepository> {
  const folder = folderAt(path);
  const git = gitIn({ folder, ceiling: dirname(folder), shown, protocols: [], signal });
  return { git, commit: await commitAt(git, { ref, shown }), isFiltered: false };
}

/** The commit that a ref names; `undefined` for the `HEAD` of a branch without commits. Throws `SOURCE_NOT_FOUND`. */
async function commitAt(
  git: Git,
  { ref, shown }: { readonly ref: string; readonly shown: string },
): Promise<string | undefined> {
  const args = ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`];
  const { code, stdout, stderr } = await git.run(args);
  if (code === 0) return stdout.trim();
  // It says nothing of a ref that is not there, but of a repository that is none.
  if (/^fatal:/m.test(stderr)) throw git.failure(stderr);
  if (ref === "HEAD") {
    const head = await git.run(["symbolic-ref", "--quiet", "HEAD"]);
    const known = await git.run(["rev-parse", "--verify", "--quiet", head.stdout.trim() || "HEAD"]);
    if (head.code === 0 && known.code !== 0) return undefined;
  }
  throw new TokenPakError(
    "SOURCE_NOT_FOUND",
    `${shown} has no commit at ${ref}. Give a branch, a tag or a full hash that git rev-parse knows there.`,
  );
}

function folderAt(path: string): string {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return real;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") {
      throw new TokenPakError(
        "PATH_UNREADABLE",
        `"${path}" cannot be read (${code ?? String(cause)}). Check its permissions.`,
        { cause },
      );
    }
  }
  throw new TokenPakError(
    "PATH_NOT_FOUND",
    `There is no folder at "${path}". Give the top folder of a working tree, or a bare repository.`,
  );
}
