import { type BlockStore, TokenPakError } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import { characters, PassThrough } from "../../__fixtures__/pass-through.ts";
import type { ConnectorContext } from "../../connector.ts";
import { syncDocuments } from "../../sync/sync-documents.ts";
import type { SyncOptions } from "../../sync/sync-options.ts";
import type { GitConnector } from "../git-connector.ts";

/** Brings a store up to date; a token is a character and nothing is packed. */
export function syncRepository(
  connector: GitConnector,
  { store, ...options }: { readonly store: BlockStore } & Partial<SyncOptions>,
) {
  const engine = options.engine ?? new PassThrough();
  return syncDocuments(connector, { store, counter: characters, now: () => 0, ...options, engine });
}

/** Texts in the index by path, without the connector's prefix. */
export function textsIn(store: BlockRegistry, connector: GitConnector): Record<string, string> {
  const blocks = store.listBlocks().filter((block) => block.path.startsWith(connector.pathPrefix));
  return Object.fromEntries(
    blocks.map((block) => [block.path.slice(connector.pathPrefix.length), block.compressedContent]),
  );
}

/** The texts of the files alone. */
export function filesIn(store: BlockRegistry, connector: GitConnector): Record<string, string> {
  const texts = Object.entries(textsIn(store, connector));
  return Object.fromEntries(texts.filter(([id]) => !id.startsWith(".git/commits/")));
}

/** The texts of the commits alone, by hash. */
export function commitsIn(store: BlockRegistry, connector: GitConnector): Record<string, string> {
  const texts = Object.entries(textsIn(store, connector));
  return Object.fromEntries(
    texts
      .filter(([id]) => id.startsWith(".git/commits/"))
      .map(([id, text]) => [id.slice(id.lastIndexOf("/") + 1, -".md".length), text]),
  );
}

/** What an index of the same repository has that was made from nothing. */
export async function freshTexts(connector: GitConnector): Promise<Record<string, string>> {
  using store = new BlockRegistry(":memory:");
  await syncRepository(connector, { store });
  return textsIn(store, connector);
}

/** A context for calling a connector directly. */
export function directContext(options: Partial<ConnectorContext> = {}): ConnectorContext {
  return {
    signal: new AbortController().signal,
    fetch: () => Promise.reject(new Error("Nothing is fetched over HTTP.")),
    now: () => 0,
    sleep: () => Promise.resolve(),
    secret: () => undefined,
    limits: { maxDocumentBytes: 1_000_000 },
    ...options,
  };
}

/** What a promise was rejected with: code and message of the error. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error("It was not refused."),
    (reason: unknown) => reason,
  );
  if (error instanceof TokenPakError) return `${error.code}: ${error.message}`;
  throw error;
}
