import {
  type BlockEntry,
  type BlockStore,
  isTokenPakError,
  type StoreCursor,
  type TokenPakError,
} from "@tokenpak/core";

/** What became of a batch. */
export interface BatchReport {
  readonly stored: readonly BlockEntry[];
  readonly marked: ReadonlyMap<string, string>;
  readonly removals: readonly string[];
  /** How many of the removals were there. */
  readonly removed: number;
}

/** How a batch is committed. */
export interface CommitOptions {
  /** How far the source was read, asked when everything but the last transaction is done; `undefined` where that did not change. */
  readonly cursor: () => StoreCursor | undefined;
  /** Is told of entries that the store refuses for themselves. */
  readonly onRefused: (path: string, error: TokenPakError) => void;
}

/** Most UTF-16 units of text that wait for a transaction. */
const MOST_UNITS = 8_000_000;

/** Changes on their way into a store, many in a transaction, at most one for each path. */
export class ChangeBatch {
  readonly #most: number;
  readonly #entries = new Map<string, BlockEntry>();
  readonly #marks = new Map<string, string>();
  readonly #removals = new Set<string>();
  #units = 0;

  /** `mostChanges` of one transaction, from 1. */
  constructor(mostChanges: number) {
    this.#most = mostChanges;
  }

  get isFull(): boolean {
    return (
      this.#entries.size + this.#marks.size + this.#removals.size >= this.#most ||
      this.#units >= MOST_UNITS
    );
  }

  /** Whether a change of this path waits. */
  holds(path: string): boolean {
    return this.#entries.has(path) || this.#marks.has(path) || this.#removals.has(path);
  }

  store(entry: BlockEntry): void {
    this.#entries.set(entry.block.path, entry);
    this.#units += (entry.content?.length ?? 0) + entry.block.compressedContent.length;
  }

  mark(path: string, mark: string): void {
    this.#marks.set(path, mark);
  }

  remove(path: string): void {
    this.#removals.add(path);
  }

  /**
   * Makes the changes in one transaction, together with the cursor, and empties the batch. Where the store refuses an entry, that
   * one is left out and the others come in several, the cursor in the last. Throws the store's `STORE_*` errors.
   */
  async commit(store: BlockStore, options: CommitOptions): Promise<BatchReport> {
    const entries = [...this.#entries.values()];
    const marks = new Map(this.#marks);
    const removals = [...this.#removals];
    this.#entries.clear();
    this.#marks.clear();
    this.#removals.clear();
    this.#units = 0;
    const report = (stored: readonly BlockEntry[], removed: number): BatchReport => ({
      stored,
      marked: marks,
      removals,
      removed,
    });
    const cursor = options.cursor();
    if (entries.length + marks.size + removals.length === 0 && cursor === undefined) {
      return report([], 0);
    }
    try {
      const { removed } = await store.applyChanges({ removals, entries, marks, cursor });
      return report(entries, removed);
    } catch (error) {
      if (entries.length === 0 || !isRefusal(error)) throw error;
      const stored = await storeAccepted(entries, { store, ...options });
      const rest = { removals, marks, cursor: options.cursor() };
      const { removed } = await store.applyChanges(rest);
      return report(stored, removed);
    }
  }
}

/** Adds the entries that the store takes, by halves; answers which those were. */
async function storeAccepted(
  entries: readonly BlockEntry[],
  options: CommitOptions & { readonly store: BlockStore },
): Promise<readonly BlockEntry[]> {
  try {
    await options.store.applyChanges({ entries });
    return entries;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      options.onRefused(only.block.path, error);
      return [];
    }
    const half = Math.ceil(entries.length / 2);
    const first = await storeAccepted(entries.slice(0, half), options);
    return [...first, ...(await storeAccepted(entries.slice(half), options))];
  }
}

/** Whether the store objects to what it was given, rather than being unable to work. */
function isRefusal(error: unknown): error is TokenPakError {
  return isTokenPakError(error) && !error.code.startsWith("STORE_");
}
