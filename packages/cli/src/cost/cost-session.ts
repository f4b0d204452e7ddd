import { existsSync } from "node:fs";
import type { SyncPricer } from "@tokenpak/core";
import { userPricesPath } from "@tokenpak/core/environment";
import type {
  SqliteLedger,
  TelemetryCollector,
  TelemetryEvent,
  TelemetrySource,
} from "@tokenpak/telemetry";
import type { CliIo } from "../cli-io.ts";
import { collectLogs } from "./collect-logs.ts";
import type { CollectionCounts, CostFigures } from "./cost-document.ts";
import { type CostQuestion, gatherFigures } from "./gather-figures.ts";
import { type OpenUsage, openUsage } from "./open-usage.ts";
import { paced } from "./paced.ts";

/** What to report from. */
export interface CostPlaces {
  /** Absolute path of the ledger. */
  readonly path: string;
  /** Folders or files of JSONL events, absolute, beside the known agents' logs. */
  readonly logs: readonly string[];
  /** Do not read logs. */
  readonly stored: boolean;
  /** Where there can be no ledger, report from one in memory. Default `true`. */
  readonly inMemory?: boolean | undefined;
}

/** What was read for a report, and what from. */
export interface CostReading {
  /** Absolute path of the ledger, or `:memory:`. */
  readonly path: string;
  /** Of the session logs; `undefined` where none were read. */
  readonly collected: CollectionCounts | undefined;
  readonly warnings: readonly string[];
}

/** A ledger, the logs that fill it, and prices. */
export class CostSession implements AsyncDisposable {
  readonly ledger: SqliteLedger;
  readonly #usage: OpenUsage;
  readonly #pricer: SyncPricer;
  readonly #collector: TelemetryCollector | undefined;
  readonly #warnings: Set<string>;
  readonly #io: CliIo;
  #collected: CollectionCounts | undefined;
  /** Why not everything was read. */
  #collectWarning: string | undefined;

  private constructor(
    usage: OpenUsage,
    parts: {
      readonly pricer: SyncPricer;
      readonly collector: TelemetryCollector | undefined;
      readonly warnings: Set<string>;
    },
    io: CliIo,
  ) {
    this.ledger = usage.ledger;
    this.#usage = usage;
    this.#pricer = parts.pricer;
    this.#collector = parts.collector;
    this.#warnings = parts.warnings;
    this.#io = io;
  }

  /** Opens the ledger and finds the logs; reads nothing yet. Throws `STORE_*`, and `INVALID_OPTION` for a wrong file of prices. */
  static async open({ path, logs, stored, inMemory }: CostPlaces, io: CliIo): Promise<CostSession> {
    const { createPricer, defaultSources, jsonEventsSource, TelemetryCollector } = await import(
      "@tokenpak/telemetry"
    );
    const pricer = createPricer({ overlay: userPricesPath(io.env) });
    const usage = await openUsage(path, { stored, inMemory });
    const warnings = new Set(usage.warnings);
    for (const folder of logs) {
      if (!existsSync(folder)) warnings.add(`${folder} does not exist: nothing was read from it.`);
    }
    const sources: readonly TelemetrySource[] = [
      ...defaultSources(io.env),
      ...(logs.length > 0 ? [jsonEventsSource(logs)] : []),
    ];
    const collector =
      stored || !usage.writable
        ? undefined
        : new TelemetryCollector({
            sources,
            store: usage.ledger,
            pricer,
            onWarning: (warning) => warnings.add(warning),
            onSettled: (warning) => warnings.delete(warning),
          });
    return new CostSession(usage, { pricer, collector, warnings }, io);
  }

  /** Reads what is new in the logs, and prices what has no price yet. */
  async collect(): Promise<void> {
    if (this.#collector === undefined) return;
    const parts = { collector: this.#collector, ledger: this.ledger, pricer: this.#pricer };
    const { counts, warning } = await collectLogs(parts, this.#io);
    this.#collected = counts;
    this.#collectWarning = warning;
  }

  /** Collects, then answers after each change until the user stops it: first at once, then at most once a second. */
  async *changes(): AsyncGenerator<void> {
    await this.collect();
    yield;
    const collector = this.#collector;
    if (collector === undefined) return;
    const signal = this.#io.interruption();
    const stop = (): void => void collector.stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      await collector.start();
      if (signal.aborted) stop();
      for await (const _event of paced(this.#counted(collector), PACE_MS)) yield;
    } finally {
      signal.removeEventListener("abort", stop);
      await collector.stop();
    }
  }

  /** The events, and what has come in so far in the counts. */
  async *#counted(events: AsyncIterable<TelemetryEvent>): AsyncGenerator<TelemetryEvent> {
    for await (const event of events) {
      // It is written again.
      this.#collectWarning = undefined;
      const before = this.#collected;
      if (before !== undefined) {
        this.#collected = {
          ...before,
          [event.change]: before[event.change] + 1,
          agents: before.agents.includes(event.source)
            ? before.agents
            : [...before.agents, event.source],
        };
      }
      yield event;
    }
  }

  /** What was read so far. */
  get reading(): CostReading {
    return {
      path: this.#usage.path,
      collected: this.#collected,
      warnings: [
        ...this.#warnings,
        ...(this.#collectWarning === undefined ? [] : [this.#collectWarning]),
      ],
    };
  }

  /** Sums up what the ledger has. `now` in milliseconds since 1970. */
  figures(question: CostQuestion, now: number): CostFigures {
    return gatherFigures(this.ledger, question, {
      ...this.reading,
      priceTable: this.#pricer.priceTable,
      pricesPath: userPricesPath(this.#io.env),
      now,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#collector?.stop();
    this.#usage[Symbol.dispose]();
  }
}

const PACE_MS = 1000;
