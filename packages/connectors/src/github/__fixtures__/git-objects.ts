import { createHash } from "node:crypto";

/** A file, link or submodule of a repository. */
export interface StoredFile {
  /** 100644, 100755, 120000 for links, 160000 for submodules. */
  readonly mode: string;
  /** Of a submodule, nothing. */
  readonly bytes: Buffer;
}

/** An entry of a tree as git stores it. */
export interface StoredEntry {
  readonly name: string;
  readonly mode: string;
  readonly sha: string;
  readonly size?: number;
}

/** The objects of one commit, under the names that git gives them. */
export interface GitObjects {
  readonly commit: string;
  readonly trees: ReadonlyMap<string, readonly StoredEntry[]>;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** Makes blobs, trees and the commit for files by path. */
export function gitObjects(files: ReadonlyMap<string, StoredFile>): GitObjects {
  const trees = new Map<string, readonly StoredEntry[]>();
  const blobs = new Map<string, Buffer>();
  const treeOf = (prefix: string): string => {
    const names = new Set<string>();
    for (const path of files.keys()) {
      if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split("/")[0] as string);
    }
    const entries = [...names].map((name): StoredEntry => {
      const file = files.get(`${prefix}${name}`);
      if (file === undefined) {
        return { name, mode: "040000", sha: treeOf(`${prefix}${name}/`) };
      }
      if (file.mode === "160000") return { name, mode: file.mode, sha: "5".repeat(40) };
      const sha = hashOf("blob", file.bytes);
      blobs.set(sha, file.bytes);
      return { name, mode: file.mode, sha, size: file.bytes.length };
    });
    // Git sorts folders as if their names ended in a slash.
    const keyOf = ({ name, mode }: StoredEntry) => (mode === "040000" ? `${name}/` : name);
    entries.sort((a, b) => Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))));
    const sha = hashOf(
      "tree",
      Buffer.concat(
        entries.flatMap((entry) => [
          Buffer.from(`${entry.mode.replace(/^0/, "")} ${entry.name}\0`),
          Buffer.from(entry.sha, "hex"),
        ]),
      ),
    );
    trees.set(sha, entries);
    return sha;
  };
  const root = treeOf("");
  const commit = hashOf("commit", Buffer.from(`tree ${root}\n\na commit\n`));
  trees.set(commit, trees.get(root) ?? []);
  return { commit, trees, blobs };
}

function hashOf(type: string, bytes: Buffer): string {
  return createHash("sha1").update(`${type} ${bytes.length}\0`).update(bytes).digest("hex");
}
