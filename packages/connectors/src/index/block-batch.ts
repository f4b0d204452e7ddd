import { type BlockEntry, type BlockStore, isTokenPakError } from "@tokenpak/core";

/** A file that could not be packed. What the index had of it stays. */
export interface IndexFailure {
  readonly path: string;
  readonly message: string;
}

/** Most UTF-16 units of content that wait for a transaction. */
const MOST_UNITS = 8_000_000;

/** Blocks and marks on their way into a store, many in a transaction. */
export class BlockBatch {
  readonly #store: BlockStore;
  readonly #mostFiles: number;
  #entries: BlockEntry[] = [];
  #marks = new Map<string, string>();
  #units = 0;
  #indexed = 0;
  #rawTokens = 0;
  #compressedTokens = 0;
  readonly #failed: IndexFailure[] = [];

  constructor(store: BlockStore, mostFiles: number) {
    this.#store = store;
    this.#mostFiles = mostFiles;
  }

  /** What was committed so far, and what the store refused. */
  get sums() {
    return {
      indexed: this.#indexed,
      rawTokens: this.#rawTokens,
      compressedTokens: this.#compressedTokens,
      failed: this.#failed as readonly IndexFailure[],
    };
  }

  async add(entry: BlockEntry): Promise<void> {
    this.#entries.push(entry);
    this.#units += entry.content?.length ?? 0;
    await this.#flushWhenFull();
  }

  async mark(path: string, mark: string): Promise<void> {
    this.#marks.set(path, mark);
    await this.#flushWhenFull();
  }

  /** Commits what waits. Throws the store's `STORE_*` errors; an entry that it refuses for itself fails alone. */
  async flush(): Promise<void> {
    const entries = this.#entries;
    const marks = this.#marks;
    this.#entries = [];
    this.#marks = new Map();
    this.#units = 0;
    if (marks.size > 0) await this.#store.applyChanges({ marks });
    if (entries.length > 0) await this.#commit(entries);
  }

  async #flushWhenFull(): Promise<void> {
    const waiting = this.#entries.length + this.#marks.size;
    if (waiting >= this.#mostFiles || this.#units >= MOST_UNITS) await this.flush();
  }

  async #commit(entries: readonly BlockEntry[]): Promise<void> {
    try {
      await this.#store.addBlocks(entries);
      for (const entry of entries) this.#count(entry);
    } catch (error) {
      if (!isTokenPakError(error) || error.code.startsWith("STORE_")) throw error;
      const [only] = entries;
      if (entries.length === 1 && only !== undefined) {
        this.#failed.push({ path: only.block.path, message: error.message });
        return;
      }
      for (const entry of entries) await this.#commit([entry]);
    }
  }

  #count({ block }: BlockEntry): void {
    this.#indexed++;
    this.#rawTokens += block.rawTokens;
    this.#compressedTokens += block.compressedTokens;
  }
}
