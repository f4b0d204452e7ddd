import type { Awaitable, JsonValue } from "@tokenpak/core";
import type { SkipReason } from "./walk/skip-report.ts";

/**
 * A source of documents: a folder, a repository, an issue tracker. It says what there is and what changed; `syncDocuments` packs,
 * stores, removes and remembers. A connector holds its configuration, checked when it is made (`INVALID_OPTION`), and no other
 * state: everything it needs to go on is in the cursor and in the versions of the documents.
 */
export interface Connector<Cursor extends JsonValue = JsonValue> {
  /** Kind of source, in lower case: `filesystem`, `git`, `github`, `obsidian`. The `sourceType` of its blocks. */
  readonly type: string;
  /** Which source of that kind, unambiguous among all that one store may hold: its cursor is kept under this name. */
  readonly source: string;
  /** What stands before the ids of its documents to make their paths in the index; empty, or ending in `/`. */
  readonly pathPrefix: string;
  /** Whether the source can be reached as configured. Throws a `TokenPakError` that names what is wrong and the fix. */
  check(context: ConnectorContext): Promise<void>;
  /**
   * What there is, or what changed since `cursor`. Deterministic for the same state of the source. Throws when nothing more can be
   * read; what was read until the last checkpoint stays.
   */
  sync(context: SyncContext<Cursor>): AsyncIterable<SyncEvent<Cursor>>;
  /**
   * One document by its id, or `undefined` where it is gone: how documents that failed are tried again. Without it, failures are
   * tried again only as far as the next `sync` names them.
   */
  fetch?(id: string, context: ConnectorContext): Promise<UpsertEvent | undefined>;
}

/** What a connector says, in order. */
export type SyncEvent<Cursor extends JsonValue = JsonValue> =
  | UpsertEvent
  | DeleteEvent
  | SkipEvent
  | FailureEvent
  | PlanEvent
  | CheckpointEvent<Cursor>;

/** A document is there. */
export interface UpsertEvent {
  readonly type: "upsert";
  /** Unique in its source and stable, with `/` between folders: its path in the index, without the prefix. Not empty. */
  readonly id: string;
  /** Changes whenever the content does: etag, commit, size and times. Where the index has it, `read` is not called. */
  readonly version: string;
  /** Reads the document. A throw is a failure of this document alone. */
  read(): Awaitable<SourceDocument | SkippedDocument>;
}

/** The content of a document. */
export interface SourceDocument {
  readonly text: string;
  /** Where people find it: absolute path, URL. The `sourceId` of its block. */
  readonly uri: string;
  /** The version of this very text; `undefined` where it proves nothing, so that the next sync reads again. */
  readonly version: string | undefined;
  /** The source's own version for people: commit, revision, hash. Default `version`. */
  readonly sourceVersion?: string | undefined;
  /** File type where the id does not end in the right extension. */
  readonly fileType?: string | undefined;
  readonly title?: string | undefined;
  /** Tags, links, labels, authors, and whatever else the source knows. */
  readonly metadata?: Readonly<Record<string, JsonValue>> | undefined;
}

/** A document that turns out, on reading, to be left out. */
export interface SkippedDocument {
  readonly reason: SkipReason;
}

/** A document is gone. */
export interface DeleteEvent {
  readonly type: "delete";
  readonly id: string;
}

/** Something is left out on purpose. */
export interface SkipEvent {
  readonly type: "skip";
  /** Of a document; of everything below a folder where it ends in `/`. */
  readonly id: string;
  /** With `unreadable`, what the index has of it stays; with every other reason it is removed. */
  readonly reason: SkipReason;
}

/** A document could not be read. What the index has of it stays. */
export interface FailureEvent {
  readonly type: "failure";
  readonly id: string;
  /** For people. Without secrets. */
  readonly error: string;
  /** Whether the next sync should try again. */
  readonly retryable: boolean;
}

/** How many documents the rest of the sync will name, where that is known: for showing progress. */
export interface PlanEvent {
  readonly type: "plan";
  readonly documents: number;
}

/** Everything up to here may be committed, together with the place to go on from. */
export interface CheckpointEvent<Cursor extends JsonValue = JsonValue> {
  readonly type: "checkpoint";
  readonly cursor: Cursor;
  /**
   * Every document whose id this covers was named in this sync, so all others that it covers are gone: `""` covers the whole
   * source, a text that ends in `/` everything below that folder, any other text the id that it is.
   */
  readonly complete?: string | undefined;
}

/** What a connector may use of the world outside. */
export interface ConnectorContext {
  /** Stops the sync: requests and waits end at once. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits, or throws when `signal` is aborted. */
  sleep(milliseconds: number): Promise<void>;
  /** A credential by its name, for example `GITHUB_TOKEN`; `undefined` where there is none. */
  secret(name: string): string | undefined;
  readonly limits: ConnectorLimits;
}

/** How much of a source is read. */
export interface ConnectorLimits {
  /** Larger documents are left out as `too-large`. */
  readonly maxDocumentBytes: number;
}

/** A {@link ConnectorContext} with the place to go on from. */
export interface SyncContext<Cursor extends JsonValue = JsonValue> extends ConnectorContext {
  /** Of the last checkpoint that was committed; `undefined` for the first sync, and for one that is to look at everything again. */
  readonly cursor: Cursor | undefined;
}
