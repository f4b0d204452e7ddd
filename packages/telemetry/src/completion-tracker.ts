import { randomUUID } from "node:crypto";
import type { CompletionRecord, SyncLedger, SyncPricer } from "@tokenpak/core";
import { TokenPakError } from "@tokenpak/core";
import { createPricer } from "./prices/create-pricer.ts";
import { ledgerSummary, TRACKER } from "./tracker/ledger-summary.ts";
import { RecentCompletions } from "./tracker/recent-completions.ts";
import {
  checkTracked,
  type TrackedCompletion,
  usageOfTracked,
} from "./tracker/tracked-completion.ts";
import type { SummaryQuery, TrackerSummary } from "./tracker/tracker-summary.ts";

/** Where a tracker keeps requests, and what it prices them by. */
export interface TrackerOptions {
  /**
   * Keeps every request, with those of other processes. Only one that answers at once: over the network a caller would have to
   * wait. Without it requests are kept in memory, and are gone with the process.
   */
  readonly ledger?: SyncLedger | undefined;
  /** Prices requests whose cost the caller does not state. Default: `createPricer()`, made when it is first needed. */
  readonly pricer?: SyncPricer | undefined;
  /** Now, in milliseconds since 1970. Default: the system's clock. */
  readonly clock?: (() => number) | undefined;
  /** Names the next request in the ledger. Default: random UUIDs. */
  readonly newId?: (() => string) | undefined;
  /**
   * In memory: how many of the latest requests are kept one by one, for `since`, `until` and `by`; of those before them the sums by
   * model remain. From 1 to a million, default 100,000 (about 20 MB).
   */
  readonly keep?: number | undefined;
}

/** Records requests to models as their caller states them, and sums up what they used and cost. */
export class CompletionTracker {
  readonly #ledger: SyncLedger | undefined;
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #recent: RecentCompletions;
  #pricer: SyncPricer | undefined;

  /** Throws `INVALID_OPTION` for a `keep` out of its range. */
  constructor(options: TrackerOptions = {}) {
    const { keep = 100_000, clock = Date.now, newId = randomUUID } = options;
    if (!Number.isInteger(keep) || keep < 1 || keep > MOST_KEPT) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `keep must be a whole number from 1 to ${MOST_KEPT}, not ${String(keep)}.`,
      );
    }
    this.#ledger = options.ledger;
    this.#pricer = options.pricer;
    this.#clock = clock;
    this.#newId = newId;
    this.#recent = new RecentCompletions(keep);
  }

  /**
   * Records one request; what it cost in dollars, `undefined` where nobody knows. Throws `INVALID_OPTION`, naming the field, for
   * what cannot have been (negative, fractional or no numbers, no model), and on a ledger `STORE_*`.
   */
  record(tracked: TrackedCompletion): number | undefined {
    checkTracked(tracked);
    const completion = this.#toRecord(tracked);
    const { costNanos } = completion;
    if (this.#ledger === undefined) this.#keep(completion);
    else this.#ledger.record({ completions: [completion] });
    return costNanos === undefined ? undefined : costNanos / 1e9;
  }

  /** Sums up what was recorded: on a ledger, by all trackers on it. Throws `INVALID_OPTION` and, on a ledger, `STORE_*`. */
  summary(query: SummaryQuery = {}): TrackerSummary {
    return this.#ledger === undefined
      ? this.#recent.summary(query)
      : ledgerSummary(this.#ledger, query);
  }

  #toRecord(tracked: TrackedCompletion): CompletionRecord {
    const { model, provider, latencyMs, agent, session, project } = tracked;
    const at = tracked.at ?? Math.trunc(this.#clock());
    const usage = usageOfTracked(tracked);
    return {
      id: this.#newId(),
      at,
      provider: provider ?? "unknown",
      model,
      agent,
      session,
      project,
      usage,
      ...(tracked.costUsd === undefined
        ? this.#priceOf({ provider, model, usage, at })
        : { costNanos: Math.round(tracked.costUsd * 1e9), costSource: "reported" }),
      latencyMs,
      outcome: "ok",
      observer: TRACKER,
    };
  }

  #priceOf(question: Parameters<SyncPricer["price"]>[0]): PriceFields {
    this.#pricer ??= createPricer();
    const price = this.#pricer.price(question);
    if (price === undefined) return {};
    const { costNanos, priceModel, match, priceTable } = price;
    return { costNanos, costSource: "calculated", priceModel, priceMatch: match, priceTable };
  }

  #keep({ usage, ...completion }: CompletionRecord): void {
    const { at, model, provider, agent, session, project, costNanos, latencyMs } = completion;
    this.#recent.add({
      at,
      model,
      provider,
      agent,
      session,
      project,
      costNanos,
      latencyMs,
      tokensIn: usage.uncachedInput,
      tokensOut: usage.output,
      cacheReadTokens: usage.cacheRead,
      cacheWriteTokens: usage.cacheWriteOther,
    });
  }
}

type PriceFields = Pick<
  CompletionRecord,
  "costNanos" | "costSource" | "priceModel" | "priceMatch" | "priceTable"
>;

const MOST_KEPT = 1_000_000;
