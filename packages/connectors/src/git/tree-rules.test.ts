import { describe, expect, it } from "vitest";
import { type IgnoreFile, treeRules } from "./tree-rules.ts";

function skipOf(path: string, files: readonly IgnoreFile[] = [], mode = "100644") {
  return treeRules(files).skipOf({ mode, object: "0".repeat(40), path: Buffer.from(path) });
}

describe("treeRules", () => {
  it.each([
    ["a.md", undefined],
    ["src/.env", { reason: "secret" }],
    ["src/yarn.lock", { reason: "lock-file" }],
    ["x/.ssh/config", { folder: "x/.ssh/", reason: "secret" }],
    ["x/node_modules/y/node_modules/z", { folder: "x/node_modules/", reason: "well-known" }],
    ["a/../b.md", { folder: "a/../", reason: "special" }],
    ["a/..", { reason: "special" }],
  ])("says of %s by its name %j", (path, expected) => {
    expect(skipOf(path)).toEqual(expected);
  });

  it.each([
    ["120000", { reason: "symlink" }],
    ["160000", { reason: "submodule" }],
    ["100755", undefined],
  ])("says of the mode %s %j", (mode, expected) => {
    expect(skipOf("a.md", [], mode)).toEqual(expected);
  });

  it("lets the patterns of the deeper folder decide, in whatever order they are found", () => {
    const files = [
      { folder: "src", text: "!keep.log\n/own.md\n" },
      { folder: "", text: "# comment\n*.log\n/docs/\nsub/x.md\n" },
    ];
    const kept = ["src/keep.log", "src/deep/own.md", "own.md", "docs.md", "src/sub/x.md"];
    for (const path of kept) expect(skipOf(path, files), path).toBeUndefined();
    for (const path of ["a.log", "src/a.log", "src/own.md", "sub/x.md"]) {
      expect(skipOf(path, files), path).toEqual({ reason: "ignored" });
    }
    expect(skipOf("docs/a/b.md", files)).toEqual({ folder: "docs/", reason: "ignored" });
  });

  it("leaves out paths that are deeper than 64 folders", () => {
    expect(skipOf(`${"a/".repeat(64)}b.md`)).toBeUndefined();
    expect(skipOf(`${"a/".repeat(65)}b.md`)).toEqual({ reason: "special" });
    expect(skipOf(`${"a/".repeat(100_000)}b.md`)).toEqual({ reason: "special" });
  });

  it("takes any number of ** in a pattern", () => {
    const files = [{ folder: "", text: `${"**/a/".repeat(30)}c\n**/x/**/y/**/z.md\n` }];
    expect(skipOf(`${"a/".repeat(60)}b.md`, files)).toBeUndefined();
    expect(skipOf(`${"a/".repeat(60)}c`, files)).toEqual({ reason: "ignored" });
    expect(skipOf("a/x/a/a/y/z.md", files)).toEqual({ reason: "ignored" });
  });

  it("reads a line that is too long for a regular expression", () => {
    const files = [{ folder: "", text: `${" ".repeat(100_000)}x\n*.log\n` }];
    expect(skipOf("a.log", files)).toEqual({ reason: "ignored" });
  });
});
