import { describe, expect, it } from "vitest";
import { fileTypeOf, kindOfFileType, languageOfFileType } from "./file-type.ts";

describe("fileTypeOf", () => {
  it.each([
    ["docs/README.md", "md"],
    ["C:\\src\\Main.TSX", "tsx"],
    ["a/Makefile", "makefile"],
    [".gitignore", "text"],
    ["archive.tar.gz", "gz"],
    ["no-extension", "text"],
    ["dir.d/file", "text"],
    ["odd.a b", "text"],
    ["x.constructor", "constructor"],
  ])("of %s is %s", (path, type) => expect(fileTypeOf(path)).toBe(type));
});

describe("kindOfFileType", () => {
  it("knows documents, data and code, and nothing of Object's own", () => {
    expect(kindOfFileType("md")).toBe("markdown");
    expect(kindOfFileType("json")).toBe("json");
    expect(kindOfFileType("rs")).toBe("code");
    expect(kindOfFileType("constructor")).toBeUndefined();
    expect(languageOfFileType("pyi")).toBe("python");
    expect(languageOfFileType("toString")).toBeUndefined();
  });
});
