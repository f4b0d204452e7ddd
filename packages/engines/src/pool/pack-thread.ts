import type { Worker } from "node:worker_threads";
import { errorOf, type PackReply, type PackRequest, type PlainPackResult } from "./pack-message.ts";
import { startPackWorker } from "./start-pack-worker.ts";

/** A request and who waits for its answer. */
export interface PackJob {
  readonly request: PackRequest;
  succeed(result: PlainPackResult): void;
  fail(error: Error): void;
  /** How many threads ended while this one waited in them. */
  threadsLost: number;
}

/** What a thread tells the pool. */
export interface PackThreadEvents {
  /** It is ready, or a job was answered and there is room for another. */
  onAnswer(): void;
  /** It ended by itself. */
  onEnd(end: PackThreadEnd): void;
}

/** How a thread ended, and what is left undone. */
export interface PackThreadEnd {
  readonly cause: Error;
  /** Whether it ever was ready to work. */
  readonly started: boolean;
  /** The job it was at. */
  readonly current: PackJob | undefined;
  /** Those that it had not begun. */
  readonly waiting: readonly PackJob[];
}

/** Jobs that a thread holds, so that it works on while the caller's thread is busy, and no more memory than this. */
export const MOST_JOBS = 64;
const MOST_UNITS = 500_000;

/** One thread and the jobs given to it. It keeps the process alive only while it has any. */
export class PackThread {
  readonly #worker: Worker;
  readonly #jobs = new Map<number, PackJob>();
  readonly #current: Int32Array;
  #units = 0;
  #started = false;
  #closed = false;
  #failure: Error | undefined;

  constructor(events: PackThreadEvents, heapMegabytes: number | undefined) {
    this.#current = new Int32Array(new SharedArrayBuffer(4));
    this.#worker = startPackWorker({ data: { current: this.#current }, heapMegabytes });
    this.#worker.on("message", (reply: PackReply) => {
      if (reply.type === "ready") this.#started = true;
      else this.#answer(reply);
      // Not before it is up: Node takes it back then.
      if (this.#jobs.size === 0) this.#worker.unref();
      events.onAnswer();
    });
    this.#worker.on("error", (error) => {
      this.#failure = error;
    });
    this.#worker.on("exit", (code) => {
      if (!this.#closed) events.onEnd(this.#end(code));
    });
  }

  /** Jobs given to it and not answered yet. */
  get jobs(): readonly PackJob[] {
    return [...this.#jobs.values()];
  }

  /** UTF-16 units of content that wait here. */
  get load(): number {
    return this.#units;
  }

  get started(): boolean {
    return this.#started;
  }

  /** Whether it takes a job: one always, more while they are small. */
  takes({ request }: PackJob): boolean {
    const { size } = this.#jobs;
    return size === 0 || (size < MOST_JOBS && this.#units + request.content.length <= MOST_UNITS);
  }

  give(job: PackJob): void {
    this.#worker.postMessage(job.request);
    if (this.#jobs.size === 0) this.#worker.ref();
    this.#jobs.set(job.request.id, job);
    this.#units += job.request.content.length;
  }

  /** Whether it is at a job at this moment. */
  isAt({ request }: PackJob): boolean {
    return Atomics.load(this.#current, 0) === request.id;
  }

  /** Ends it in the middle of what it does. What was left undone is answered as if it had ended by itself. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Ends it for good, without a word. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.terminate();
  }

  #answer(reply: Exclude<PackReply, { type: "ready" }>): void {
    const job = this.#jobs.get(reply.id);
    if (job === undefined) return;
    this.#jobs.delete(reply.id);
    this.#units -= job.request.content.length;
    if (reply.type === "packed") job.succeed(reply.result);
    else job.fail(errorOf(reply.failure));
  }

  #end(code: number): PackThreadEnd {
    const current = this.#jobs.get(Atomics.load(this.#current, 0));
    return {
      cause: this.#failure ?? new Error(`The thread ended with code ${code}.`),
      started: this.#started,
      current,
      waiting: this.jobs.filter((job) => job !== current),
    };
  }
}
