import type { PackOptions, PackResult } from "@tokenpak/core";
import { ThreadPool } from "./thread-pool.ts";

/** Options of one {@link PackPool.pack}. */
export interface PoolPackOptions extends Omit<PackOptions, "store"> {
  /**
   * List what was left out in the thread too. Default `false`: it is worked out in the calling thread, by packing there, when
   * `omissions` is first read. For `facts` there is the option `facts`.
   */
  readonly omissions?: boolean | undefined;
  /** Gives up with `ABORTED`: at once for the caller; the thread, where it is at that very content, within two seconds. */
  readonly signal?: AbortSignal | undefined;
  /** Threads cannot use one: `INVALID_OPTION`. Put the content into it before using what was packed. */
  readonly store?: undefined;
}

/** Options of {@link createPackPool}: how many threads, and defaults for every call, which a call's own options override. */
export interface PackPoolOptions extends Omit<PoolPackOptions, "signal"> {
  /** From 1 to 64. Default: one for each processor, at most 4. */
  readonly threads?: number | undefined;
  /** Most megabytes of each thread's heap; a content that needs more fails with `WORKER_LOST`. Default Node's own limit. */
  readonly heapMegabytes?: number | undefined;
}

/** A `HeuristicEngine` in threads of its own: the same results, and the calling thread stays free. */
export interface PackPool extends AsyncDisposable {
  /** That of the engine whose results these are. */
  readonly name: "heuristic";
  readonly threads: number;
  /** How many contents to give it at once so that no thread waits for the caller. More than that wait in the pool. */
  readonly concurrency: number;
  /**
   * Packs one content as `HeuristicEngine.pack` does, with the same errors; `counter` must be one of `createTokenCounter`.
   * Throws `WORKER_LOST` where the thread ended at this very content or cannot be started, and `POOL_CLOSED`.
   */
  pack(content: string, options?: PoolPackOptions): Promise<PackResult>;
  /** Waits until the threads are ready to work. Throws `WORKER_LOST` where they cannot be started. */
  ready(): Promise<void>;
  /** Ends the threads. What is not packed by then throws `POOL_CLOSED`. Safe to call twice. */
  close(): Promise<void>;
}

/** Starts threads that pack. They keep the process alive only while they have something to do. */
export function createPackPool(options: PackPoolOptions = {}): PackPool {
  return new ThreadPool(options);
}
