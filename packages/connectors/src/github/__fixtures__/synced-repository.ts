import type { Block } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import { characters, PassThrough } from "../../__fixtures__/pass-through.ts";
import { syncDocuments } from "../../sync/sync-documents.ts";
import type { SyncResult } from "../../sync/sync-options.ts";
import { GitHubConnector } from "../github-connector.ts";
import type { GitHubConfig } from "../github-settings.ts";
import type { FixtureGitHub } from "./fixture-github.ts";

/** How a test syncs. */
export interface SyncSetup extends Partial<GitHubConfig> {
  readonly store?: BlockRegistry;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly full?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
  readonly maxDocumentBytes?: number;
}

/** An index of the fixture's repository. Waiting moves the fixture's clock and takes no time. */
export class SyncedRepository {
  readonly store = new BlockRegistry(":memory:");
  readonly engine = new PassThrough();
  /** Milliseconds of each wait. */
  readonly waited: number[] = [];
  readonly #github: FixtureGitHub;

  constructor(github: FixtureGitHub) {
    this.#github = github;
  }

  connector(config: Partial<GitHubConfig> = {}): GitHubConnector {
    const { apiUrl } = this.#github;
    return new GitHubConnector({ owner: "the-owner", repo: "the-repo", apiUrl, ...config });
  }

  sync(setup: SyncSetup = {}): Promise<SyncResult> {
    const { secrets = {}, full, fetch, signal, maxDocumentBytes, store, ...config } = setup;
    return syncDocuments(this.connector(config), {
      store: store ?? this.store,
      engine: this.engine,
      counter: characters,
      full,
      signal,
      ...(fetch === undefined ? {} : { fetch }),
      now: () => this.#github.clock,
      sleep: async (milliseconds) => {
        this.waited.push(milliseconds);
        this.#github.clock += milliseconds;
      },
      secret: (name) => secrets[name],
      ...(maxDocumentBytes === undefined ? {} : { limits: { maxDocumentBytes } }),
    });
  }

  /** What the index has: text and what is known of it, by the path without the prefix of the repository. */
  async contents(): Promise<Readonly<Record<string, unknown>>> {
    const blocks = await this.store.listBlocks();
    return Object.fromEntries(blocks.map((block) => [idOf(block), contentOf(block)]));
  }

  async ids(): Promise<readonly string[]> {
    return (await this.store.listBlocks()).map(idOf);
  }
}

function idOf({ path }: Block): string {
  return path.split("/").slice(3).join("/");
}

function contentOf({ compressedContent, fileType, provenance }: Block): unknown {
  return [
    compressedContent,
    fileType,
    provenance?.title,
    provenance?.sourceId,
    provenance?.metadata,
  ];
}
