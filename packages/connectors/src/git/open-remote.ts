import { dirname } from "node:path";
import { isTokenPakError, TokenPakError } from "@tokenpak/core";
import type { ConnectorContext } from "../connector.ts";
import { formatOfHash, hasCopy, makeCopy, removeCopy } from "./copy-folder.ts";
import { type Git, type GitOptions, gitIn } from "./git.ts";
import type { RemoteRepository } from "./git-location.ts";
import { cacheOf, type GitSettings } from "./git-settings.ts";
import { type RemoteRef, remoteRef } from "./remote-ref.ts";
import type { OpenRepository } from "./repository-view.ts";

/** What a remote repository is opened with. */
export interface RemoteOptions {
  readonly settings: GitSettings;
  readonly location: RemoteRepository;
  readonly context: Pick<ConnectorContext, "limits" | "signal">;
}

/**
 * Opens the copy of a remote repository, brought up to date. The copy has the commits that become documents, the trees, and the
 * blobs up to the size limit where the server can filter. It has no working tree and holds no address. A copy that cannot be
 * brought up to date is made anew. Throws `SOURCE_*`.
 */
export async function openRemote(options: RemoteOptions): Promise<OpenRepository> {
  const copy = copyOf(options);
  makeCopy(copy.folder);
  const remote = await askForRef(copy, options);
  if (remote === undefined)
    return { git: copy.git, commit: undefined, isFiltered: copy.isFiltered };
  makeCopy(copy.folder, formatOfHash(remote.hash));
  const before = await tipOf(copy);
  if (before?.named !== remote.hash) await fetchOrMakeAnew(copy, remote);
  const after = await tipOf(copy);
  if (after !== undefined)
    return { git: copy.git, commit: after.commit, isFiltered: copy.isFiltered };
  throw new TokenPakError(
    "SOURCE_NOT_FOUND",
    `${options.location.shown} has no commit at ${options.settings.ref}, but something else. Give a branch, or a tag of a commit.`,
  );
}

/** Whether the server can be reached and has the ref. Throws `SOURCE_*`. */
export async function checkRemote(options: RemoteOptions): Promise<void> {
  const copy = copyOf(options);
  makeCopy(copy.folder);
  await askForRef(copy, options);
}

/** In what git says when the connection broke, so that nothing is wrong with the copy. */
const NETWORK_WORDS =
  /unable to access|resolve host|connect|timed out|hung up|early EOF|disconnect|RPC failed|remote error|not our ref/i;

/** Where a copy keeps what it fetched. */
const TIP = "refs/tokenpak/tip";

/** What git takes for no limit (https://git-scm.com/docs/shallow). */
const INFINITE_DEPTH = 2_147_483_647;

interface Copy {
  readonly folder: string;
  /** Reads the copy, and can reach nothing else. */
  readonly git: Git;
  /** May ask the server. */
  readonly remote: Git;
  readonly isFiltered: boolean;
  /** Options of `git fetch` that bound what it brings. */
  readonly bounds: readonly string[];
}

function copyOf({ settings, location, context }: RemoteOptions): Copy {
  const { maxDocumentBytes } = context.limits;
  const folder = cacheOf(settings, maxDocumentBytes);
  const common = {
    folder,
    ceiling: dirname(folder),
    shown: location.shown,
    signal: context.signal,
  };
  const isFiltered = Number.isFinite(maxDocumentBytes);
  // Leaves out blobs of that size and above.
  const filter = `blob:limit=${Math.floor(maxDocumentBytes) + 1}`;
  // What the oldest commit changed is seen in its parent.
  const depth = Math.min(settings.commits + 1, INFINITE_DEPTH);
  return {
    folder,
    git: gitIn({ ...common, protocols: [] }),
    remote: gitIn({ ...common, ...rightsFor(location, isFiltered ? filter : undefined) }),
    isFiltered,
    bounds: [`--depth=${depth}`, ...(isFiltered ? [`--filter=${filter}`] : [])],
  };
}

function rightsFor(
  { url, protocol }: RemoteRepository,
  filter: string | undefined,
): Pick<GitOptions, "config" | "protocols" | "secrets"> {
  return {
    // Those of the network together: the user's own configuration may take one for another.
    protocols: protocol === "file" ? ["file"] : ["git", "http", "https", "ssh"],
    secrets: secretsOf(url),
    config: {
      "remote.origin.url": url,
      // Git wants to be told that objects may be missing.
      ...(filter !== undefined && {
        "remote.origin.promisor": "true",
        "remote.origin.partialCloneFilter": filter,
      }),
      "gc.autoDetach": "false",
      "maintenance.autoDetach": "false",
      // A server that sends less than a byte a second for a minute is gone.
      "http.lowSpeedLimit": "1",
      "http.lowSpeedTime": "60",
    },
  };
}

function askForRef(copy: Copy, { settings, location }: RemoteOptions) {
  return remoteRef(copy.remote, { ref: settings.ref, shown: location.shown });
}

async function fetchOrMakeAnew(copy: Copy, remote: RemoteRef): Promise<void> {
  try {
    await fetchInto(copy, remote);
  } catch (error) {
    if (!isTokenPakError(error) || !error.code.startsWith("SOURCE_")) throw error;
    if (NETWORK_WORDS.test(error.message)) throw error;
    // The server has just answered: more likely than not it is the copy, for example a lock of a fetch that was killed.
    removeCopy(copy.folder);
    makeCopy(copy.folder, formatOfHash(remote.hash));
    await fetchInto(copy, remote);
  }
}

async function fetchInto(copy: Copy, { name, hash }: RemoteRef): Promise<void> {
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
  try {
    await copy.remote.read(["fetch", ...quiet, ...copy.bounds, "origin", `+${name}:${TIP}`]);
  } finally {
    // Git notes in the configuration that objects may be missing, and would then try to fetch each instead of saying so.
    if (hasCopy(copy.folder)) makeCopy(copy.folder, formatOfHash(hash));
  }
}

/** What was fetched last: as the ref names it, which may be a tag, and the commit. */
async function tipOf({ git }: Copy): Promise<{ named: string; commit: string } | undefined> {
  const { code, stdout } = await git.run(["rev-parse", TIP, `${TIP}^{commit}`]);
  const [named, commit] = stdout.split("\n");
  return code === 0 && named && commit ? { named, commit } : undefined;
}

/**
 * What of a URL must not be told: user and password, and the query, each alone too, and so the URL itself. The user of ssh is
 * no secret; that of the others may be a token.
 */
function secretsOf(url: string): readonly string[] {
  const [, scheme = "", user = ""] = /^([a-z]{1,10}):\/\/([^/]{1,5000})@/i.exec(url) ?? [];
  const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  const isOpen = scheme.toLowerCase() === "ssh" && !user.includes(":");
  const password = user.slice(user.indexOf(":") + 1);
  const parts = [...(isOpen ? [] : [user, password]), query].filter((part) => part !== "");
  return parts.length === 0 ? [] : [url, ...parts, ...parts.map(decoded)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
