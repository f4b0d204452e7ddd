import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SOAK_ROUNDS, SOAK_TIMEOUT } from "../__fixtures__/soak-rounds.ts";
import { walkDirectory } from "./walk-directory.ts";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-ignore-")));
  execFileSync("git", ["init", "-q"], { cwd: root });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const walked = (from = root) => [...walkDirectory(from)].map((file) => file.path);

/** What git would add, in UTF-16 order. */
function listed(): readonly string[] {
  const args = ["-c", "core.excludesFile=/dev/null", "ls-files", "-z"];
  const all = execFileSync("git", [...args, "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    // It warns of pattern files that it does not follow.
    stdio: ["ignore", "pipe", "ignore"],
  });
  return all.toString().split("\0").filter(Boolean).toSorted();
}

/** ASCII only: git matches bytes, so that its `?` is half an `ä`; here it is a whole one. */
const part = fc.constantFrom(
  ..."a b c.o *.o * ** ? a* *b [ab] [!a] [^b.] [a-c] [[:alpha:]] \\a \\* [z] \\[z] x\\ y xy# # .* a** **b ??? [ []a] [!]a] [a-] [--c] [[:x]] [[:no:]] [[:] a[ [b-a] a**b [a\\]] [[::]] *[ab]*c* b\\ [a-c-e]".split(
    " ",
  ),
  "x y",
);
const pattern = fc
  .record({
    start: fc.constantFrom("", "", "", "!", "!", "\\!", "/", "!/", " ", "#", "**/"),
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom(
      "",
      "",
      "",
      "/",
      "/",
      "/**",
      "/*",
      "/**/**/c.o",
      " ",
      "\t",
      "\\ ",
      "\\",
      "//",
      "\r",
    ),
  })
  .map(({ start, parts, end }) => `${start}${parts.join("/")}${end}`);
const oddPattern = fc.constantFrom(
  "",
  " ",
  "!",
  "/",
  "//",
  "**",
  "**/",
  "/**",
  "[",
  "[]",
  "!!a",
  "\\",
);
const patterns = fc
  .array(fc.oneof({ arbitrary: pattern, weight: 9 }, oddPattern), { maxLength: 5 })
  .map((lines) => lines.join("\n"));
const name = fc.constantFrom("a", "b", "c.o", "[z]", "x y", "xy#", ".h", "!a", "ab", "*");
const folder = fc.array(name, { maxLength: 3 });
const tree = fc.record({
  files: fc.array(fc.tuple(folder, name), { minLength: 3, maxLength: 14 }),
  ignoreFiles: fc.array(fc.tuple(folder, patterns), { minLength: 1, maxLength: 3 }),
});

describe("ignoreRulesAt", () => {
  it(
    "agrees with git on random patterns in random trees",
    () => {
      fc.assert(
        fc.property(tree, ({ files, ignoreFiles }) => {
          for (const entry of readdirSync(root)) {
            if (entry !== ".git") rmSync(join(root, entry), { recursive: true });
          }
          const all: readonly (readonly [readonly string[], string, string])[] = [
            ...ignoreFiles.map(([path, text]) => [path, ".gitignore", text] as const),
            ...files.map(([path, last]) => [path, last, "x"] as const),
          ];
          for (const [path, last, text] of all) writeIfFree([...path, last], text);
          const isText = (path: string) => !path.endsWith(".gitignore");
          expect(walked().filter(isText)).toEqual(listed().filter(isText));
        }),
        { numRuns: 40 * SOAK_ROUNDS },
      );
    },
    SOAK_TIMEOUT,
  );

  it("agrees with git below the top of a repository", () => {
    write({
      ".gitignore": "*.log\n/sub/deep/gone\n",
      "sub/.gitignore": "!keep.log\nodd\n",
      "sub/deep/.gitignore": "*.tmp\n",
      "sub/deep/a.log": "x",
      "sub/deep/keep.log": "x",
      "sub/deep/gone": "x",
      "sub/deep/odd": "x",
      "sub/deep/b.tmp": "x",
      "sub/deep/x/c.tmp": "x",
      "sub/deep/x/gone": "x",
    });
    const from = "sub/deep/";
    const below = listed().filter((path) => path.startsWith(from));
    expect(walked(join(root, from))).toEqual(below.map((path) => path.slice(from.length)));
  });

  it("does not take a link for a file of patterns, as git does not", () => {
    write({ "a.md": "x", patterns: "a.md\n" });
    symlinkSync(join(root, "patterns"), join(root, ".gitignore"));
    expect(walked()).toEqual(["a.md", "patterns"]);
    expect(listed()).toContain("a.md");
  });
});

/** Writes a file where no folder is in its place, and none of its folders is a file. */
function writeIfFree(path: readonly string[], text: string): void {
  try {
    write({ [path.join("/")]: text });
  } catch (error) {
    if (!["EEXIST", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
  }
}
