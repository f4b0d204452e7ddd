import { randomUUID } from "node:crypto";
import {
  type CompletionRecord,
  type SyncLedger,
  type SyncPricer,
  TokenPakError,
} from "@tokenpak/core";
import { createPricer } from "./prices/create-pricer.ts";
import { ledgerSummary, TRACKER } from "./tracker/ledger-summary.ts";
import { type KeptCompletion, RecentCompletions } from "./tracker/recent-completions.ts";
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
    const at = tracked.at ?? Math.trunc(this.#clock());
    const cost = this.#costOf(tracked, at);
    if (this.#ledger === undefined) this.#recent.add(keptOf(tracked, { at, ...cost }));
    else this.#ledger.record({ completions: [this.#recordOf(tracked, { at, ...cost })] });
    return cost.costNanos === undefined ? undefined : cost.costNanos / 1e9;
  }

  /** Sums up what was recorded: on a ledger, by all trackers on it. Throws `INVALID_OPTION` and, on a ledger, `STORE_*`. */
  summary(query: SummaryQuery = {}): TrackerSummary {
    return this.#ledger === undefined
      ? this.#recent.summary(query)
      : ledgerSummary(this.#ledger, query);
  }

  #costOf(tracked: TrackedCompletion, at: number): CostFields {
    const { costUsd, provider, model } = tracked;
    if (costUsd !== undefined) {
      return { costNanos: Math.round(costUsd * 1e9), costSource: "reported" };
    }
    this.#pricer ??= createPricer();
    const price = this.#pricer.price({ provider, model, usage: usageOfTracked(tracked), at });
    if (price === undefined) return {};
    const { costNanos, priceModel, match, priceTable } = price;
    return { costNanos, costSource: "calculated", priceModel, priceMatch: match, priceTable };
  }

  #recordOf(tracked: TrackedCompletion, known: Known): CompletionRecord {
    const { model, provider = "unknown", latencyMs, agent, session, project } = tracked;
    return {
      id: this.#newId(),
      provider,
      model,
      agent,
      session,
      project,
      usage: usageOfTracked(tracked),
      latencyMs,
      outcome: "ok",
      observer: TRACKER,
      ...known,
    };
  }
}

type CostFields = Pick<
  CompletionRecord,
  "costNanos" | "costSource" | "priceModel" | "priceMatch" | "priceTable"
>;

/** What the tracker adds to what its caller states. */
type Known = CostFields & Pick<CompletionRecord, "at">;

const MOST_KEPT = 1_000_000;

function keptOf(tracked: TrackedCompletion, { at, costNanos }: Known): KeptCompletion {
  return {
    at,
    model: tracked.model,
    provider: tracked.provider ?? "unknown",
    agent: tracked.agent,
    session: tracked.session,
    project: tracked.project,
    latencyMs: tracked.latencyMs,
    costNanos,
    tokensIn: tracked.tokensIn,
    tokensOut: tracked.tokensOut,
    cacheReadTokens: tracked.cacheReadTokens ?? 0,
    cacheWriteTokens: tracked.cacheWriteTokens ?? 0,
  };
}
