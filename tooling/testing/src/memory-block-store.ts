import {
  Block,
  type BlockEntry,
  type BlockOrigin,
  type BlockStore,
  type ChangeCounts,
  contentHash,
  countTokens,
  findSecret,
  type PruneCounts,
  type PruneOptions,
  type SearchHit,
  type SearchOptions,
  type StoreChanges,
  type StoreStats,
  TokenPakError,
} from "@tokenpak/core";

interface Stored {
  readonly versions: readonly Block[];
  readonly content: string | undefined;
  readonly mark: string | undefined;
}

/**
 * Blocks in a Map, for tests: the simplest thing that keeps the contract. Its search counts distinct matching words, compared
 * by their first letters, and knows nothing of ranking.
 */
export class MemoryBlockStore implements BlockStore {
  #paths = new Map<string, Stored>();
  readonly #cursors = new Map<string, string>();
  /** Content hashes of the originals, and whether their refs were given out. */
  #originals = new Map<string, boolean>();
  #open = true;

  addBlock(block: Block, origin: BlockOrigin = {}): Block {
    this.addBlocks([{ ...origin, block }]);
    return this.#versions(block.path).at(-1) as Block;
  }

  addBlocks(entries: Iterable<BlockEntry>): number {
    return this.applyChanges({ entries }).added;
  }

  getBlock(path: string, { version }: { readonly version?: number | undefined } = {}) {
    const versions = this.#versions(path);
    const found =
      version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
    if (found !== undefined) this.#giveOut([found]);
    return found;
  }

  history(path: string): readonly Block[] {
    const versions = this.#versions(path);
    this.#giveOut(versions);
    return versions;
  }

  hasChanged(path: string, content: string): boolean {
    return this.#versions(path).at(-1)?.contentHash !== contentHash(content);
  }

  removeBlock(path: string): boolean {
    this.#check();
    return this.#paths.delete(path);
  }

  listBlocks({ fileType }: { readonly fileType?: string | undefined } = {}): readonly Block[] {
    const blocks = this.#newest().filter(
      (block) => fileType === undefined || block.fileType === fileType,
    );
    this.#giveOut(blocks);
    return blocks;
  }

  listMarks({ pathPrefix = "" }: { readonly pathPrefix?: string | undefined } = {}) {
    this.#check();
    const marks = new Map<string, string>();
    for (const [path, { mark }] of this.#paths) {
      if (mark !== undefined && path.startsWith(pathPrefix)) marks.set(path, mark);
    }
    return marks;
  }

  applyChanges({ removals = [], entries = [], marks, cursor }: StoreChanges): ChangeCounts {
    this.#check();
    const paths = new Map(this.#paths);
    const originals = new Map(this.#originals);
    const counts = { added: 0, removed: 0 };
    for (const path of removals) if (paths.delete(path)) counts.removed++;
    for (const entry of entries) {
      if (add(paths, entry)) counts.added++;
      const { contentHash: hash } = entry.block;
      if (entry.content !== undefined && !originals.has(hash)) originals.set(hash, false);
    }
    for (const [path, mark] of marks ?? []) {
      const stored = paths.get(path);
      if (stored !== undefined) paths.set(path, { ...stored, mark });
    }
    this.#paths = paths;
    this.#originals = originals;
    if (cursor?.value !== undefined) this.#cursors.set(cursor.source, cursor.value);
    else if (cursor !== undefined) this.#cursors.delete(cursor.source);
    return counts;
  }

  readCursor(source: string): string | undefined {
    this.#check();
    return this.#cursors.get(source);
  }

  prune({ keepVersions = 1 }: PruneOptions = {}): PruneCounts {
    this.#check();
    if (!Number.isSafeInteger(keepVersions) || keepVersions < 1) {
      throw new TokenPakError("INVALID_OPTION", "keepVersions must be an integer from 1.");
    }
    let versions = 0;
    for (const [path, stored] of this.#paths) {
      const kept = stored.versions.slice(-keepVersions);
      versions += stored.versions.length - kept.length;
      this.#paths.set(path, { ...stored, versions: kept });
    }
    const needed = new Set(
      [...this.#paths.keys()].flatMap((path) => this.#versions(path).map(hashOf)),
    );
    const unneeded = [...this.#originals].filter(([hash, seen]) => !seen && !needed.has(hash));
    for (const [hash] of unneeded) this.#originals.delete(hash);
    return { versions, originals: unneeded.length };
  }

  search(query: string, options: SearchOptions = {}): readonly SearchHit[] {
    const { topK = 5, fileType, pathPrefix = "", maxTokens = Number.MAX_SAFE_INTEGER } = options;
    for (const [name, value] of Object.entries({ topK, maxTokens })) {
      if (Number.isSafeInteger(value) && value >= 1) continue;
      throw new TokenPakError("INVALID_OPTION", `${name} must be an integer from 1.`);
    }
    const words = [...new Set(wordsOf(query))];
    let left = maxTokens;
    const hits = this.#newest()
      .filter((block) => fileType === undefined || block.fileType === fileType)
      .filter((block) => block.path.startsWith(pathPrefix))
      .map((block) => hitOf(block, words, this.#paths.get(block.path)?.content))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, topK)
      .filter(({ snippet }) => {
        const tokens = countTokens(snippet);
        if (tokens <= left) left -= tokens;
        else return false;
        return true;
      });
    this.#giveOut(hits.map(({ block }) => block));
    return hits;
  }

  getStats(): StoreStats {
    const byType: Record<string, { files: number; rawTokens: number; compressedTokens: number }> =
      {};
    for (const { fileType, rawTokens, compressedTokens } of this.#newest()) {
      byType[fileType] ??= { files: 0, rawTokens: 0, compressedTokens: 0 };
      byType[fileType].files++;
      byType[fileType].rawTokens += rawTokens;
      byType[fileType].compressedTokens += compressedTokens;
    }
    const types = Object.values(byType);
    const measured = this.#newest().filter(({ qualityScore }) => qualityScore !== undefined);
    const weight = measured.reduce((sum, { rawTokens }) => sum + rawTokens, 0);
    const kept = measured.reduce(
      (sum, block) => sum + (block.qualityScore ?? 0) * block.rawTokens,
      0,
    );
    const raw = types.reduce((sum, type) => sum + type.rawTokens, 0);
    const compressed = types.reduce((sum, type) => sum + type.compressedTokens, 0);
    return {
      totalFiles: types.reduce((sum, type) => sum + type.files, 0),
      totalTokens: raw,
      totalRawTokens: raw,
      totalCompressedTokens: compressed,
      compressionRatio: compressed === 0 ? 0 : raw / compressed,
      meanQualityScore: weight === 0 ? undefined : kept / weight,
      byType,
      databaseBytes: 0,
    };
  }

  clear(): void {
    this.#check();
    this.#paths.clear();
    this.#cursors.clear();
  }

  close(): void {
    this.#open = false;
  }

  #versions(path: string): readonly Block[] {
    this.#check();
    return this.#paths.get(path)?.versions ?? [];
  }

  /** Newest versions by path. */
  #newest(): readonly Block[] {
    this.#check();
    return [...this.#paths.keys()].sort().map((path) => this.#versions(path).at(-1) as Block);
  }

  #giveOut(blocks: readonly Block[]): void {
    for (const { contentHash: hash } of blocks) {
      if (this.#originals.has(hash)) this.#originals.set(hash, true);
    }
  }

  #check(): void {
    if (!this.#open) throw new TokenPakError("STORE_CLOSED", "The store was closed.");
  }
}

function hashOf(block: Block): string {
  return block.contentHash;
}

/** Adds an entry; whether it is a new version. */
function add(paths: Map<string, Stored>, { block, content, mark }: BlockEntry): boolean {
  if (content !== undefined && contentHash(content) !== block.contentHash) {
    throw new TokenPakError("INVALID_OPTION", "The content does not have the block's hash.");
  }
  if (
    findSecret(content ?? "") !== undefined ||
    findSecret(block.compressedContent) !== undefined
  ) {
    throw new TokenPakError("ORIGINAL_NOT_STORED", "The text holds a secret.");
  }
  const before = paths.get(block.path);
  const versions = before?.versions ?? [];
  const newest = versions.at(-1);
  const isNew =
    newest?.contentHash !== block.contentHash ||
    newest.compressedContent !== block.compressedContent;
  const kept = isNew ? versions : versions.slice(0, -1);
  paths.set(block.path, {
    versions: [...kept, new Block({ ...block, version: (kept.at(-1)?.version ?? 0) + 1 })],
    content: content ?? (isNew ? undefined : before?.content),
    mark: mark ?? (isNew ? undefined : before?.mark),
  });
  return isNew;
}

function hitOf(block: Block, words: readonly string[], content?: string): SearchHit {
  const holds = (text: string) => {
    const stems = new Set(wordsOf(text).map(stemOf));
    return words.filter((word) => stems.has(stemOf(word)));
  };
  const lines = (content ?? block.compressedContent).split("\n");
  const found = holds(block.path);
  let best = { index: 0, count: 0 };
  for (const [index, line] of lines.entries()) {
    const here = holds(line);
    found.push(...here);
    if (here.length > best.count) best = { index, count: here.length };
  }
  const distinct = [...new Set(found)];
  return {
    block,
    score: distinct.length,
    path: block.path,
    lineStart: best.index + 1,
    lineEnd: best.index + 1,
    snippet: lines[best.index] ?? "",
    why: distinct.length === 0 ? "" : `text: ${distinct.join(", ")}`,
  };
}

/** Words in lower case, those in identifiers apart. */
function wordsOf(text: string): string[] {
  const parts = text.replace(/([a-z])([A-Z])/g, "$1 $2").match(/[\p{L}\p{N}]+/gu) ?? [];
  return parts.map((word) => word.toLowerCase());
}

function stemOf(word: string): string {
  return word.replace(/(?<=.{4})(?:ing|s)$/, "");
}
