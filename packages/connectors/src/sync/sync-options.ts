import type { BlockStore, TokenCounter } from "@tokenpak/core";
import type { ConnectorContext, ConnectorLimits } from "../connector.ts";
import type { SkipReport } from "../walk/skip-report.ts";
import type { Packer } from "./packer.ts";

/** How to bring a store up to date with a source. */
export interface SyncOptions extends Partial<Pick<ConnectorContext, "fetch" | "now" | "sleep">> {
  readonly store: BlockStore;
  readonly engine: Packer;
  /** Default: the counter of `countTokens()`. */
  readonly counter?: TokenCounter | undefined;
  /** Version of the engine: documents that another one packed are packed again. Default `""`. */
  readonly engineVersion?: string | undefined;
  /** Measure what share of its facts each rendition keeps, as the block's `qualityScore`. Default `false`: it takes time. */
  readonly measureQuality?: boolean | undefined;
  /** Changes in a transaction, an integer from 1; a transaction also ends at 8 million characters of text. Default 200. */
  readonly batchDocuments?: number | undefined;
  /** Look at everything again instead of going on at the cursor. What has not changed is still not packed again. Default `false`. */
  readonly full?: boolean | undefined;
  /** Is told of each document in the order of the source. */
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined;
  /** Stops with `ABORTED` after the documents in work; what was read until then is committed, and the next sync does the rest. */
  readonly signal?: AbortSignal | undefined;
  /** Credentials by name. Default: there are none. They are kept out of messages. */
  readonly secret?: ((name: string) => string | undefined) | undefined;
  /** Default: documents up to 10 MiB. */
  readonly limits?: Partial<ConnectorLimits> | undefined;
}

/** How far a sync is, after each document. */
export interface IndexProgress {
  readonly done: number;
  /** As far as the source has said by now; at least `done`. */
  readonly total: number;
  /** The document that was done, as the index names it. */
  readonly path: string;
}

/** A document that could not be read, packed or stored. What the index had of it stays. */
export interface IndexFailure {
  /** As the index names it. */
  readonly path: string;
  readonly message: string;
}

/** What a sync did. */
export interface IndexResult {
  /** New or changed documents that were packed. */
  readonly indexed: number;
  readonly unchanged: number;
  /** Blocks of documents that are gone or are left out now. */
  readonly removed: number;
  readonly failed: readonly IndexFailure[];
  /** What was left out, by reason; paths as the index names them. */
  readonly skipped: SkipReport;
  /** Tokens of the documents that were packed, before and after. */
  readonly rawTokens: number;
  readonly compressedTokens: number;
}

/** What `syncDocuments` did. */
export type SyncResult = IndexResult;
