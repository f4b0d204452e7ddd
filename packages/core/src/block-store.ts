import type { Awaitable } from "./awaitable.ts";
import type { Block } from "./block.ts";

/** A block and what it was made from. */
export interface BlockEntry extends BlockOrigin {
  readonly block: Block;
}

/** What a block was made from. */
export interface BlockOrigin {
  /** The raw text, which must have the block's content hash. Search reads it; without it only the compressed text is searchable. */
  readonly content?: string | undefined;
  /**
   * The indexer's own note on the state of the source, for example its size and times: an equal mark later means that nothing
   * changed. Belongs to this version of the block alone.
   */
  readonly mark?: string | undefined;
}

/** What one transaction changes. */
export interface StoreChanges {
  /** Paths to forget, as `removeBlock` does; before anything is added. */
  readonly removals?: Iterable<string> | undefined;
  readonly entries?: Iterable<BlockEntry> | undefined;
  /** New marks of newest versions that stay as they are; paths without a block are passed over. */
  readonly marks?: ReadonlyMap<string, string> | undefined;
  /** How far the source of these changes was read. */
  readonly cursor?: StoreCursor | undefined;
}

/** How far a source was read: where a later run goes on. */
export interface StoreCursor {
  /** Names the source among all that the store has cursors of. */
  readonly source: string;
  /** The reader's own text; `undefined` forgets the cursor. */
  readonly value: string | undefined;
}

/** What a {@link StoreChanges} changed. */
export interface ChangeCounts {
  /** Blocks that were new or another version. */
  readonly added: number;
  /** Paths that were there and are forgotten. */
  readonly removed: number;
}

/** What to let go of. */
export interface PruneOptions {
  /** How many versions of each path stay, the newest first; an integer from 1. Default 1. */
  readonly keepVersions?: number | undefined;
}

/** What a prune let go of. */
export interface PruneCounts {
  readonly versions: number;
  /** Originals that no version needs any more and whose ref was never given out. */
  readonly originals: number;
}

/** What to search for, and where. */
export interface SearchOptions {
  /** How many hits at most, an integer from 1. Default 5. */
  readonly topK?: number | undefined;
  readonly fileType?: string | undefined;
  /** Only paths that begin with this. */
  readonly pathPrefix?: string | undefined;
  /**
   * Most tokens (o200k_base) of all snippets together, an integer from 1: hits that do not fit any more are left out, be it the
   * first, and smaller ones after them stay. Default: no limit.
   */
  readonly maxTokens?: number | undefined;
}

/** A block that answers a query, and the lines that do. */
export interface SearchHit {
  readonly block: Block;
  /** Greater is better; comparable only within one answer. */
  readonly score: number;
  readonly path: string;
  /** First line of the snippet in the raw text, from 1. */
  readonly lineStart: number;
  readonly lineEnd: number;
  /** The raw text's lines `lineStart` to `lineEnd`, verbatim; of a single line over 2,000 characters the part that matches. */
  readonly snippet: string;
  /** What matched, for people: for example `path: budget; text: token, limit`, `substring: okencoun`, `phrase: "foo->bar("`. */
  readonly why: string;
}

/** Sums over the newest version of every block. */
export interface StoreStats {
  readonly totalFiles: number;
  /** Raw tokens; the same as `totalRawTokens`. */
  readonly totalTokens: number;
  readonly totalRawTokens: number;
  readonly totalCompressedTokens: number;
  /** Raw divided by compressed tokens; 0 for an empty store. */
  readonly compressionRatio: number;
  /** Mean of the measured quality scores, weighted by raw tokens, 0 to 1; `undefined` where none is measured. */
  readonly meanQualityScore: number | undefined;
  readonly byType: Readonly<Record<string, TypeStats>>;
  /** Size of the database file, 0 where there is none. */
  readonly databaseBytes: number;
}

/** {@link StoreStats} of one file type. */
export interface TypeStats {
  readonly files: number;
  readonly rawTokens: number;
  readonly compressedTokens: number;
}

/** Where blocks are kept and found. Every version of a path is kept. Use after `close` throws `STORE_CLOSED`. */
export interface BlockStore {
  /**
   * Adds a block as the newest version of its path and answers it as stored. The same content hash and compressed content
   * as the newest version is no new version: that one takes over the new counts, provenance and so on.
   * Throws `ORIGINAL_NOT_STORED` for a text that holds a secret, `INVALID_OPTION` for a content of another hash.
   */
  addBlock(block: Block, origin?: BlockOrigin): Awaitable<Block>;
  /** Adds all or, when one fails, none. Answers how many were new or changed. */
  addBlocks(entries: Iterable<BlockEntry>): Awaitable<number>;
  /** Makes all of the changes or, when one fails, none. Throws as `addBlock` does. */
  applyChanges(changes: StoreChanges): Awaitable<ChangeCounts>;
  /** The cursor that was last committed for a source; `undefined` where there is none. */
  readCursor(source: string): Awaitable<string | undefined>;
  /** The newest version, or the one asked for; `undefined` where there is none. */
  getBlock(
    path: string,
    options?: { readonly version?: number | undefined },
  ): Awaitable<Block | undefined>;
  /** All versions of a path, oldest first. */
  history(path: string): Awaitable<readonly Block[]>;
  /** Whether `content` differs from the newest version of `path`, or there is none. */
  hasChanged(path: string, content: string): Awaitable<boolean>;
  /** Forgets a path with all its versions; `false` where there was none. */
  removeBlock(path: string): Awaitable<boolean>;
  /** Newest versions, sorted by path (UTF-16 order). */
  listBlocks(options?: { readonly fileType?: string | undefined }): Awaitable<readonly Block[]>;
  /** Marks of newest versions by path, of all blocks that have one. */
  listMarks(options?: {
    readonly pathPrefix?: string | undefined;
  }): Awaitable<ReadonlyMap<string, string>>;
  /**
   * Lets go of old versions, and of originals that no version needs any more. An original whose ref may be in someone's hands
   * is never touched: one that was `put`, or whose block was given out by `getBlock`, `history`, `listBlocks` or `search`.
   */
  prune(options?: PruneOptions): Awaitable<PruneCounts>;
  /** Best first; any text is a valid query, and one without a word finds nothing. */
  search(query: string, options?: SearchOptions): Awaitable<readonly SearchHit[]>;
  getStats(): Awaitable<StoreStats>;
  /** Forgets every block and every cursor. */
  clear(): Awaitable<void>;
  close(): Awaitable<void>;
}
