import type { JsonValue } from "@tokenpak/core";
import type {
  CheckpointEvent,
  Connector,
  ConnectorContext,
  SyncContext,
  SyncEvent,
  UpsertEvent,
} from "../connector.ts";
import { fetchConversation } from "./conversation-event.ts";
import { GitHubApi } from "./github-api.ts";
import { type GitHubCursor, readGitHubCursor } from "./github-cursor.ts";
import {
  GITHUB_KINDS,
  type GitHubConfig,
  type GitHubKind,
  type GitHubSettings,
  gitHubSettings,
} from "./github-settings.ts";
import { syncConversations } from "./sync-conversations.ts";
import { FILES, fetchFile, type PlaceEvent, syncFiles } from "./sync-files.ts";

/** Someone waits for the answer of a check. */
const MOST_CHECK_WAIT_MS = 5000;

/**
 * A repository on GitHub: its files at a ref as `files/PATH`, each issue and pull request with all comments as `issues/12.md` and
 * `pulls/34.md`. Later syncs ask for what changed: one request for unmoved files, four for quiet issues. Reads with the secret
 * `GITHUB_TOKEN` where there is one; without, public repositories at 60 requests an hour. Where the limit is reached the sync
 * throws `SOURCE_RATE_LIMITED` with the time it resets; what was read by then stays, and the next sync goes on.
 *
 * Issues that are deleted go with the next sync, which sees that there are fewer. Files are
 * left out as in a folder, by every `.tokenpakignore` of the repository too.
 */
export class GitHubConnector implements Connector {
  readonly type = "github";
  readonly source: string;
  readonly pathPrefix: string;
  readonly #settings: GitHubSettings;
  /** One client for all documents that are tried again together: what one of them learns of limits holds for all. */
  readonly #clients = new WeakMap<ConnectorContext, GitHubApi>();

  /** Throws `INVALID_OPTION`. */
  constructor(config: GitHubConfig) {
    this.#settings = gitHubSettings(config);
    this.source = this.#settings.source;
    this.pathPrefix = this.#settings.pathPrefix;
  }

  /** Throws `SOURCE_DENIED`, `SOURCE_NOT_FOUND` (for the ref, too), `SOURCE_RATE_LIMITED` or `SOURCE_UNAVAILABLE`, and soon. */
  async check(context: ConnectorContext): Promise<void> {
    const { maxWaitMs = MOST_CHECK_WAIT_MS } = this.#settings;
    const api = new GitHubApi(context, {
      ...this.#settings,
      maxWaitMs: Math.min(maxWaitMs, MOST_CHECK_WAIT_MS),
    });
    await api.checkRepository();
    if (this.#settings.include.has("files")) await api.head();
  }

  async *sync(context: SyncContext): AsyncGenerator<SyncEvent> {
    const source = this.#source(context);
    const { include } = this.#settings;
    const before = readGitHubCursor(context.cursor);
    const cursor = new Place(before, include);
    for (const kind of GITHUB_KINDS) {
      const isNew = before === undefined || before.include.includes(kind);
      if (!include.has(kind) && isNew) yield cursor.reached({}, `${kind}/`);
    }
    const { files, talk } = cursor.parts;
    if (include.has("files")) {
      const events = syncFiles(source, files);
      yield* checked(events, source.api, (reached, complete) =>
        cursor.reached({ files: reached }, complete),
      );
    }
    if (include.has("issues") || include.has("pulls")) {
      const events = syncConversations(source, talk);
      yield* checked(events, source.api, (reached, complete) =>
        cursor.reached({ talk: reached }, complete),
      );
    }
  }

  async fetch(id: string, context: ConnectorContext): Promise<UpsertEvent | undefined> {
    const source = this.#source(context);
    if (!id.startsWith(FILES)) return fetchConversation(source, id);
    return fetchFile(source, id.slice(FILES.length));
  }

  #source(context: ConnectorContext) {
    const settings = this.#settings;
    const api = this.#clients.get(context) ?? new GitHubApi(context, settings);
    this.#clients.set(context, api);
    return { api, settings, maxBytes: context.limits.maxDocumentBytes };
  }
}

type Parts = { readonly [Key in "files" | "talk"]?: GitHubCursor[Key] | undefined };

/** The place reached, part by part. What was reached for other kinds of conversations than are wanted now is not used. */
class Place {
  readonly #include: GitHubCursor["include"];
  #parts: Parts;

  constructor(before: GitHubCursor | undefined, include: ReadonlySet<GitHubKind>) {
    this.#include = GITHUB_KINDS.filter((kind) => include.has(kind));
    const had = (kind: GitHubKind) => before?.include.includes(kind) ?? false;
    const isSame = had("issues") === include.has("issues") && had("pulls") === include.has("pulls");
    this.#parts = {
      ...(include.has("files") ? { files: before?.files } : {}),
      ...(isSame ? { talk: before?.talk } : {}),
    };
  }

  get parts(): Parts {
    return this.#parts;
  }

  reached(parts: Parts, complete: string | undefined): CheckpointEvent {
    this.#parts = { ...this.#parts, ...parts };
    const cursor = { version: 1, include: this.#include, ...this.#parts };
    // Through JSON, so that parts that are not there are left out.
    return {
      type: "checkpoint",
      cursor: JSON.parse(JSON.stringify(cursor)) as JsonValue,
      complete,
    };
  }
}

/** Sends events on, with checkpoints for places, until the server takes no more requests: the rest could only fail one by one. */
async function* checked<T>(
  events: AsyncIterable<PlaceEvent<T>>,
  api: GitHubApi,
  checkpoint: (place: T, complete: string | undefined) => CheckpointEvent,
): AsyncGenerator<SyncEvent> {
  for await (const event of events) {
    api.throwIfStopped();
    yield event.type === "place" ? checkpoint(event.place, event.complete) : event;
  }
  api.throwIfStopped();
}
