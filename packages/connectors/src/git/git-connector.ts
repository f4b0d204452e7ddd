import type {
  Connector,
  ConnectorContext,
  SyncContext,
  SyncEvent,
  UpsertEvent,
} from "../connector.ts";
import { checkGit } from "./check-git.ts";
import { commitDocument } from "./commit-document.ts";
import { COMMITS_FOLDER, hashOfCommitId, pathOfFileId } from "./document-id.ts";
import { commitOfCursor, type GitCursor, gitScope } from "./git-cursor.ts";
import { type GitConfig, type GitSettings, gitSettings } from "./git-settings.ts";
import { type CommitRange, countCommits, listCommits } from "./list-commits.ts";
import { openLocal } from "./open-local.ts";
import { checkRemote, openRemote } from "./open-remote.ts";
import { type OpenRepository, type RepositoryView, repositoryView } from "./repository-view.ts";
import {
  allFiles,
  changedFiles,
  countDocuments,
  eventsOfChanges,
  oneFile,
  readTree,
} from "./sync-files.ts";

/**
 * The files of a Git repository at a ref, and its commits, each a document; no working tree is read or made. A file's id is its
 * path in the tree, its version the id of its blob: what the index has is never read again. Commits are below `.git/commits/`.
 * A folder is read in place; of a URL a copy is kept in the cache folder. Git itself does the reading, with nothing of the
 * repository's own configuration that could run a program.
 *
 * Left out, by reason: what `walkDirectory` leaves out by name and by content, links, submodules, what stands for a file in Git
 * LFS, and what a `.tokenpakignore` of that commit names. A `.gitignore` says nothing of files that are tracked.
 */
export class GitConnector implements Connector<GitCursor> {
  readonly type = "git";
  readonly source: string;
  readonly pathPrefix: string;
  readonly #settings: GitSettings;

  /** Throws `INVALID_OPTION`. */
  constructor(config: GitConfig) {
    this.#settings = gitSettings(config);
    this.source = this.#settings.source;
    this.pathPrefix = this.#settings.pathPrefix;
  }

  async check(context: ConnectorContext): Promise<void> {
    await checkGit(context.signal);
    const { location, ref } = this.#settings;
    if (location.kind === "local") await openLocal(location, { ref, signal: context.signal });
    else await checkRemote({ location, settings: this.#settings, context });
  }

  async *sync(context: SyncContext<GitCursor>): AsyncGenerator<SyncEvent<GitCursor>> {
    await checkGit(context.signal);
    const scope = gitScope(this.#settings, context.limits.maxDocumentBytes);
    const since = commitOfCursor(context.cursor, scope);
    const repository = await this.#open(context);
    const commit = repository.commit ?? "";
    const done = { scope, commit };
    if (since === commit) {
      yield { type: "checkpoint", cursor: done };
      return;
    }
    // A sync that ends half way leaves files of two commits, which no comparison with one of them could put right.
    yield { type: "checkpoint", cursor: { scope, commit: null } };
    if (commit === "") {
      yield { type: "checkpoint", cursor: done, complete: "" };
      return;
    }
    const view = this.#view({ ...repository, commit }, context);
    try {
      const complete = yield* this.#files(view, since === "" ? undefined : since);
      yield* this.#commits(view);
      yield { type: "checkpoint", cursor: done, complete };
    } finally {
      view.close();
    }
  }

  async fetch(id: string, context: ConnectorContext): Promise<UpsertEvent | undefined> {
    await checkGit(context.signal);
    const repository = await this.#open(context);
    if (repository.commit === undefined) return undefined;
    const view = this.#view({ ...repository, commit: repository.commit }, context);
    try {
      const hash = hashOfCommitId(id);
      if (hash === undefined) {
        return await oneFile(view, { path: pathOfFileId(id), paths: this.#settings.paths });
      }
      for await (const listed of listCommits(view.git, this.#rangeAt(view))) {
        if (listed.hash === hash) return commitDocument(view, listed);
      }
      return undefined;
    } finally {
      view.close();
    }
  }

  /** Answers what is complete after these events and those of the commits. */
  async *#files(
    view: RepositoryView,
    since: string | undefined,
  ): AsyncGenerator<SyncEvent<GitCursor>, string> {
    const { paths } = this.#settings;
    const changed = since === undefined ? undefined : await changedFiles(view, { since, paths });
    const tree = await readTree(view, { sizes: changed === undefined });
    const changes = changed ?? allFiles(tree, paths);
    const commits = await countCommits(view.git, this.#rangeAt(view));
    yield { type: "plan", documents: countDocuments(changes, tree) + commits };
    yield* eventsOfChanges(view, { changes, tree });
    return changed === undefined ? "" : COMMITS_FOLDER;
  }

  async *#commits(view: RepositoryView): AsyncGenerator<SyncEvent<GitCursor>> {
    for await (const listed of listCommits(view.git, this.#rangeAt(view))) {
      yield commitDocument(view, listed);
    }
  }

  #rangeAt({ commit }: RepositoryView): CommitRange {
    return { commit, most: this.#settings.commits, paths: this.#settings.paths };
  }

  #view(repository: OpenRepository & { readonly commit: string }, { limits }: ConnectorContext) {
    const { location, ref, paths } = this.#settings;
    return repositoryView(repository, { ref, shown: location.shown, paths, limits });
  }

  async #open(context: ConnectorContext): Promise<OpenRepository> {
    const { location, ref } = this.#settings;
    if (location.kind === "local") return openLocal(location, { ref, signal: context.signal });
    return openRemote({ location, settings: this.#settings, context });
  }
}
