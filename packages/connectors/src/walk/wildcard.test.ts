import { describe, expect, it } from "vitest";
import { wildcardTest } from "./wildcard.ts";

const fits = (pattern: string, path: string, folders = true) =>
  wildcardTest(pattern, { folders })(path);

describe("wildcardTest", () => {
  it.each([
    ["a/**/b", "a/b", true],
    ["a/**/b", "a/x/y/b", true],
    ["a/**/b", "a/xb", false],
    ["**/b", "b", true],
    ["a/**", "a/b/c", true],
    ["a/**", "a", false],
    ["a/*", "a/b/c", false],
    ["a/?.md", "a/😀.md", true],
    ["[!/]b", "/b", false],
    ["a[", "a[", false],
    ["a\\", "a\\", false],
    ["a\\*", "a*", true],
    ["[]x]", "]", true],
    ["[[:upper:]_]", "_", true],
    ["[[:nothing:]]", "n", false],
  ])("matches %s against %s as git does: %s", (pattern, path, expected) => {
    expect(fits(pattern, path)).toBe(expected);
  });

  it("takes ** for * in a name", () => {
    expect(fits("**b", "ab", false)).toBe(true);
    expect(fits("a**.md", "a.md", false)).toBe(true);
  });

  it("takes any pattern and path in linear time for each other", () => {
    const deep = `${"a/".repeat(2000)}c`;
    expect(fits(`${"**/a/".repeat(200)}b`, deep)).toBe(false);
    expect(fits(`${"*a".repeat(200)}b`, "a".repeat(4000))).toBe(false);
    expect(fits(`${"**/".repeat(100_000)}c`, deep)).toBe(true);
    expect(fits(`${"?".repeat(100_000)}*`, "a")).toBe(false);
    expect(fits(`[${"[:".repeat(100_000)}x]`, "[")).toBe(true);
    expect(fits("[".repeat(100_000), "[")).toBe(false);
    expect(fits(`${" ".repeat(100_000)}*x`, "x")).toBe(false);
  });
});
