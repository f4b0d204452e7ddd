import { basename, resolve } from "node:path";
import { TokenPakError } from "@tokenpak/core";

/** Where a repository is. */
export type GitLocation = LocalRepository | RemoteRepository;

/** A folder of this machine that is read in place. */
export interface LocalRepository {
  readonly kind: "local";
  /** Absolute. */
  readonly path: string;
  /** For people and uris; the same as the path. */
  readonly shown: string;
  /** Name that follows from it: that of the folder. */
  readonly name: string;
}

/** What `git fetch` brings into a folder of ours. */
export interface RemoteRepository {
  readonly kind: "remote";
  /** As it was given, perhaps with credentials: only for git itself. */
  readonly url: string;
  /** Transport of git that it needs. */
  readonly protocol: string;
  /** For people and uris: without user, password and query. */
  readonly shown: string;
  /** Name that follows from it: host and path, without `.git`; of a `file:` URL the last folder. */
  readonly name: string;
}

/** Transports that reach a repository without running a program that the URL names (`ext::` does). */
const PROTOCOLS: readonly string[] = ["file", "git", "http", "https", "ssh"];

/**
 * Reads a path or URL as git does: `scheme://…`, `[user@]host:path` for ssh, everything else a path
 * (https://git-scm.com/docs/git-clone#_git_urls). Throws `INVALID_OPTION` for helpers such as `ext::`, other schemes, and what
 * git or ssh could take for an option.
 */
export function gitLocation(repository: string): GitLocation {
  if (hasControlCharacter(repository)) throw refused("holds a control character");
  if (/^[A-Za-z0-9][A-Za-z0-9+.-]{0,30}::/.test(repository)) {
    throw refused("names a transport helper, which could run any program");
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\//.exec(repository)?.[1]?.toLowerCase();
  if (scheme !== undefined) return remoteOfUrl(repository, scheme);
  return isHostAndPath(repository) ? remoteOfHostAndPath(repository) : local(repository);
}

function local(given: string): LocalRepository {
  const path = resolve(given);
  return { kind: "local", path, shown: path, name: nameOf([basename(path)]) };
}

function remoteOfUrl(given: string, scheme: string): RemoteRepository {
  if (!PROTOCOLS.includes(scheme)) throw refused(`has the scheme ${scheme}:`);
  if (/%0[0ad]/i.test(given)) throw refused("holds an encoded line break");
  if (!URL.canParse(given)) throw refused("is not a valid URL");
  const url = new URL(given);
  if (url.pathname === "" || url.pathname === "/") throw refused("has no path");
  if (scheme !== "file" && url.hostname === "") throw refused("has no host");
  if ([url.hostname, decoded(url.username)].some((part) => part.startsWith("-"))) {
    throw refused("has a host or user that begins with -");
  }
  const folders = decoded(url.pathname).split("/");
  return {
    kind: "remote",
    url: given,
    protocol: scheme,
    shown: `${scheme}://${url.host}${url.pathname}`,
    name: scheme === "file" ? nameOf(folders.slice(-1)) : nameOf([url.hostname, ...folders]),
  };
}

function remoteOfHostAndPath(given: string): RemoteRepository {
  const colon = given.indexOf(":");
  const host = given.slice(given.lastIndexOf("@", colon) + 1, colon);
  const path = given.slice(colon + 1);
  if ([given, host, path].some((part) => part === "" || part.startsWith("-"))) {
    throw refused("has an empty host or path, or one that begins with -");
  }
  return {
    kind: "remote",
    url: given,
    protocol: "ssh",
    shown: `${host}:${path}`,
    name: nameOf([host, ...path.split("/")]),
  };
}

/** `host:path` has its colon before any slash; a drive letter is no host. */
function isHostAndPath(repository: string): boolean {
  const colon = repository.indexOf(":");
  const slash = repository.indexOf("/");
  if (colon < 0 || (slash >= 0 && slash < colon)) return false;
  return !(process.platform === "win32" && colon === 1);
}

function nameOf(parts: readonly string[]): string {
  const kept = parts.filter((part) => part !== "" && part !== "." && part !== "..");
  const name = kept
    .join("/")
    .replace(/\.git$/, "")
    .replaceAll("@", "-");
  return name === "" || hasControlCharacter(name) ? "repository" : name;
}

function hasControlCharacter(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\x00-\x1f\x7f]/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without the URL, which may hold a password. */
function refused(what: string): TokenPakError {
  return new TokenPakError(
    "INVALID_OPTION",
    `repository ${what}. Give a folder, or a URL with git:, https:, http:, ssh: or file:, or host:path.`,
  );
}
