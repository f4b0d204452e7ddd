import { contentHash } from "@tokenpak/core";
import type { CheckpointEvent, ConnectorContext, SyncEvent, UpsertEvent } from "../connector.ts";
import type { SkippedPath, SkipReason } from "../walk/skip-report.ts";
import {
  holdsSecret,
  type PackSettings,
  packDocument,
  type ReadDocument,
  saysMore,
  withProvenance,
} from "./document-block.ts";
import type { DocumentMarks } from "./document-marks.ts";
import type { IndexWriter } from "./index-writer.ts";
import { type Step, StepQueue } from "./step-queue.ts";
import type { IndexProgress, SyncOptions } from "./sync-options.ts";

/** What a {@link DocumentIntake} works with. */
export interface IntakeOptions {
  readonly writer: IndexWriter;
  readonly store: SyncOptions["store"];
  readonly sourceType: string;
  readonly context: ConnectorContext;
  readonly marks: DocumentMarks;
  readonly pack: PackSettings;
  /** What went wrong, for people. */
  readonly messageOf: (error: unknown) => string;
  readonly onProgress: ((progress: IndexProgress) => void) | undefined;
}

/** Most UTF-16 units of text that are being packed or wait behind what is. */
const MOST_UNITS = 8_000_000;

/**
 * Reads the documents that a sync names, has several of them packed at once, and hands each to the writer in the order of the
 * events, whatever the order in which the packs are done.
 */
export class DocumentIntake {
  /** What was left out. */
  readonly skipped: SkippedPath[] = [];
  readonly #options: IntakeOptions;
  readonly #queue: StepQueue;
  /** Documents in the queue. */
  readonly #queued = new Set<string>();
  /** Since the last checkpoint. */
  #leftOutFolder = false;
  #named = 0;
  #done = 0;
  #planned = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    const concurrency = Math.max(1, options.pack.engine.concurrency ?? 1);
    this.#queue = new StepQueue({ concurrency, mostUnits: MOST_UNITS });
  }

  /** Takes one event; comes back when there is room for the next. Throws the store's errors. */
  async take(event: SyncEvent): Promise<void> {
    const { writer } = this.#options;
    switch (event.type) {
      case "plan":
        this.#planned = this.#named + event.documents;
        return;
      case "checkpoint":
        return this.#checkpoint(event);
      case "skip":
        return this.#skip(event.id, event.reason);
      case "delete":
        return this.#add(event.id, () => writer.remove(event.id));
      case "failure": {
        const { id, error, retryable } = event;
        const message = this.#options.messageOf(error);
        return this.#add(id, () => writer.fail(id, { message, retryable }));
      }
      case "upsert":
        return this.#upsert(event);
    }
  }

  /** Comes back when everything that was taken is with the writer. */
  async drain(): Promise<void> {
    await this.#queue.drain();
  }

  async #checkpoint(event: CheckpointEvent): Promise<void> {
    await this.#queue.add(() => this.#options.writer.checkpoint(event));
    if (event.complete === undefined && !this.#leftOutFolder) return;
    // It may remove any document: what the index has of the next one is known only then.
    await this.#queue.drain();
    this.#leftOutFolder = false;
  }

  async #skip(id: string, reason: SkipReason): Promise<void> {
    const { writer } = this.#options;
    const isFolder = id.endsWith("/");
    if (isFolder) this.#leftOutFolder = true;
    await this.#enqueue(id, () => {
      this.skipped.push({ path: writer.pathOf(id), reason });
      if (reason === "unreadable") return writer.passOver(id);
      return isFolder ? writer.leaveOut(id) : writer.remove(id);
    });
  }

  async #upsert(event: UpsertEvent): Promise<void> {
    const { id, version } = event;
    const { writer, marks } = this.#options;
    await this.#settleEarlier(id);
    if (marks.isCurrent(writer.markOf(id), version)) return this.#add(id, () => writer.keep(id));
    let read: ReadDocument | SkipReason;
    try {
      read = await this.#read(event);
    } catch (error) {
      // Whoever stops a sync stops its requests.
      if (this.#options.context.signal.aborted) return;
      return this.#add(id, this.#failing(id, error));
    }
    if (typeof read === "string") return this.#addLeftOut(id, read);
    const known = await this.#knownStep(id, read);
    if (known !== undefined) return this.#add(id, known);
    return this.#add(id, this.#packing(id, read), read.document.text.length);
  }

  async #read(event: UpsertEvent): Promise<ReadDocument | SkipReason> {
    const { context, writer, sourceType } = this.#options;
    const document = await event.read();
    if ("reason" in document) return document.reason;
    const read = { path: writer.pathOf(event.id), sourceType, version: event.version, document };
    if (Buffer.byteLength(document.text) > context.limits.maxDocumentBytes) return "too-large";
    if (holdsSecret(read)) return "secret";
    return { ...read, hash: contentHash(document.text) };
  }

  /** What there is to do where the index has the content already, packed as it would be now. */
  async #knownStep(id: string, read: ReadDocument): Promise<Step | undefined> {
    const { writer, marks, store } = this.#options;
    const before = writer.markOf(id);
    if (!marks.isPackedAlike(before)) return undefined;
    if (await store.hasChanged(read.path, read.document.text)) return undefined;
    const mark = marks.of(read.document.version);
    const marked = mark === before ? () => writer.keep(id) : () => writer.mark(id, mark);
    // A store never lets go of the original of a block that it gave out: only where there may be something to compare.
    if (!saysMore(read.document)) return marked;
    const block = await store.getBlock(read.path);
    if (block === undefined) return undefined;
    const renewed = withProvenance(block, read);
    return renewed === undefined ? marked : () => writer.renew(id, { block: renewed, mark });
  }

  /** Packs a document; never rejects. */
  async #packing(id: string, read: ReadDocument): Promise<Step> {
    const { writer, marks, pack } = this.#options;
    try {
      const block = await packDocument(read, pack);
      const mark = marks.of(read.document.version);
      return () => writer.store(id, { block, content: read.document.text, mark });
    } catch (error) {
      return this.#failing(id, error);
    }
  }

  #failing(id: string, error: unknown): Step {
    const message = this.#options.messageOf(error);
    return () => this.#options.writer.fail(id, { message, retryable: true });
  }

  async #addLeftOut(id: string, reason: SkipReason): Promise<void> {
    const { writer } = this.#options;
    await this.#add(id, () => {
      this.skipped.push({ path: writer.pathOf(id), reason });
      return reason === "unreadable" ? writer.passOver(id) : writer.remove(id);
    });
  }

  /** Queues what is to be done of a document that counts for progress; `units` of text are kept until then. */
  async #add(id: string, step: Step | Promise<Step>, units = 0): Promise<void> {
    this.#named++;
    const counted = (made: Step): Step => {
      return async () => {
        await made();
        this.#done++;
        this.#options.onProgress?.({
          done: this.#done,
          total: Math.max(this.#done, this.#planned),
          path: this.#options.writer.pathOf(id),
        });
      };
    };
    const made = typeof step === "function" ? counted(step) : step.then(counted);
    await this.#enqueue(id, made, units);
  }

  async #enqueue(id: string, step: Step | Promise<Step>, units = 0): Promise<void> {
    await this.#settleEarlier(id);
    this.#queued.add(id);
    const leaving = (made: Step): Step => {
      return async () => {
        this.#queued.delete(id);
        await made();
      };
    };
    await this.#queue.add(typeof step === "function" ? leaving(step) : step.then(leaving), units);
  }

  /** A document that is named twice is done with before the second time. */
  async #settleEarlier(id: string): Promise<void> {
    if (this.#queued.has(id)) await this.#queue.drain();
    if (this.#options.writer.holds(id)) await this.#options.writer.commit();
  }
}
