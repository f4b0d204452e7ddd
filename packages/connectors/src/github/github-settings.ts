import * as z from "zod/mini";
import { checkConfig } from "../config/check-config.ts";

/** What of a repository is read; also the top folder of the documents it makes. */
export type GitHubKind = "files" | "issues" | "pulls";

/** Which repository to read, and what of it. */
export interface GitHubConfig {
  /** User or organisation. */
  readonly owner: string;
  readonly repo: string;
  /** Branch, tag or commit whose files are read. Default: the head of the default branch. */
  readonly ref?: string | undefined;
  /** Default: all three. */
  readonly include?: readonly GitHubKind[] | undefined;
  /** Root of the REST API, `https://HOST/api/v3` for GitHub Enterprise Server. Default `https://api.github.com`. */
  readonly apiUrl?: string | undefined;
  /** Milliseconds that a sync may wait for rate limits and outages altogether. Default 5 minutes. */
  readonly maxWaitMs?: number | undefined;
  /** Milliseconds without a byte after which a request is tried again. Default 30 s. */
  readonly timeoutMs?: number | undefined;
}

/** A checked {@link GitHubConfig}. */
export interface GitHubSettings {
  readonly owner: string;
  readonly repo: string;
  readonly ref: string;
  readonly include: ReadonlySet<GitHubKind>;
  /** Ends in `/`. */
  readonly apiUrl: string;
  /** Of the repository's page, without `/` at its end. */
  readonly webUrl: string;
  readonly source: string;
  readonly pathPrefix: string;
  readonly maxWaitMs: number | undefined;
  readonly timeoutMs: number | undefined;
}

export const GITHUB_KINDS = ["files", "issues", "pulls"] as const;

const DEFAULT_API = "https://api.github.com/";

const SCHEMA = z.strictObject({
  owner: z
    .string("must be the name of a user or organisation")
    .check(z.regex(/^[A-Za-z0-9_-]{1,100}$/, "must be the name of a user or organisation")),
  repo: z
    .string("must be the name of a repository, without its owner")
    .check(
      z.regex(
        /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
        "must be the name of a repository, without its owner",
      ),
    ),
  ref: z.optional(
    z
      .string("must be the name of a branch, a tag or a commit")
      .check(z.refine(isRefName, "must be the name of a branch, a tag or a commit")),
  ),
  include: z.optional(
    z
      .array(
        z.enum(GITHUB_KINDS, "must be files, issues or pulls"),
        "must be a list of files, issues, pulls",
      )
      .check(z.minLength(1, "must name files, issues or pulls")),
  ),
  apiUrl: z.optional(
    z
      .string("must be an https address such as https://HOST/api/v3")
      .check(z.refine(isApiUrl, "must be an https address such as https://HOST/api/v3")),
  ),
  maxWaitMs: z.optional(
    z.number("must be milliseconds from 0").check(z.gte(0, "must be milliseconds from 0")),
  ),
  timeoutMs: z.optional(
    z.number("must be milliseconds from 1").check(z.gte(1, "must be milliseconds from 1")),
  ),
});

/** Checks a configuration. Throws `INVALID_OPTION`. */
export function gitHubSettings(config: GitHubConfig): GitHubSettings {
  const checked = checkConfig(config, { connector: "GitHubConnector", schema: SCHEMA });
  const { owner, repo, ref = "HEAD", include = GITHUB_KINDS } = checked;
  const apiUrl = withSlash(checked.apiUrl ?? DEFAULT_API);
  const host = apiUrl === DEFAULT_API ? "" : `@${new URL(apiUrl).host}`;
  // Names of repositories do not tell upper from lower case; those of refs do.
  const name = `${owner}/${repo}`.toLowerCase();
  const at = checked.ref === undefined ? "" : `@${encodeURIComponent(ref)}`;
  return {
    owner,
    repo,
    ref,
    include: new Set(include),
    apiUrl,
    webUrl: `${webOrigin(apiUrl)}/${owner}/${repo}`,
    source: `github${host}:${name}${at}`,
    pathPrefix: `github${host}/${name}${at}/`,
    maxWaitMs: checked.maxWaitMs,
    timeoutMs: checked.timeoutMs,
  };
}

/** What git itself takes for a ref (https://git-scm.com/docs/git-check-ref-format); nothing else may reach an address. */
function isRefName(ref: string): boolean {
  return (
    /^[^\s~^:?*[\\\p{Cc}]{1,250}$/u.test(ref) &&
    !/\.\.|@\{|\/\/|^[-/]|[./]$|(?:^|\/)\.|\.lock(?:\/|$)/.test(ref)
  );
}

/** Clear text only to this machine: a token travels with every request. */
function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== "") return false;
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isLocal);
}

function withSlash(url: string): string {
  const { href } = new URL(url);
  return href.endsWith("/") ? href : `${href}/`;
}

function webOrigin(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./, "")}`;
}
