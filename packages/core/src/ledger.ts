import type { Awaitable } from "./awaitable.ts";
import type { CanonicalUsage, Confidence, UsageSource } from "./usage.ts";

/**
 * One request to a model, as the ledger keeps it. Never what was said in it. Times are milliseconds since 1970 (UTC).
 */
export interface CompletionRecord {
  /** Names the request for ever: recording it again adds nothing. See {@link completionId}. */
  readonly id: string;
  /** When the answer ended, or, where only that is known, when the request began. */
  readonly at: number;
  /** Who served it: `anthropic`, `openai`, `google`, ..., or `unknown`. */
  readonly provider: string;
  /** The model that served it, as the provider names it. */
  readonly model: string;
  /** The model that was asked for, where that is known and another. */
  readonly modelRequested?: string | undefined;
  /** Who asked: `claude-code`, `codex`, `gemini-cli`, `opencode`, or a name of the user's own. */
  readonly agent?: string | undefined;
  /** Which of its sub-agents asked, where it was one. */
  readonly subagent?: string | undefined;
  readonly session?: string | undefined;
  /** Folder or name of the project. */
  readonly project?: string | undefined;
  readonly usage: CanonicalUsage;
  /** What it cost in nano-dollars (1e-9 USD); without it the request is unpriced, which is not the same as free. */
  readonly costNanos?: number | undefined;
  /** `calculated` from the usage by a price table, or `reported` by provider or client. */
  readonly costSource?: "calculated" | "reported" | undefined;
  /** Model in the price table, how its name was matched, and which table, where the cost was calculated. */
  readonly priceModel?: string | undefined;
  readonly priceMatch?: "exact" | "fuzzy" | undefined;
  readonly priceTable?: string | undefined;
  /** From the request to the end of the answer, in milliseconds. */
  readonly latencyMs?: number | undefined;
  /** From the request to the first token, in milliseconds. */
  readonly firstTokenMs?: number | undefined;
  readonly outcome: "ok" | "error" | "aborted";
  /** Who observed it: `proxy`, `tracker`, or the name of a log format (`claude-code`, ...). */
  readonly observer: string;
  /** The provider's id of the response (`msg_...`, `resp_...`) and of the HTTP request, where they are known. */
  readonly responseId?: string | undefined;
  readonly requestId?: string | undefined;
  /** A copy that an agent wrote beside the original (a replay in a side chain): dropped where the original is known. */
  readonly sideCopy?: boolean | undefined;
}

/**
 * What TokenPak saved in, or beside, one request. Tokens are counted, of the model's own tokenizer where there is one; signed
 * figures may be negative.
 */
export interface SavingsRecord {
  /** Names the event for ever: recording it again adds nothing. */
  readonly id: string;
  readonly at: number;
  /** The request that it belongs to, where there is one. */
  readonly completionId?: string | undefined;
  readonly agent?: string | undefined;
  readonly session?: string | undefined;
  readonly project?: string | undefined;
  readonly model?: string | undefined;
  /** Of what was packed, before and after, markers counted as output. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Of what was fetched back later because it had been left out. */
  readonly tokensFetchedBack: number;
  /**
   * What was saved in nano-dollars: net of what was fetched back and of what the change did to the provider's cache; `undefined`
   * where nobody priced it.
   */
  readonly savedNanos?: number | undefined;
  readonly confidence: Confidence;
}

/** What is recorded at once. */
export interface LedgerEntries {
  readonly completions?: readonly CompletionEntry[] | undefined;
  readonly savings?: readonly SavingsRecord[] | undefined;
}

/** A completion, and which records it makes obsolete: less exact ones of the same request. */
export interface CompletionEntry extends CompletionRecord {
  readonly supersedes?: readonly string[] | undefined;
}

/** What recording did. */
export interface RecordCounts {
  /** Requests and savings that were new. */
  readonly added: number;
  /** Requests of which a better report took the place of an earlier one. */
  readonly replaced: number;
  /** Known already, or worse than what is known. */
  readonly ignored: number;
}

/** By what a report is divided. */
export const REPORT_DIMENSIONS = [
  "day",
  "hour",
  "model",
  "provider",
  "agent",
  "project",
  "session",
] as const;

export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/**
 * Which completions count. A text selects those that are equal to it. Savings have neither provider nor observer: where one is
 * asked for, none count.
 */
export interface UsageFilter {
  /** From this time on, in milliseconds since 1970. */
  readonly since?: number | undefined;
  /** Up to this time, which is not included any more. */
  readonly until?: number | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly agent?: string | undefined;
  readonly project?: string | undefined;
  readonly session?: string | undefined;
  readonly observer?: string | undefined;
}

/** What to report. */
export interface UsageQuery extends UsageFilter {
  /** What each group has in common; several divide by all of them together. Default: one total. */
  readonly by?: readonly ReportDimension[] | undefined;
  /** Minutes that the clock on the wall is ahead of UTC at a time: for `day` and `hour`. Default 0, which is UTC. */
  readonly utcOffsetMinutes?: ((at: number) => number) | undefined;
}

/** Sums over completions and savings. Money in dollars. */
export interface UsageTotals {
  readonly requests: number;
  /** Of those, the ones that ended in an error or were aborted. */
  readonly failedRequests: number;
  readonly uncachedInput: number;
  readonly cacheRead: number;
  /** Of every life time. */
  readonly cacheWrite: number;
  readonly output: number;
  /** As part of the output. */
  readonly reasoning: number;
  readonly totalTokens: number;
  /** Of the requests that have a price. */
  readonly costUsd: number;
  /** Requests that used tokens and have no price: their cost is not in {@link costUsd}. */
  readonly unpricedRequests: number;
  /** Requests priced by a rule that took the name for a similar model's. */
  readonly fuzzyRequests: number;
  /** Requests whose cost was not calculated but taken from a client's log. */
  readonly reportedCostRequests: number;
  /** Requests whose answer was cut off: their true figures are at least these. */
  readonly partialRequests: number;
  /** Requests by where their usage comes from. */
  readonly usageSources: Readonly<Record<UsageSource, number>>;
  /** Requests by confidence. */
  readonly confidences: Readonly<Record<Confidence, number>>;
  readonly savings: SavingsTotals;
  /** Earliest and latest time; `undefined` where there is nothing. */
  readonly firstAt?: number | undefined;
  readonly lastAt?: number | undefined;
}

/** Sums over savings. */
export interface SavingsTotals {
  readonly events: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensFetchedBack: number;
  /** Before, less after, less fetched back. */
  readonly tokensSaved: number;
  /** In dollars, of the events that were priced. */
  readonly savedUsd: number;
  readonly unpricedEvents: number;
  /** The lowest of all events; `undefined` where there are none. */
  readonly confidence?: Confidence | undefined;
}

/**
 * Totals of one group. Values of {@link key} that nobody recorded are `undefined`, as are providers of savings. A day is
 * `2026-11-23`; an hour `2026-11-23T14:00+01:00`, or with `Z` where the clock shows UTC.
 */
export interface UsageGroup extends UsageTotals {
  readonly key: Readonly<Partial<Record<ReportDimension, string>>>;
}

/** What was used. */
export interface UsageReport {
  readonly totals: UsageTotals;
  /** Days and hours in their order, everything else by cost, then tokens, the largest first. Empty without `by`. */
  readonly groups: readonly UsageGroup[];
}

/** Milliseconds at and below which this share of requests ended. */
export interface LatencyQuantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/**
 * What was used, what it cost and what was saved: one row a request.
 *
 * Two records are of one request where their ids are equal, or where their response ids are and one of them has no request id or is
 * a side copy. Of several the best counts, whole: higher confidence, then no side copy, then not partial, then more output, then
 * priced, then recorded later. One that was superseded counts never. But for that last tie, reports depend on what was recorded, not
 * on order or batches. Of savings with one id: higher confidence, then priced, then recorded later.
 */
export interface Ledger {
  /** Records all or nothing. Throws `INVALID_OPTION` for a record that cannot be (negative counts, no id), `STORE_*`. */
  record(entries: LedgerEntries): Awaitable<RecordCounts>;
  report(query?: UsageQuery): Awaitable<UsageReport>;
  /**
   * Of requests whose latency is known; `undefined` where there are none. Exact up to 50,000 requests, within 1 % for more.
   */
  latencies(filter?: UsageFilter): Awaitable<LatencyQuantiles | undefined>;
}

/** A {@link Ledger} that answers at once. */
export interface SyncLedger extends Ledger {
  record(entries: LedgerEntries): RecordCounts;
  report(query?: UsageQuery): UsageReport;
  latencies(filter?: UsageFilter): LatencyQuantiles | undefined;
}

/**
 * The id of a request that a provider answered: the same whoever observed it. Without the provider's id of the response there is no
 * such id; use one of your own (a random UUID, a place in a file).
 */
export function completionId(parts: {
  readonly responseId: string;
  readonly requestId?: string | undefined;
}): string {
  const { responseId, requestId } = parts;
  return requestId === undefined ? responseId : `${responseId}:${requestId}`;
}
