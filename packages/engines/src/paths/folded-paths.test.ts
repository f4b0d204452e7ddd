import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderLine, readFolderLine, sharedRoot, splitPath } from "./folded-paths.ts";

const paths = fc
  .array(fc.constantFrom("a", "b", "12", ">", "=", ".", " ", "|", "-"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join("/"));

describe("splitPath", () => {
  it("cuts behind the last slash or backslash", () => {
    expect(splitPath("a/b/c.ts")).toEqual(["a/b/", "c.ts"]);
    expect(splitPath("C:\\a\\b.cs")).toEqual(["C:\\a\\", "b.cs"]);
    expect(splitPath("c.ts")).toEqual(["", "c.ts"]);
    expect(splitPath("a/")).toEqual(["a/", ""]);
  });
});

describe("sharedRoot", () => {
  it("is the longest folder above all", () => {
    expect(sharedRoot(["a/b/c.ts", "a/b/d/e.ts", "a/b/f.ts"])).toBe("a/b/");
    expect(sharedRoot(["a/b.ts", "ab/c.ts"])).toBe("");
    expect(sharedRoot([])).toBe("");
  });

  it("begins every path, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(paths), (all) => {
        const root = sharedRoot(all);
        for (const path of all) expect(path.startsWith(root)).toBe(true);
        expect(root === "" || root.endsWith("/")).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("folderLine", () => {
  it("is read back, and never begins like a line of another sort", () => {
    fc.assert(
      fc.property(paths, (path) => {
        const [folder] = splitPath(`${path}/`);
        expect(readFolderLine(folderLine(folder))).toBe(folder);
        expect(folderLine(folder)).not.toMatch(/^[\d\s|=:-]/);
      }),
      { numRuns: 100 },
    );
    expect(folderLine("")).toBe(".");
  });
});
