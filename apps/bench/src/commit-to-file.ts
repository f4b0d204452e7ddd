import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { findSecret } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import { PlainFts5 } from "./plain-fts5.ts";
import { measureRanking } from "./rank-measures.ts";
import type { RankedCase } from "./retrieval.ts";
import { unpackedEntry } from "./unpacked-entry.ts";

/** A commit whose subject is a query for the files that it changed. */
export interface CommitCase {
  readonly commit: string;
  readonly parent: string;
  readonly subject: string;
  /** Changed text files that the parent has. */
  readonly files: readonly string[];
}

/** At most so many cases, chosen by the hash of the commit. */
const MOST_CASES = 100;

/** Commits that change more are about everything. */
const MOST_FILES = 20;

/** Larger files are data. */
const LARGEST_BYTES = 200_000;

/** Cases of a repository, oldest first; none where it has no history. */
export function readCommitCases(folder: string): readonly CommitCase[] {
  const log = git(folder, "log", "--no-merges", "--reverse", "--format=%H%x09%P%x09%s");
  const all: CommitCase[] = [];
  for (const line of log.split("\n")) {
    const [commit = "", parent = "", subject = ""] = line.split("\t");
    if (parent === "") continue;
    const args = ["-c", "core.quotepath=off", "diff-tree", "-r", "--name-only", "--no-renames"];
    const changed = git(folder, ...args, "--diff-filter=MD", parent, commit);
    const files = changed.split("\n").filter((path) => path !== "" && !isGenerated(path));
    if (files.length === 0 || files.length > MOST_FILES) continue;
    all.push({ commit, parent, subject, files });
  }
  const chosen = new Set(
    all.toSorted((a, b) => (sha256(a.commit) < sha256(b.commit) ? -1 : 1)).slice(0, MOST_CASES),
  );
  return all.filter((one) => chosen.has(one));
}

/** Both systems on every case, each searched in the tree as it was before the commit. */
export function rankCommitCases(
  folder: string,
  cases: readonly CommitCase[],
): readonly RankedCase[] {
  using registry = new BlockRegistry(":memory:");
  using plain = new PlainFts5();
  let indexed: ReadonlyMap<string, string> = new Map();
  return cases.map(({ commit, parent, subject, files }) => {
    const tree = readTree(folder, parent);
    const removals = [...indexed.keys()].filter((path) => !tree.has(path));
    const changed = [...tree].filter(([path, blob]) => indexed.get(path) !== blob);
    const texts = readBlobs(folder, changed);
    registry.applyChanges({
      removals: [...removals, ...changed.map(([path]) => path)],
      entries: texts.map(([path, text]) => unpackedEntry(path, text)),
    });
    registry.prune();
    plain.put([
      ...removals.map((path) => [path, undefined] as const),
      ...texts.map(([path, text]) => [path, `${path}\n${text}`] as const),
    ]);
    indexed = tree;
    const grades = new Map(files.map((path) => [path, 1]));
    const ours = registry.search(subject, { topK: 10 }).map((hit) => hit.path);
    return {
      id: commit,
      ours: measureRanking(ours, grades),
      plain: measureRanking(plain.search(subject), grades),
    };
  });
}

/** Blob ids of a commit's text files, by path. */
function readTree(folder: string, commit: string): ReadonlyMap<string, string> {
  const tree = new Map<string, string>();
  for (const entry of git(folder, "ls-tree", "-r", "-l", "-z", commit).split("\0")) {
    const [, blob, size, path] = /^100\d+ blob (\w+) +(\d+)\t(.+)$/s.exec(entry) ?? [];
    if (blob === undefined || path === undefined || isGenerated(path)) continue;
    if (Number(size) <= LARGEST_BYTES) tree.set(path, blob);
  }
  return tree;
}

/** The texts of blobs; those that hold a NUL or, which a registry refuses, a secret are left out. */
function readBlobs(
  folder: string,
  blobs: readonly (readonly [path: string, blob: string])[],
): readonly (readonly [path: string, text: string])[] {
  const input = blobs.map(([, blob]) => `${blob}\n`).join("");
  const output = execFileSync("git", ["-C", folder, "cat-file", "--batch"], {
    input,
    maxBuffer: 2 ** 31 - 1,
  });
  const texts: (readonly [string, string])[] = [];
  let at = 0;
  for (const [path] of blobs) {
    const lineEnd = output.indexOf(10, at);
    const size = Number(output.subarray(at, lineEnd).toString("latin1").split(" ")[2]);
    const bytes = output.subarray(lineEnd + 1, lineEnd + 1 + size);
    at = lineEnd + 2 + size;
    const text = bytes.toString("utf8");
    if (!bytes.includes(0) && findSecret(text) === undefined) texts.push([path, text]);
  }
  return texts;
}

function isGenerated(path: string): boolean {
  return /(?:^|\/)(?:pnpm-lock\.yaml|package-lock\.json|yarn\.lock)$|\.(?:snap|svg|png|wasm|gz)$/.test(
    path,
  );
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 29,
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
