import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";

const folder = mkdtempSync(join(tmpdir(), "tokenpak-diff-"));
const engine = new HeuristicEngine();

beforeAll(() => {
  git("init", "-q", "-b", "main");
  writeTree(BEFORE);
  commit("before");
  writeTree(AFTER);
  renameSync(join(folder, "moved.txt"), join(folder, "sub/moved away.txt"));
  for (const gone of ["gone.txt", "empty-gone.txt"]) rmSync(join(folder, gone));
  chmodSync(join(folder, "run.sh"), 0o755);
  commit("after");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("diffKind", () => {
  it.each([
    ["git diff", ["diff", "--binary"], []],
    ["copies and renames", ["diff", "--binary", "-M", "-C", "--find-copies-harder"], []],
    ["no prefixes", ["diff", "--binary", "--no-prefix"], ["-p0"]],
    ["other prefixes", ["diff", "--binary", "--src-prefix=i/", "--dst-prefix=w/"], []],
    ["no context", ["diff", "--binary", "-U0"], ["--unidiff-zero"]],
    ["whole functions", ["diff", "--binary", "-W"], []],
    ["git show", ["show", "--binary", "--format=fuller", "--range"], []],
    ["a mail", ["format-patch", "-1", "--stdout", "--binary"], []],
  ] as const)("keeps exact rungs applicable with the same result: %s", (name, diff, apply) => {
    const range = name === "git show" || name === "a mail" ? [] : ["main~1", "main"];
    const patch = git(...diff.filter((option) => option !== "--range"), ...range);
    for (const floor of ["byte-exact", "value-exact"] as const) {
      const packed = engine.pack(patch, { kind: "diff", floor });
      expect(packed.level).toBe(floor === "byte-exact" ? "folded" : "headers");
      expect(treeAfter(unpack(packed.text), apply)).toBe(git("rev-parse", "main^{tree}"));
    }
  });

  it("takes the colours of git off, which no program applies", () => {
    const patch = git(
      "diff",
      "--binary",
      "--color=always",
      "--ws-error-highlight=all",
      "main~1",
      "main",
    );
    const packed = engine.pack(patch, { kind: "diff", floor: "value-exact" });
    expect(packed.level).toBe("headers");
    expect(treeAfter(unpack(packed.text), [])).toBe(git("rev-parse", "main^{tree}"));
  });

  it("keeps what `diff -ru` says of changed files applicable", () => {
    const patch = [
      "diff -ru old/text.txt new/text.txt",
      "--- old/text.txt\t2026-11-22 10:00:00.000000000 +0000",
      "+++ new/text.txt\t2026-11-23 11:30:00.500000000 +0100",
      "@@ -2,3 +2,3 @@",
      " line 2",
      "-line 3",
      "+line three",
      " line 4",
      "Only in new: more.txt",
      "",
    ].join("\n");
    const packed = engine.pack(patch.repeat(2), { kind: "diff", floor: "value-exact" });
    expect(packed.text).toContain("diff U(old/ new/) text.txt\n@@ -2 +2\n line 2\n-line 3\n");
    const decoded = unpack(packed.text);
    expect(treeAfter(decoded.slice(0, decoded.length / 2), [])).toBe(treeAfter(patch, []));
  });
});

const LINES = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`);

const BEFORE: Readonly<Record<string, string | Buffer>> = {
  "text.txt": lines(LINES),
  "src/two.ts": lines([
    "export function one() {",
    ...LINES,
    "}",
    "function two() {",
    ...LINES,
    "}",
  ]),
  "moved.txt": lines(LINES.map((line) => `moved ${line}`)),
  "gone.txt": "a\nb\n",
  "empty-gone.txt": "",
  "run.sh": "#!/bin/sh\necho run\n",
  "windows.txt": LINES.join("\r\n"),
  "torn.txt": "a\nb",
  "untorn.txt": "a\nb\n",
  "two words.txt": "a\nb\nc\n",
  'tab\tquote".txt': "a\nb\nc\n",
  "größe.txt": "a\n",
  image: Buffer.from(Array.from({ length: 900 }, (_, at) => (at * at) % 251)),
};

const AFTER: typeof BEFORE = {
  "text.txt": lines(LINES.with(4, "line five").with(20, "").with(39, "-- ")),
  "src/two.ts": lines([
    "export function one() {",
    ...LINES,
    "}",
    "function two() {",
    ...LINES.slice(1),
    "}",
  ]),
  "sub/new.txt": "diff M a\n@@ -1 +1\n-- \n\nlast",
  "sub/empty.txt": "",
  "copy.txt": lines(LINES.with(2, "copied")),
  "script.sh": "#!/bin/sh\n",
  "run.sh": "#!/bin/sh\necho ran\n",
  "windows.txt": LINES.with(3, "four\r").join("\r\n"),
  "torn.txt": "a\nb\n",
  "untorn.txt": "a\nb",
  "two words.txt": "a\nB\nc\n",
  'tab\tquote".txt': "a\nB\nc\n",
  "größe.txt": "A\n",
  image: Buffer.from(
    Array.from({ length: 900 }, (_, at) => (at * at + (at === 400 ? 1 : 0)) % 251),
  ),
};

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

function writeTree(files: typeof BEFORE): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path === "script.sh" ? 0o755 : 0o644 });
  }
}

/** The tree that the first commit becomes when a patch is applied to it. */
function treeAfter(patch: string, options: readonly string[]): string {
  git("read-tree", "main~1");
  const all = ["apply", "--cached", "--whitespace=nowarn", ...options, "-"];
  execFileSync("git", ["-C", folder, ...all], { input: patch, stdio: "pipe" });
  return git("write-tree");
}

function commit(message: string): void {
  git("add", "-A");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", message);
}

function git(...options: string[]): string {
  const fixed = [
    "-c",
    "core.autocrlf=false",
    "-c",
    "core.hooksPath=",
    "-c",
    "commit.gpgSign=false",
  ];
  return execFileSync("git", ["-C", folder, ...fixed, ...options], { encoding: "utf8" });
}
