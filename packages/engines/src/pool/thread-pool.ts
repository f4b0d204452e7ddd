import { availableParallelism } from "node:os";
import { type PackResult, TokenPakError } from "@tokenpak/core";
import { requireText } from "../pack-content.ts";
import type { PlainPackResult } from "./pack-message.ts";
import type { PackPool, PackPoolOptions, PoolPackOptions } from "./pack-pool.ts";
import { MOST_JOBS, type PackJob, PackThread, type PackThreadEnd } from "./pack-thread.ts";
import { countFrom1, type ThreadOptions, threadOptions } from "./pool-options.ts";
import { pooledResult } from "./pooled-result.ts";

/** More threads than this by default only wait for whoever reads and stores. */
const DEFAULT_MOST_THREADS = 4;

/** A job that waited in so many threads that ended is given up. */
const MOST_THREADS_LOST = 3;

/** How long a thread may go on with what nobody waits for any more. */
const GRACE_MS = 2000;

/** See {@link PackPool}. Threads that ended are replaced when there is work for them. */
export class ThreadPool implements PackPool {
  readonly name = "heuristic";
  readonly threads: number;
  readonly concurrency: number;
  readonly #defaults: ThreadOptions;
  readonly #heapMegabytes: number | undefined;
  readonly #live = new Set<PackThread>();
  readonly #waiting = new Set<PackJob>();
  readonly #watchers = new Set<() => void>();
  #startFailure: TokenPakError | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor({ threads, heapMegabytes, ...defaults }: PackPoolOptions) {
    const usual = Math.min(availableParallelism(), DEFAULT_MOST_THREADS);
    this.threads = countFrom1("threads", threads, 64) ?? usual;
    this.#heapMegabytes = countFrom1("heapMegabytes", heapMegabytes, 1_000_000);
    this.concurrency = this.threads * MOST_JOBS;
    this.#defaults = threadOptions(defaults);
    this.#startThreads();
  }

  async pack(content: string, options: PoolPackOptions = {}): Promise<PackResult> {
    requireText(content);
    const { signal, ...rest } = options;
    const own = threadOptions(rest);
    if (this.#isClosed) throw poolClosed();
    if (signal?.aborted) throw aborted(signal);
    this.#lastId = (this.#lastId % 0x7fff_ffff) + 1;
    const request = {
      id: this.#lastId,
      content,
      options: { ...this.#defaults.plain, ...own.plain },
      encoding: own.encoding ?? this.#defaults.encoding ?? "o200k_base",
      omissions: own.omissions ?? this.#defaults.omissions ?? false,
    };
    const job = jobOf(request);
    const giveUp = (): void => this.#giveUp(job, signal as AbortSignal);
    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      this.#waiting.add(job);
      this.#handOut();
      return pooledResult(request, await job.answer);
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  }

  async ready(): Promise<void> {
    this.#startThreads();
    while ([...this.#live].some((thread) => !thread.started)) {
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
    if (this.#isClosed) throw poolClosed();
    if (this.#live.size === 0) throw this.#startFailure;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const threads = [...this.#live];
    this.#live.clear();
    const held = threads.flatMap((thread) => thread.jobs);
    for (const job of [...held, ...this.#waiting]) job.fail(poolClosed());
    this.#waiting.clear();
    await Promise.all(threads.map((thread) => thread.close()));
    this.#wakeWatchers();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #startThreads(): void {
    while (!this.#isClosed && this.#live.size < this.threads) {
      const thread: PackThread = new PackThread(
        { onAnswer: () => this.#handOut(), onEnd: (end) => this.#replace(thread, end) },
        this.#heapMegabytes,
      );
      this.#live.add(thread);
    }
  }

  /** Gives each waiting job to the thread with the least to do, as far as they take any. */
  #handOut(): void {
    this.#wakeWatchers();
    if (this.#waiting.size === 0) return;
    this.#startThreads();
    for (const job of this.#waiting) {
      const takers = [...this.#live].filter((thread) => thread.takes(job));
      const [first] = takers.sort((a, b) => a.load - b.load);
      if (first === undefined) return;
      this.#waiting.delete(job);
      try {
        first.give(job);
      } catch (error) {
        job.fail(cannotCross(error));
      }
    }
  }

  /** Other threads do what was left undone by one that ended, but for the job that it was at. */
  #replace(thread: PackThread, { cause, started, current, waiting }: PackThreadEnd): void {
    this.#live.delete(thread);
    current?.fail(threadLost(cause, "ended while it packed this content"));
    const left = [...waiting, ...this.#waiting];
    this.#waiting.clear();
    if (!started) this.#startFailure = threadLost(cause, "cannot be started");
    const isHopeless = !started && ![...this.#live].some((other) => other.started);
    for (const job of waiting) job.threadsLost++;
    for (const job of left) {
      if (isHopeless) job.fail(threadLost(cause, "cannot be started"));
      else if (job.threadsLost < MOST_THREADS_LOST) this.#waiting.add(job);
      else job.fail(threadLost(cause, "ended, like others before it, and never came to this"));
    }
    this.#handOut();
  }

  /** The caller has its answer at once; a thread that stays at such a job is ended. */
  #giveUp(job: PackJob, signal: AbortSignal): void {
    job.fail(aborted(signal));
    if (this.#waiting.delete(job)) return;
    const timer = setTimeout(() => {
      for (const thread of this.#live) if (thread.isAt(job)) void thread.stop();
    }, GRACE_MS);
    timer.unref();
  }

  #wakeWatchers(): void {
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }
}

function jobOf(request: PackJob["request"]): PackJob & { answer: Promise<PlainPackResult> } {
  let succeed: PackJob["succeed"] = () => undefined;
  let fail: PackJob["fail"] = () => undefined;
  const answer = new Promise<PlainPackResult>((resolve, reject) => {
    succeed = resolve;
    fail = reject;
  });
  return { request, answer, succeed, fail, threadsLost: 0 };
}

function poolClosed(): TokenPakError {
  return new TokenPakError(
    "POOL_CLOSED",
    "The pool of threads was closed before this was packed. Close it when all that was given to it is done, or make another with createPackPool().",
  );
}

function threadLost(cause: Error, what: string): TokenPakError {
  return new TokenPakError(
    "WORKER_LOST",
    `The thread ${what}: ${cause.message} The others go on. Where memory ran out, raise heapMegabytes or leave the content out.`,
    { cause },
  );
}

function cannotCross(cause: unknown): TokenPakError {
  const { message } = cause as Error;
  return new TokenPakError(
    "INVALID_OPTION",
    `These options cannot cross to a thread: ${message} Pass plain values only.`,
    { cause },
  );
}

function aborted(signal: AbortSignal): TokenPakError {
  return new TokenPakError("ABORTED", "Packing was stopped by its signal.", {
    cause: signal.reason,
  });
}
