import { join, resolve } from "node:path";
import { contentHash } from "@tokenpak/core";
import { userRepositoriesFolder } from "@tokenpak/core/environment";
import * as z from "zod/mini";
import { checkConfig } from "../config/check-config.ts";
import { type GitLocation, gitLocation } from "./git-location.ts";

/** Which repository, which commit of it, and how much. */
export interface GitConfig {
  /**
   * A folder: the top of a working tree, or a bare repository, which is read in place. Or a URL that git can clone (`https:`,
   * `http:`, `ssh:`, `git:`, `file:`, `host:path`), whose commits are kept in the cache folder. A password belongs in a
   * credential helper of git; one in the URL goes to git alone.
   */
  readonly repository: string;
  /** A branch, a tag, a full name (`refs/…`) or the full hash of a commit. Default `HEAD`. */
  readonly ref?: string | undefined;
  /** Only these files and folders, relative to the top, and the commits that changed them. Not patterns. Default: everything. */
  readonly paths?: readonly string[] | undefined;
  /**
   * How many commits become documents, the newest first: an integer from 0, or `all`. Of a URL no more than these are fetched, and
   * those that changed `paths` are sought among them. Default 1000.
   */
  readonly commits?: number | "all" | undefined;
  /**
   * Stands in the paths of its documents, `git/<name>/`, and must be another for each repository in a store. Default: of a URL
   * its host and path, of a folder its name.
   */
  readonly name?: string | undefined;
  /** Where copies of remote repositories are kept; they can be deleted at any time. Default: `repositories` in the user's data folder. */
  readonly cacheFolder?: string | undefined;
}

/** A checked {@link GitConfig} with its defaults. */
export interface GitSettings {
  readonly location: GitLocation;
  readonly ref: string;
  /** Without `/` at the end, sorted; empty for everything. */
  readonly paths: readonly string[];
  /** `Infinity` for all. */
  readonly commits: number;
  readonly source: string;
  readonly pathPrefix: string;
  /** Absolute. */
  readonly cacheFolder: string;
}

const DEFAULT_COMMITS = 1000;

const NO_PATHS = "must be a list of files and folders, relative to the top, without . and ..";
const NO_COMMITS = "must be an integer from 0, or all";
const NO_REF =
  "must be a branch, a tag, a full name such as refs/heads/main, or the hash of a commit";
const NO_NAME = "must be a name that can stand in a path, without @";

const SCHEMA = z.strictObject(
  {
    repository: z
      .string("must be a folder or a URL")
      .check(z.minLength(1, "must be a folder or a URL")),
    ref: z.optional(z.string(NO_REF).check(z.refine(isRef, NO_REF))),
    paths: z.optional(z.array(z.string(NO_PATHS).check(z.refine(isPath, NO_PATHS)), NO_PATHS)),
    commits: z.optional(z.union([z.literal("all"), z.int().check(z.nonnegative())], NO_COMMITS)),
    name: z.optional(z.string(NO_NAME).check(z.refine(isName, NO_NAME))),
    cacheFolder: z.optional(z.string("must be a folder").check(z.minLength(1, "must be a folder"))),
  },
  {
    error: ({ code, keys }) =>
      code === "unrecognized_keys" ? `has no field ${keys.join(", ")}` : "must be an object",
  },
);

/** Checks a configuration. Throws `INVALID_OPTION`. */
export function gitSettings(config: GitConfig): GitSettings {
  const checked = checkConfig(config, { connector: "GitConnector", schema: SCHEMA });
  const { repository, ref = "HEAD", paths = [], commits = DEFAULT_COMMITS } = checked;
  const location = gitLocation(repository);
  const name = checked.name ?? location.name;
  const at = ref === "HEAD" ? "" : `@${encodeURIComponent(ref)}`;
  return {
    location,
    ref,
    paths: [...new Set(paths.map(withoutSlash))].sort(),
    commits: commits === "all" ? Number.POSITIVE_INFINITY : commits,
    source: `git:${name}${at}`,
    pathPrefix: `git/${name}${at}/`,
    cacheFolder: resolve(checked.cacheFolder ?? userRepositoriesFolder()),
  };
}

/** Folder of the copy of a remote repository: one for each ref, number of commits and size limit, for these decide what it has. */
export function cacheOf(settings: GitSettings, maxDocumentBytes: number): string {
  const { location, ref, commits, cacheFolder } = settings;
  const readable = location.name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(-60);
  const what = contentHash(
    JSON.stringify([location.shown, ref, String(commits), String(maxDocumentBytes)]),
  );
  return join(cacheFolder, `${readable}-${what.slice(0, 16)}.git`);
}

/** A name as `git check-ref-format` has it; never an expression, an option or a range. */
function isRef(ref: string): boolean {
  return (
    /^[^\s~^:?*[\\\p{Cc}]{1,250}$/u.test(ref) &&
    !/\.\.|@\{|\/\/|^[-/]|[./]$|(?:^|\/)\.|\.lock(?:\/|$)|^@$/.test(ref)
  );
}

function isPath(path: string): boolean {
  return !path.includes("\0") && hasFolders(withoutSlash(path));
}

function isName(name: string): boolean {
  return /^[^@\p{Cc}]{1,500}$/u.test(name) && hasFolders(name);
}

function hasFolders(path: string): boolean {
  return path.split("/").every((folder) => !["", ".", ".."].includes(folder));
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
