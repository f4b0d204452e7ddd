import { statSync } from "node:fs";
import {
  type Block,
  type BlockEntry,
  type BlockOrigin,
  type BlockStore,
  type ChangeCounts,
  contentHash,
  encodeText,
  type PruneCounts,
  type PruneOptions,
  type SearchHit,
  type SearchOptions,
  type StoreChanges,
  type StoreStats,
  type SyncOriginalStore,
  TokenPakError,
} from "@tokenpak/core";
import { giveBackSpace, openSqlite, type SqliteDatabase, storeError } from "@tokenpak/core/sqlite";
import {
  type BlockRow,
  type BlockTable,
  blockOfRow,
  blockTable,
  type NewBlockRow,
  rowOfBlock,
} from "./block-table.ts";
import { CursorTable } from "./cursor-table.ts";
import { MarkTable } from "./mark-table.ts";
import { REGISTRY_APPLICATION_ID, REGISTRY_MIGRATIONS } from "./migrations.ts";
import { OriginalTable, refuseSecret } from "./original-table.ts";
import { ChunkIndex } from "./search/chunk-index.ts";
import { BlockFinder } from "./search/find-blocks.ts";
import type { OpenStoreOptions } from "./sqlite-original-store.ts";
import { UnseenOriginals } from "./unseen-originals.ts";

/**
 * Blocks, their search index and their originals in one SQLite file. Every method answers at once; one that writes is one
 * transaction. Several processes may use the same file. Opening throws as `openSqlite` does; use after `close` throws
 * `STORE_CLOSED`.
 */
export class BlockRegistry implements BlockStore, Disposable {
  /** The raw texts that blocks were made from, and whatever else is put there. */
  readonly originals: SyncOriginalStore;
  readonly #database: SqliteDatabase;
  readonly #blocks: BlockTable;
  readonly #originals: OriginalTable;
  readonly #unseen: UnseenOriginals;
  readonly #index: ChunkIndex;
  readonly #marks: MarkTable;
  readonly #cursors: CursorTable;
  readonly #finder: BlockFinder;

  /** `path` of the file, created where there is none, or `:memory:`. */
  constructor(path = ".tokenpak/registry.db", options: OpenStoreOptions = {}) {
    this.#database = openSqlite(path, {
      ...options,
      migrations: REGISTRY_MIGRATIONS,
      applicationId: REGISTRY_APPLICATION_ID,
    });
    const { connection } = this.#database;
    try {
      this.#blocks = blockTable(connection);
      this.#originals = new OriginalTable(this.#database);
      this.#unseen = new UnseenOriginals(this.#database);
      this.originals = this.#originals;
      this.#index = new ChunkIndex(connection);
      this.#marks = new MarkTable(connection);
      this.#cursors = new CursorTable(connection);
      this.#finder = new BlockFinder(connection, {
        block: this.#blocks.byId,
        text: (row) => this.#textOf(row),
      });
    } catch (error) {
      this.#database.close();
      throw storeError(path, error);
    }
  }

  addBlock(block: Block, origin: BlockOrigin = {}): Block {
    return this.#change(() => this.#add({ ...origin, block }).block);
  }

  addBlocks(entries: Iterable<BlockEntry>): number {
    return this.applyChanges({ entries }).added;
  }

  getBlock(
    path: string,
    options: { readonly version?: number | undefined } = {},
  ): Block | undefined {
    const { version } = options;
    const [row] = this.#giveOut(() => {
      const found =
        version === undefined ? this.#blocks.newest(path) : this.#blocks.version(path, version);
      return found === undefined ? [] : [found];
    });
    return row && blockOfRow(row);
  }

  history(path: string): readonly Block[] {
    return this.#giveOut(() => this.#blocks.history(path)).map(blockOfRow);
  }

  hasChanged(path: string, content: string): boolean {
    return this.#database.run(
      () => this.#blocks.newest(path)?.contentHash !== contentHash(content),
    );
  }

  removeBlock(path: string): boolean {
    return this.#change(() => this.#remove(path));
  }

  listBlocks(options: { readonly fileType?: string | undefined } = {}): readonly Block[] {
    const rows = this.#giveOut(() => this.#blocks.list(options.fileType));
    return rows.map(blockOfRow).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  listMarks(
    options: { readonly pathPrefix?: string | undefined } = {},
  ): ReadonlyMap<string, string> {
    return this.#database.run(() => this.#marks.list(options.pathPrefix ?? ""));
  }

  applyChanges({ removals = [], entries = [], marks, cursor }: StoreChanges): ChangeCounts {
    return this.#change(() => {
      const counts = { added: 0, removed: 0 };
      for (const path of removals) if (this.#remove(path)) counts.removed++;
      for (const entry of entries) if (this.#add(entry).isNew) counts.added++;
      if (marks !== undefined) this.#marks.set(marks);
      if (cursor !== undefined) this.#cursors.set(cursor);
      return counts;
    });
  }

  readCursor(source: string): string | undefined {
    return this.#database.run(() => this.#cursors.get(source));
  }

  search(query: string, options?: SearchOptions): readonly SearchHit[] {
    return this.#unseen.giveOut(
      () => this.#finder.search(query, options),
      (hits) => hits.map(({ block }) => block.contentHash),
    );
  }

  prune({ keepVersions = 1 }: PruneOptions = {}): PruneCounts {
    if (!Number.isSafeInteger(keepVersions) || keepVersions < 1) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `keepVersions must be an integer from 1, not ${String(keepVersions)}.`,
      );
    }
    const counts = this.#database.immediate(() => ({
      versions: this.#blocks.removeOldVersions(keepVersions),
      originals: this.#originals.collect(),
    }));
    giveBackSpace(this.#database);
    return counts;
  }

  getStats(): StoreStats {
    const types = this.#database.run(() => this.#blocks.stats());
    const total = (key: "files" | "rawTokens" | "compressedTokens"): number =>
      types.reduce((sum, type) => sum + type[key], 0);
    const totalRawTokens = total("rawTokens");
    const totalCompressedTokens = total("compressedTokens");
    return {
      totalFiles: total("files"),
      totalTokens: totalRawTokens,
      totalRawTokens,
      totalCompressedTokens,
      compressionRatio: totalCompressedTokens === 0 ? 0 : totalRawTokens / totalCompressedTokens,
      meanQualityScore: this.#database.run(() => this.#blocks.meanQuality()),
      byType: Object.fromEntries(types.map(({ fileType, ...sums }) => [fileType, sums])),
      databaseBytes: fileBytes(this.#database.path),
    };
  }

  clear(): void {
    this.#database.immediate(() => {
      this.#index.clear();
      this.#database.connection.exec("DELETE FROM blocks; DELETE FROM cursors;");
    });
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #change<T>(work: () => T): T {
    return this.#database.immediate(() => this.#index.change(work));
  }

  #remove(path: string): boolean {
    const row = this.#blocks.newest(path);
    if (row !== undefined) this.#index.remove(row.id);
    return this.#blocks.removePath(path);
  }

  #add({ block, content, mark }: BlockEntry): { block: Block; isNew: boolean } {
    if (content !== undefined) this.#keepOriginal(block, content);
    if (block.compressedContent !== content) {
      refuseSecret(block.compressedContent, `The compressed text of "${block.path}"`);
    }
    const row = this.#blocks.newest(block.path);
    const isNew =
      row?.contentHash !== block.contentHash || row.compressedContent !== block.compressedContent;
    const stored = rowOfBlock(block, {
      version: isNew ? (row?.version ?? 0) + 1 : row.version,
      mark: mark ?? (isNew ? null : row.mark),
      rawIndexed: content !== undefined || (!isNew && row.rawIndexed),
    });
    this.#write(stored, { before: row, inPlace: !isNew, content });
    return { block: blockOfRow({ id: 0, ...stored }), isNew };
  }

  /** Stores a row, in place of the newest version before it or after that. */
  #write(
    stored: NewBlockRow,
    {
      before,
      inPlace,
      content,
    }: { before: BlockRow | undefined; inPlace: boolean; content: string | undefined },
  ): void {
    const reindex = !inPlace || before?.rawIndexed !== stored.rawIndexed;
    if (before !== undefined && reindex) this.#index.remove(before.id);
    if (before !== undefined && !inPlace) this.#blocks.retire(before.id);
    if (before !== undefined && inPlace) this.#blocks.replace(before.id, stored);
    const id = before !== undefined && inPlace ? before.id : this.#blocks.insert(stored);
    if (reindex) this.#index.add({ id, path: stored.path }, content ?? stored.compressedContent);
  }

  #giveOut(read: () => readonly BlockRow[]): readonly BlockRow[] {
    return this.#unseen.giveOut(read, (rows) => rows.map(({ contentHash }) => contentHash));
  }

  /** What search reads of a block; `undefined` where the original is gone. */
  #textOf(row: BlockRow): string | undefined {
    return row.rawIndexed ? this.#originals.textOf(row.contentHash) : row.compressedContent;
  }

  #keepOriginal(block: Block, content: string): void {
    refuseSecret(content, `"${block.path}"`);
    const bytes = encodeText(content);
    const hash = contentHash(bytes);
    if (hash !== block.contentHash) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `The content given for "${block.path}" does not have the block's content hash. Make the block from it with Block.fromContent.`,
      );
    }
    this.#originals.keep(hash, bytes);
  }
}

function fileBytes(path: string): number {
  if (path === ":memory:") return 0;
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size(path) + size(`${path}-wal`);
}
