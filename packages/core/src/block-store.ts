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

/** What to search for, and where. */
export interface SearchOptions {
  /** How many hits at most, an integer from 1. Default 5. */
  readonly topK?: number | undefined;
  readonly fileType?: string | undefined;
  /** Only paths that begin with this. */
  readonly pathPrefix?: string | undefined;
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
  /** What matched, for people: for example `path: budget; text: token, limit`. */
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
  /** Replaces the marks of newest versions; paths without a block are passed over. */
  setMarks(marks: ReadonlyMap<string, string>): Awaitable<void>;
  /** Best first; any text is a valid query, and one without a word finds nothing. */
  search(query: string, options?: SearchOptions): Awaitable<readonly SearchHit[]>;
  getStats(): Awaitable<StoreStats>;
  /** Forgets every block. */
  clear(): Awaitable<void>;
  close(): Awaitable<void>;
}
