import { join } from "node:path";
import { userRepositoriesFolder } from "@tokenpak/core/environment";
import { describe, expect, it } from "vitest";
import { cacheOf, type GitConfig, gitSettings } from "./git-settings.ts";

const REFUSED: readonly (readonly [string, Record<string, unknown>])[] = [
  ["repository", { repository: "" }],
  ["repository", { repository: 7 }],
  ["ref", { repository: ".", ref: "--upload-pack=id" }],
  ["ref", { repository: ".", ref: "a..b" }],
  ["ref", { repository: ".", ref: "HEAD~1" }],
  ["ref", { repository: ".", ref: "main@{yesterday}" }],
  ["ref", { repository: ".", ref: "a b" }],
  ["ref", { repository: ".", ref: "" }],
  ["paths", { repository: ".", paths: ["../x"] }],
  ["paths", { repository: ".", paths: ["/x"] }],
  ["paths", { repository: ".", paths: [""] }],
  ["paths", { repository: ".", paths: "x" }],
  ["commits", { repository: ".", commits: -1 }],
  ["commits", { repository: ".", commits: 1.5 }],
  ["commits", { repository: ".", commits: "some" }],
  ["name", { repository: ".", name: "a/../b" }],
  ["name", { repository: ".", name: "a@b" }],
  ["name", { repository: ".", name: "a\nb" }],
  ["cacheFolder", { repository: ".", cacheFolder: "" }],
  ["no field branch", { repository: ".", branch: "main" }],
];

describe("gitSettings", () => {
  it("has defaults for all but the repository", () => {
    expect(gitSettings({ repository: "/srv/walrus" })).toMatchObject({
      ref: "HEAD",
      paths: [],
      commits: 1000,
      source: "git:walrus",
      pathPrefix: "git/walrus/",
      cacheFolder: userRepositoriesFolder(),
    });
  });

  it("takes every commit, sorted paths, and a name", () => {
    const settings = gitSettings({
      repository: "/srv/walrus",
      ref: "release/1.0",
      paths: ["src/", "docs", "src"],
      commits: "all",
      name: "sea/walrus",
    });
    expect(settings).toMatchObject({
      paths: ["docs", "src"],
      commits: Number.POSITIVE_INFINITY,
      pathPrefix: "git/sea/walrus@release%2F1.0/",
    });
  });

  it.each(REFUSED)("names the field %s of %j", (field, config) => {
    expect(() => gitSettings(config as unknown as GitConfig)).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining(field) }),
    );
  });
});

describe("cacheOf", () => {
  const folderOf = (config: Partial<GitConfig>, bytes = 100) =>
    cacheOf(
      gitSettings({ repository: "https://example.org/a/b", cacheFolder: "/c", ...config }),
      bytes,
    );

  it("is another folder for whatever decides what a copy has, and never for who reads it", () => {
    const folder = folderOf({});
    expect(folder).toMatch(join("/c", "example.org-a-b-").replaceAll("\\", "\\\\"));
    const others = [
      folderOf({ ref: "main" }),
      folderOf({ commits: 5 }),
      folderOf({}, 200),
      folderOf({ repository: "https://example.org/a/c" }),
    ];
    expect(new Set([folder, ...others]).size).toBe(5);
    expect(folderOf({ repository: "https://ada:pw@example.org/a/b" })).toBe(folder);
    expect(folderOf({ paths: ["x"], name: "n" })).toBe(folder);
  });
});
