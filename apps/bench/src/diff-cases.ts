import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linesOf, readText } from "./data-text.ts";
import { readRepositoryFolder } from "./repository-folder.ts";

/** A patch to pack. */
export interface DiffCase {
  readonly group: string;
  readonly name: string;
  readonly text: string;
  /** What another program made of it. */
  readonly rival?: string | undefined;
  /** Whether a patch, applied to the state before, gives the state after; `undefined` where that cannot be tried. */
  applies?(patch: string): boolean | undefined;
}

/** Every so many commits of this repository are cases. */
const EVERY = 7;

/** `git show` of commits of this repository; recorded patches of agents and of another program's tests, where the data is. */
export function readDiffCases(dataDir: string | undefined): readonly DiffCase[] {
  const recorded =
    dataDir === undefined
      ? []
      : [...rivalCases(dataDir), ...agentCases(join(dataDir, "sessions/swe-agent"))];
  return [...commitCases(readRepositoryFolder()), ...recorded];
}

function commitCases(folder: string): readonly DiffCase[] {
  const commits = git(folder, ["rev-list", "--no-merges", "--min-parents=1", "--reverse", "HEAD"])
    .trim()
    .split("\n");
  return commits
    .filter((commit, at) => commit !== "" && at % EVERY === 0)
    .map((commit) => {
      const text = git(folder, ["show", commit]);
      const hasBinaries = /^Binary files /m.test(text);
      return {
        group: "git show, this repository",
        name: commit,
        text,
        applies: (patch) => (hasBinaries ? undefined : givesCommit(folder, commit, patch)),
      };
    });
}

/** Applies a patch to the parent of a commit, in an index of its own, and compares the trees. */
function givesCommit(folder: string, commit: string, patch: string): boolean {
  const own = mkdtempSync(join(tmpdir(), "tokenpak-bench-"));
  const env = { GIT_INDEX_FILE: join(own, "index") };
  try {
    git(folder, ["read-tree", `${commit}^`], { env });
    git(folder, ["apply", "--cached", "--whitespace=nowarn", "-"], { env, input: patch });
    const tree = git(folder, ["write-tree"], { env });
    return tree === git(folder, ["rev-parse", `${commit}^{tree}`]);
  } catch {
    return false;
  } finally {
    rmSync(own, { recursive: true });
  }
}

interface GitInput {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

function git(folder: string, args: readonly string[], { env, input }: GitInput = {}): string {
  return execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, ...env },
    ...(input === undefined ? {} : { input }),
  });
}

function rivalCases(dataDir: string): readonly DiffCase[] {
  const path = join(dataDir, "compare/headroom_parity_fixtures.jsonl.gz");
  if (!existsSync(path)) return [];
  const cases = new Map<string, DiffCase>();
  for (const line of linesOf(path)) {
    const { transform, input, output } = JSON.parse(line) as Recorded;
    if (transform !== "diff_compressor") continue;
    const name = createHash("sha256").update(input).digest("hex").slice(0, 12);
    cases.set(name, { group: "Headroom's fixtures", name, text: input, rival: output.compressed });
  }
  return [...cases.values()];
}

interface Recorded {
  readonly transform: string;
  readonly input: string;
  readonly output: { readonly compressed: string };
}

function agentCases(folder: string): readonly DiffCase[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json.gz"));
  return names.flatMap((name) =>
    [...submissionsIn(JSON.parse(readText(join(folder, name))))].map((text, at) => ({
      group: "patches of SWE-agent",
      name: `${name} ${at}`,
      text,
    })),
  );
}

/** Patches that agents handed in, wherever they stand in a recording. */
function* submissionsIn(recording: unknown): Generator<string> {
  const records = Array.isArray(recording) ? recording : [recording];
  for (const record of records as { submission?: unknown; info?: { submission?: unknown } }[]) {
    const text = record.submission ?? record.info?.submission;
    if (typeof text === "string" && text.includes("@@ -")) yield text;
  }
}
