import { describe, expect, it } from "vitest";
import { vaultPaths } from "./vault-paths.ts";

describe("vaultPaths", () => {
  const paths = vaultPaths([
    "Home.md",
    "a/Note.md",
    "a/b/Note.md",
    "c/Note.md",
    "c/Only here.md",
    "c/d/deep.md",
    "img/Pic.PNG",
    "v1.0.md",
    "z/Home.md",
    "caf\u0065\u0301.md",
  ]);

  it("finds a note by its name, in upper or lower case, with or without its ending", () => {
    for (const target of [
      "only here",
      "Only here.md",
      "ONLY HERE",
      "c/only here",
      "/c/Only here",
    ]) {
      expect(paths.resolve(target, "Home.md"), target).toBe("c/Only here.md");
    }
    expect(paths.resolve("v1.0", "Home.md")).toBe("v1.0.md");
    expect(paths.resolve("pic.png", "Home.md")).toBe("img/Pic.PNG");
    expect(paths.resolve("caf\u00e9", "Home.md")).toBe("caf\u0065\u0301.md");
  });

  it("takes the very path first, then what is below the note's folder, then the shortest path", () => {
    expect(paths.resolve("Home", "z/x.md")).toBe("Home.md");
    expect(paths.resolve("Note", "a/b/x.md")).toBe("a/b/Note.md");
    expect(paths.resolve("Note", "c/x.md")).toBe("c/Note.md");
    expect(paths.resolve("Note", "Home.md")).toBe("a/Note.md");
    expect(paths.resolve("b/Note", "c/x.md")).toBe("a/b/Note.md");
  });

  it("follows paths that begin with dots from the note, and no further than the vault", () => {
    expect(paths.resolve("./Note", "c/x.md")).toBe("c/Note.md");
    expect(paths.resolve("../a/Note.md", "c/x.md")).toBe("a/Note.md");
    expect(paths.resolve("../../Home", "c/d/deep.md")).toBe("Home.md");
    expect(paths.resolve("./Home", "c/x.md")).toBeUndefined();
    expect(paths.resolve("../../../Home", "c/d/deep.md")).toBeUndefined();
  });

  it("finds nothing for what is not there, and the note itself for nothing", () => {
    for (const target of ["None", "b/Home", "/Note", "Not", "ote", "..", ".", "/", "a/"]) {
      expect(paths.resolve(target, "Home.md"), target).toBeUndefined();
    }
    expect(paths.resolve("", "c/x.md")).toBe("c/x.md");
  });
});
