import type { BlockEntry, BlockStore, JsonValue, StoreCursor } from "@tokenpak/core";
import type { CheckpointEvent } from "../connector.ts";
import { ChangeBatch } from "./change-batch.ts";
import { FailureList } from "./failure-list.ts";
import { covers, IndexedDocuments } from "./indexed-documents.ts";
import { readSavedCursor, writeSavedCursor } from "./saved-cursor.ts";

/** What an {@link IndexWriter} writes to, and what is there already. */
export interface IndexWriterOptions {
  readonly store: BlockStore;
  /** Under which the cursor is kept. */
  readonly source: string;
  readonly pathPrefix: string;
  /** Marks of the source's documents in the store, by path. */
  readonly marks: Iterable<readonly [path: string, mark: string]>;
  /** The store's cursor of the source. */
  readonly saved: string | undefined;
  /** How documents are packed: a cursor of another recipe is not gone on at. */
  readonly recipe: string;
  /** Whether a later sync can try a document again without being told of it. */
  readonly canRetry: boolean;
  /** Look at everything again. */
  readonly full: boolean;
  /** Changes in a transaction, from 1. */
  readonly batchDocuments: number;
}

/**
 * Takes what a sync says, in its order, and writes it in batches. A cursor is only ever written with or after everything that
 * it covers, so that a run which ends anywhere loses nothing.
 */
export class IndexWriter {
  readonly #options: IndexWriterOptions;
  readonly #batch: ChangeBatch;
  readonly #documents: IndexedDocuments;
  readonly #failures: FailureList;
  /** Paths whose blocks are stored again for what their source says of them; their content is the same. */
  readonly #renewed = new Set<string>();
  #saved: string | undefined;
  #cursor: JsonValue | undefined;
  #sums = { indexed: 0, unchanged: 0, removed: 0, rawTokens: 0, compressedTokens: 0 };

  constructor(options: IndexWriterOptions) {
    this.#options = options;
    const { marks, pathPrefix, saved, recipe, full } = options;
    const byId = [...marks].map(([path, mark]) => [path.slice(pathPrefix.length), mark] as const);
    this.#documents = new IndexedDocuments(new Map(byId));
    this.#batch = new ChangeBatch(options.batchDocuments);
    const last = readSavedCursor(saved);
    const usable = full || last?.recipe !== recipe ? undefined : last;
    this.#saved = saved;
    this.#cursor = usable?.cursor;
    this.#failures = new FailureList(usable?.retry ?? []);
  }

  /** Of the last checkpoint. */
  get cursor(): JsonValue | undefined {
    return this.#cursor;
  }

  /** What was committed, and what failed so far. */
  get report() {
    return { ...this.#sums, failed: this.#failures.failed };
  }

  /** Documents of earlier syncs that failed, and that this one did not name. */
  get leftToRetry(): readonly string[] {
    return this.#failures.retry.filter((id) => !this.#documents.isNamed(id));
  }

  /** Of the document in the store, or `undefined`. */
  markOf(id: string): string | undefined {
    return this.#documents.markOf(id);
  }

  /** Whether something was said of the document that is not committed yet. */
  holds(id: string): boolean {
    return this.#batch.holds(this.pathOf(id));
  }

  pathOf(id: string): string {
    return `${this.#options.pathPrefix}${id}`;
  }

  /** The document is as the index has it. */
  keep(id: string): void {
    this.#find(id);
    this.#sums.unchanged++;
  }

  /** The document's content is as the index has it, under another mark. */
  async mark(id: string, mark: string): Promise<void> {
    this.keep(id);
    this.#batch.mark(this.pathOf(id), mark);
    await this.#commitWhenFull();
  }

  /** The document's content is as the index has it, and only what its source says of it is new. */
  async renew(id: string, entry: BlockEntry): Promise<void> {
    this.#renewed.add(entry.block.path);
    await this.store(id, entry);
  }

  async store(id: string, entry: BlockEntry): Promise<void> {
    this.#find(id);
    this.#batch.store(entry);
    await this.#commitWhenFull();
  }

  async remove(id: string): Promise<void> {
    this.#name(id);
    await this.#removeIfThere(id);
  }

  /** Nothing can be said of the document: what the index has of it stays. */
  passOver(id: string): void {
    if (id.endsWith("/")) this.#documents.passOver(id);
    else this.#name(id);
  }

  /** Everything below the folder is to go; `folder` ends with `/`. */
  leaveOut(folder: string): void {
    this.#documents.leaveOut(folder);
  }

  /** The document could not be read or packed. */
  fail(id: string, failure: { readonly message: string; readonly retryable: boolean }): void {
    this.#documents.name(id);
    this.#failures.add(id, { path: this.pathOf(id), ...failure });
  }

  async checkpoint({ cursor, complete }: CheckpointEvent): Promise<void> {
    if (complete !== undefined || this.#documents.isToSweep) await this.#sweep(complete);
    this.#cursor = cursor;
  }

  /** Nothing more comes of this sync. */
  async finish(): Promise<void> {
    if (this.#documents.isToSweep) await this.#sweep();
    await this.commit();
  }

  /** Writes what waits, and the cursor. Throws the store's errors; nothing may be written after one. */
  async commit(): Promise<void> {
    let value: string | undefined;
    const report = await this.#batch.commit(this.#options.store, {
      cursor: () => {
        value = this.#valueToSave();
        return this.#cursorOf(value);
      },
      onRefused: (path, { message }) => {
        this.#renewed.delete(path);
        this.fail(this.#idOf(path), { message, retryable: true });
      },
    });
    this.#saved = value;
    for (const entry of report.stored) this.#count(entry);
    for (const [path, mark] of report.marked) this.#documents.has(this.#idOf(path), mark);
    for (const path of report.removals) this.#documents.lost(this.#idOf(path));
    this.#sums.removed += report.removed;
  }

  #find(id: string): void {
    this.#documents.find(id);
    this.#failures.forget(id);
  }

  #name(id: string): void {
    this.#documents.name(id);
    this.#failures.forget(id);
  }

  async #commitWhenFull(): Promise<void> {
    if (this.#batch.isFull) await this.commit();
  }

  async #removeIfThere(id: string): Promise<void> {
    if (this.markOf(id) === undefined) return;
    this.#batch.remove(this.pathOf(id));
    await this.#commitWhenFull();
  }

  async #sweep(complete?: string): Promise<void> {
    // What waits is not among the documents of the index before it is committed.
    await this.commit();
    for (const id of this.#documents.toRemove(complete)) await this.#removeIfThere(id);
    if (complete === undefined) return;
    for (const id of this.leftToRetry) if (covers(complete, id)) this.#failures.forget(id);
  }

  #valueToSave(): string | undefined {
    if (this.#cursor === undefined) return this.#saved;
    const { recipe, canRetry } = this.#options;
    const retry = canRetry ? this.#failures.retry : [];
    return writeSavedCursor({ cursor: this.#cursor, retry, recipe });
  }

  #cursorOf(value: string | undefined): StoreCursor | undefined {
    return value === this.#saved ? undefined : { source: this.#options.source, value };
  }

  #count({ block, mark }: BlockEntry): void {
    if (mark !== undefined) this.#documents.has(this.#idOf(block.path), mark);
    if (this.#renewed.delete(block.path)) {
      this.#sums.unchanged++;
      return;
    }
    this.#sums.indexed++;
    this.#sums.rawTokens += block.rawTokens;
    this.#sums.compressedTokens += block.compressedTokens;
  }

  #idOf(path: string): string {
    return path.slice(this.#options.pathPrefix.length);
  }
}
