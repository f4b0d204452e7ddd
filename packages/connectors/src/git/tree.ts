import type { Git } from "./git.ts";

/** A file, link or submodule in the tree of a commit. */
export interface TreeEntry {
  /** Octal, as git writes it: 100644, 100755, 120000 for links, 160000 for submodules. */
  readonly mode: string;
  /** Id of the blob; of a submodule, that of its commit. */
  readonly object: string;
  /** Of the blob in bytes, where it was asked for and the repository has it. */
  readonly size?: number | undefined;
  /** Bytes of the path, with `/`; git knows no encoding. */
  readonly path: Buffer;
}

/** A path that two trees do not have alike. */
export interface TreeChange {
  readonly path: Buffer;
  /** What the newer tree has there; `undefined` where it has nothing. */
  readonly entry: TreeEntry | undefined;
}

/**
 * Everything in the tree of a commit, in git's order: by bytes of the path. With `sizes` it throws `SOURCE_UNAVAILABLE` where a
 * partial clone lacks a blob.
 */
export async function* listTree(
  git: Git,
  { commit, sizes }: { readonly commit: string; readonly sizes: boolean },
): AsyncGenerator<TreeEntry> {
  const args = ["ls-tree", "-r", "-z", "--full-tree", ...(sizes ? ["--long"] : []), commit];
  // `<mode> <type> <object>`, and the size with spaces before it; then a tab and the path.
  for await (const record of git.records(args, "\0")) {
    const tab = record.indexOf(9);
    const [mode = "", , object = "", size = ""] = record.toString("latin1", 0, tab).split(/ +/);
    const path = record.subarray(tab + 1);
    yield { mode, object, path, size: /^[0-9]+$/.test(size) ? Number(size) : undefined };
  }
}

/** The paths that two commits do not have alike, in git's order. A rename is one path that is gone and one that is new. */
export async function* diffTrees(
  git: Git,
  { from, to }: { readonly from: string; readonly to: string },
): AsyncGenerator<TreeChange> {
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "--raw",
    "--no-renames",
    "--ignore-submodules=none",
    from,
    to,
  ];
  // `:<old mode> <new mode> <old object> <new object> <status>`, then the path.
  let head: string | undefined;
  for await (const record of git.records(args, "\0")) {
    if (head === undefined) {
      head = record.toString("latin1");
      continue;
    }
    const [, mode = "", , object = "", status] = head.split(" ");
    head = undefined;
    yield { path: record, entry: status === "D" ? undefined : { mode, object, path: record } };
  }
}
