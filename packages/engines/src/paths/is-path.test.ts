import { describe, expect, it } from "vitest";
import { isPath } from "./is-path.ts";

describe("isPath", () => {
  it.each([
    "src/a.ts",
    "./a b/c.txt",
    "C:\\work\\a.cs",
    "read-me.md",
    "Makefile",
    "a/b",
    "HEAD:src/a.ts",
  ])("takes %s for a path", (text) => {
    expect(isPath(text)).toBe(true);
  });

  it.each([
    "const a = 1",
    "one / two",
    "https://a.example/b",
    "It is late.",
    "a",
    "key: value/x",
    'import "a/b"',
    " a/b",
    "a\tb/c",
  ])("takes %s for no path", (text) => {
    expect(isPath(text)).toBe(false);
  });
});
