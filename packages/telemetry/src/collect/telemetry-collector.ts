import { resolve } from "node:path";
import { isTokenPakError, type Pricer, TokenPakError } from "@tokenpak/core";
import { userPricesPath } from "@tokenpak/core/environment";
import { SqliteLedger } from "../ledger/sqlite-ledger.ts";
import { createPricer } from "../prices/create-pricer.ts";
import { defaultSources } from "../sources/default-sources.ts";
import { jsonEventsSource } from "../sources/json-events/json-events-source.ts";
import type { CollectorCounts } from "./collector-counts.ts";
import type { CollectorStore } from "./collector-store.ts";
import { EventStreams } from "./event-streams.ts";
import { LogCollection, type LookOptions } from "./log-collection.ts";
import type { TelemetryEvent } from "./telemetry-event.ts";
import type { TelemetrySource } from "./telemetry-source.ts";
import { Warnings } from "./warnings.ts";
import { watchLogs } from "./watch-logs.ts";

/** How to collect. */
export interface TelemetryCollectorOptions {
  /** Where logs are. Default: those of the coding agents that are known, where this user has them. */
  readonly sources?: readonly TelemetrySource[] | undefined;
  /**
   * Where records go: a store, which stays open, or the path of a ledger, which is open from `start` to `stop` and during
   * `backfill`. Default: the user's ledger.
   */
  readonly store?: CollectorStore | string | undefined;
  /** Prices requests whose log has no cost. Default: the table that TokenPak brings, with the user's own prices laid over it. */
  readonly pricer?: Pricer | undefined;
  /** How often to look at files that changed lately, in milliseconds, beside what the system tells. Default 2000. */
  readonly pollMs?: number | undefined;
  /** Longer lines are passed over and counted, in bytes. Default 16 MiB. */
  readonly maxLineBytes?: number | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Gets what went wrong, in words for people: files, byte offsets and counts, never what was logged. */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Gets a message that {@link onWarning} got once it is not true any more. */
  readonly onSettled?: ((message: string) => void) | undefined;
}

/** How long `stop` waits for an iterator that takes nothing, in milliseconds. */
const STOP_PATIENCE_MS = 2000;

/** How long a ledger of ours may hold the thread up while another process writes: it is tried again. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * Reads the session logs of coding agents into a ledger, each request exactly once: records and how far each file was read are
 * committed together, so that nothing is lost or counted twice when the process is killed at any moment.
 *
 * - Only whole lines count. A file that is truncated, or replaced by another, is read from its beginning; one that is renamed or
 *   copied back is read on. Its records' ids say what is known already.
 * - A request whose time is none, before 2000 or over a day ahead gets the time at which its file was last written; one with impossible
 *   counts is dropped. Both are counted.
 * - Iterating gives what is committed from then on, to every iterator all of it; iterate before `start` to miss nothing. Reading
 *   pauses while an iterator has 1,000 events waiting: leave the loop, or call `return()`, to let it go on. Without an
 *   iterator nothing waits. Iterators end after `stop`.
 */
export class TelemetryCollector implements AsyncIterable<TelemetryEvent>, AsyncDisposable {
  readonly #options: TelemetryCollectorOptions;
  readonly #sources: readonly TelemetrySource[];
  readonly #watched: string[] = [];
  readonly #streams = new EventStreams();
  readonly #warnings: Warnings;
  #pricer: Pricer | undefined;
  #open: OpenCollection | undefined;
  #running: Running | undefined;
  #stopping: Promise<void> | undefined;
  /** The end of the last look: one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Opens and reads nothing yet. Throws `INVALID_OPTION`. */
  constructor(options: TelemetryCollectorOptions = {}) {
    checkPositive("pollMs", options.pollMs);
    checkPositive("maxLineBytes", options.maxLineBytes);
    this.#options = options;
    this.#sources = options.sources ?? defaultSources();
    this.#warnings = new Warnings(options.onWarning, options.onSettled);
  }

  /**
   * Opens the ledger and begins to read and to watch; comes back at once, before anything is read. A second call changes nothing.
   * Throws `STORE_*`, and `INVALID_OPTION` for wrong prices of the user.
   */
  async start(): Promise<void> {
    await this.#stopping;
    if (this.#running !== undefined) return;
    const open = this.#opened();
    const abort = new AbortController();
    this.#streams.begin();
    const watching = watchLogs(open.collection, {
      pollMs: this.#options.pollMs ?? 2000,
      warnings: this.#warnings,
      signal: abort.signal,
      exclusively: (look) => this.#exclusively(look),
    });
    this.#running = { abort, watching };
  }

  /**
   * Reads what is there up to the last whole line of each file, gives it to the iterators, ends them and closes the ledger. An
   * iterator that is full and takes nothing for two seconds ends the reading: the rest is read at the next start. Throws `STORE_*`
   * when the rest could not be committed; that too is read next time.
   */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => {
      this.#stopping = undefined;
    });
    await this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Collects from a file of JSONL events, or from those in a folder, as well. It need not exist yet. */
  watch(path: string): void {
    const absolute = resolve(path);
    if (this.#watched.includes(absolute)) return;
    this.#watched.push(absolute);
    this.#open?.collection.expectChanges();
  }

  /**
   * Reads everything that is new now, once, with memory that does not depend on how much that is; works without `start` too. Throws
   * `STORE_*`, and `ABORTED` when `signal` is; what was committed stays, and the next call goes on from there.
   */
  async backfill(options: LookOptions = {}): Promise<CollectorCounts> {
    await this.#stopping;
    return this.#exclusively(async () => {
      const { collection } = this.#opened();
      try {
        return await collection.lookAtAll(options);
      } finally {
        if (this.#running === undefined) this.#close();
      }
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<TelemetryEvent, undefined> {
    return this.#streams.open();
  }

  async #stop(): Promise<void> {
    this.#streams.hurry(STOP_PATIENCE_MS);
    const running = this.#running;
    running?.abort.abort();
    try {
      await running?.watching;
      await this.#exclusively(async () => {
        if (running !== undefined) await this.#readRest();
      });
    } finally {
      this.#running = undefined;
      this.#streams.end();
      this.#close();
    }
  }

  async #readRest(): Promise<void> {
    try {
      await this.#opened().collection.lookAtAll();
    } catch (error) {
      // Nobody takes events any more: what is not committed is read next time.
      if (!isTokenPakError(error, "ABORTED")) throw error;
    }
  }

  #exclusively<T>(look: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(look, look);
    this.#turn = turn;
    return turn;
  }

  #opened(): OpenCollection {
    this.#open ??= this.#openCollection();
    return this.#open;
  }

  #openCollection(): OpenCollection {
    const { store, now = Date.now, maxLineBytes = 16 << 20 } = this.#options;
    this.#pricer ??= this.#options.pricer ?? createPricer({ overlay: userPricesPath() });
    const own =
      store === undefined || typeof store === "string"
        ? new SqliteLedger(store, { busyTimeoutMs: BUSY_TIMEOUT_MS })
        : undefined;
    const collection = new LogCollection({
      sources: () => this.#allSources(),
      store: own ?? (store as CollectorStore),
      pricer: this.#pricer,
      warnings: this.#warnings,
      maxLineBytes,
      now,
      deliver: (events, signal) => {
        this.#streams.publish(events);
        return this.#streams.room(signal);
      },
    });
    return { collection, own };
  }

  #allSources(): readonly TelemetrySource[] {
    if (this.#watched.length === 0) return this.#sources;
    return [...this.#sources, jsonEventsSource([...this.#watched])];
  }

  /** A store that was given stays open, and with it what is known of its files. */
  #close(): void {
    if (this.#open?.own === undefined) return;
    this.#open.own.close();
    this.#open = undefined;
  }
}

interface OpenCollection {
  readonly collection: LogCollection;
  /** The ledger, where it was opened here. */
  readonly own: SqliteLedger | undefined;
}

interface Running {
  readonly abort: AbortController;
  readonly watching: Promise<void>;
}

function checkPositive(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isFinite(value) && value >= 1)) return;
  throw new TokenPakError("INVALID_OPTION", `${name} is ${value}; give a number from 1.`);
}
