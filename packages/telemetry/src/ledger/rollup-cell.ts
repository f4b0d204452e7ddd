/** Milliseconds of the periods that rollups are kept by, by level: quarters of an hour, hours and days (UTC). */
export const PERIOD_MS = [15 * 60_000, 60 * 60_000, 24 * 60 * 60_000] as const;

/** A level of rollups. */
export type RollupLevel = 0 | 1 | 2;

/** The levels, the finest first. */
export const ROLLUP_LEVELS: readonly RollupLevel[] = [0, 1, 2];

/** Milliseconds of a day. */
export const DAY_MS = PERIOD_MS[2];

/** What is summed up over rows that belong together. */
export const SUM_FIELDS = [
  "requests",
  "uncachedInput",
  "cacheRead",
  "cacheWrite",
  "output",
  "reasoning",
  "costNanos",
] as const;

/** Of a row: {@link SUM_FIELDS} in their order. Of a saving: events, tokens before, after and fetched back, 0, 0, nanos saved. */
export type Sums = readonly number[];

/** A row as far as reports know it. */
export interface CountedRow {
  readonly at: number;
  readonly series: number;
  readonly session: number;
  readonly flags: number;
  readonly sums: Sums;
  /** `null` where it is not known. */
  readonly latencyMs: number | null;
}

/** What {@link countedCompletion} reads. */
interface CompletionAmounts extends Omit<CountedRow, "sums"> {
  readonly uncachedInput: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly cacheWriteOther: number;
  readonly output: number;
  readonly reasoning: number;
  readonly costNanos: number | null;
}

/** What reports know of a request. */
export function countedCompletion(row: CompletionAmounts): CountedRow {
  const { at, series, session, flags, latencyMs } = row;
  const cacheWrite = row.cacheWrite5m + row.cacheWrite1h + row.cacheWriteOther;
  const { uncachedInput, cacheRead, output, reasoning } = row;
  const sums = [1, uncachedInput, cacheRead, cacheWrite, output, reasoning, row.costNanos ?? 0];
  return { at, series, session, flags, latencyMs, sums };
}

/** What {@link countedSaving} reads. */
interface SavingAmounts extends Omit<CountedRow, "sums" | "latencyMs"> {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensFetchedBack: number;
  readonly savedNanos: number | null;
}

/** What reports know of a saving. */
export function countedSaving(row: SavingAmounts): CountedRow {
  const { at, series, session, flags } = row;
  const { tokensBefore, tokensAfter, tokensFetchedBack } = row;
  const sums = [1, tokensBefore, tokensAfter, tokensFetchedBack, 0, 0, row.savedNanos ?? 0];
  return { at, series, session, flags, latencyMs: null, sums };
}

/** {@link countedCompletion} and {@link countedSaving} in SQL: columns of the same names as the rollups', of each table's rows. */
export const SUMS_SQL = {
  completions:
    "1 AS requests, uncached_input, cache_read, cache_write_5m + cache_write_1h + cache_write_other AS cache_write, output, reasoning, coalesce(cost_nanos, 0) AS cost_nanos",
  savings:
    "1 AS requests, tokens_before AS uncached_input, tokens_after AS cache_read, tokens_fetched_back AS cache_write, 0 AS output, 0 AS reasoning, coalesce(saved_nanos, 0) AS cost_nanos",
} as const;

/** Columns of a rollup that {@link SUM_FIELDS} name. */
export const SUM_COLUMNS = [
  "requests",
  "uncached_input",
  "cache_read",
  "cache_write",
  "output",
  "reasoning",
  "cost_nanos",
] as const;
