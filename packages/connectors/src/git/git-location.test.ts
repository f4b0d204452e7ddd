import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { gitLocation } from "./git-location.ts";

const URL_FORMS = [
  [
    "https://example.org/sea/walrus.git",
    "https",
    "https://example.org/sea/walrus.git",
    "example.org/sea/walrus",
  ],
  [
    "https://ada:pw@example.org:8443/walrus?token=x",
    "https",
    "https://example.org:8443/walrus",
    "example.org/walrus",
  ],
  ["http://example.org/walrus/", "http", "http://example.org/walrus/", "example.org/walrus"],
  ["git://[::1]:9418/walrus", "git", "git://[::1]:9418/walrus", "[::1]/walrus"],
  [
    "ssh://git@example.org/~ada/walrus",
    "ssh",
    "ssh://example.org/~ada/walrus",
    "example.org/~ada/walrus",
  ],
  ["SSH://git@example.org/walrus", "ssh", "ssh://example.org/walrus", "example.org/walrus"],
  ["file:///srv/git/walrus.git", "file", "file:///srv/git/walrus.git", "walrus"],
  ["git@example.org:sea/walrus.git", "ssh", "example.org:sea/walrus.git", "example.org/sea/walrus"],
  ["example.org:../walrus", "ssh", "example.org:../walrus", "example.org/walrus"],
] as const;

const REFUSED = [
  "ext::sh -c id",
  "ext::sh%20-c%20id",
  "fd::17",
  "transport-helper::address",
  "ftp://example.org/walrus",
  "javascript://example.org/x",
  "ssh://-oProxyCommand=id/x",
  "ssh://-oProxyCommand=id@example.org/x",
  "ssh://%2doProxyCommand=id@example.org/x",
  "-oProxyCommand=id:x",
  "git@-oProxyCommand=id:x",
  "example.org:-x",
  "example.org:",
  "https://example.org",
  "https:///walrus",
  "https://example.org/a%0ahost=evil.org",
  "https://example.org/a\nb",
  "walrus\0",
] as const;

describe("gitLocation", () => {
  it.each(URL_FORMS)("reads %s", (url, protocol, shown, name) => {
    expect(gitLocation(url)).toEqual({ kind: "remote", url, protocol, shown, name });
  });

  it.each([
    ["./walrus", "walrus"],
    ["/srv/git/walrus.git", "walrus"],
    ["-walrus", "-walrus"],
    ["sea/a:b", "a:b"],
    ["/", "repository"],
  ])("reads %s as a folder", (path, name) => {
    expect(gitLocation(path)).toEqual({
      kind: "local",
      path: resolve(path),
      shown: resolve(path),
      name,
    });
  });

  it.each(REFUSED)("refuses %j", (url) => {
    expect(() => gitLocation(url)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });

  it("does not say what it refuses", () => {
    expect(() => gitLocation("ftp://ada:tuskers@example.org/x")).toThrow(/^(?!.*tuskers)/);
  });
});
