import type { ListedCommit } from "./commit-document.ts";
import type { Git } from "./git.ts";

/** Which commits to list. */
export interface CommitRange {
  /** The newest. */
  readonly commit: string;
  /** How many, from 0; `Infinity` for all. */
  readonly most: number;
  /** Only those that changed these; empty for all. */
  readonly paths: readonly string[];
}

/** The newest commits that can be reached from one, newest first as `git rev-list` orders them. */
export async function* listCommits(git: Git, range: CommitRange): AsyncGenerator<ListedCommit> {
  if (range.most === 0) return;
  // Two lines for each: `commit <hash>`, and `parents` with their hashes.
  let hash: string | undefined;
  for await (const record of git.records(argumentsFor(range, "--format=parents %P"), "\n")) {
    const line = record.toString("latin1");
    if (hash === undefined) {
      hash = line.slice("commit ".length);
    } else {
      yield { hash, isLast: line.trimEnd() === "parents" };
      hash = undefined;
    }
  }
}

/** How many commits {@link listCommits} lists. */
export async function countCommits(git: Git, range: CommitRange): Promise<number> {
  if (range.most === 0) return 0;
  return Number(await git.read(argumentsFor(range, "--count")));
}

function argumentsFor({ commit, most, paths }: CommitRange, option: string): readonly string[] {
  const limit = Number.isFinite(most) ? [`--max-count=${most}`] : [];
  return ["rev-list", ...limit, option, commit, "--", ...paths];
}
