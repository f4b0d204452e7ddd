import {
  type CompletionRecord,
  cacheWriteTokens,
  type LedgerEntries,
  type SavingsRecord,
  TokenPakError,
} from "@tokenpak/core";
import { type MetricFamily, type MetricSample, prometheusText } from "./prometheus-text.ts";
import { SeriesTable } from "./series-table.ts";

/** How much a registry holds. */
export interface PrometheusRegistryOptions {
  /**
   * How many different sets of labels requests may have, and savings; what comes after counts as `other`. Default 500: some 10,000
   * numbers.
   */
  readonly maxSeries?: number | undefined;
  /** Upper bounds of the histogram of durations, in seconds, rising. Default: 0.1 to 300. */
  readonly durationBounds?: readonly number[] | undefined;
}

/** Counts requests and savings for Prometheus. */
export interface PrometheusRegistry {
  /** Adds to the counters: give each request once, such as what a ledger counts as added. */
  record(entries: Pick<LedgerEntries, "completions" | "savings">): void;
  /** All there is, in text format 0.0.4 ({@link PROMETHEUS_CONTENT_TYPE}). The same counts give the same text. */
  text(): string;
}

/**
 * Counters that are fed record by record, because a histogram of durations cannot be made from a report, and a counter must never
 * fall, as a report's sums do when old rows are pruned. A proxy records each request and answers `/metrics` with the text; a job feeds
 * it what a ledger exports and writes the text to a file. Labels have few values: provider, model, agent, outcome; never a session,
 * a project or an id. Throws `INVALID_OPTION`.
 */
export function createPrometheusRegistry(
  options: PrometheusRegistryOptions = {},
): PrometheusRegistry {
  const maxSeries = options.maxSeries ?? 500;
  const bounds = options.durationBounds ?? DURATION_BOUNDS;
  if (!Number.isSafeInteger(maxSeries) || maxSeries < 1) {
    throw invalid("maxSeries", "a whole number from 1");
  }
  if (!bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0) && Number.isFinite(bound))) {
    throw invalid("durationBounds", "rising numbers of seconds above 0");
  }
  const requests = new SeriesTable(
    ["provider", "model", "agent", "outcome"],
    maxSeries,
    (): RequestCounts => ({
      ...NO_REQUESTS,
      durations: { buckets: bounds.map(() => 0), sum: 0, count: 0 },
    }),
  );
  const savings = new SeriesTable(
    ["model", "agent"],
    maxSeries,
    (): SavingCounts => ({ ...NO_SAVINGS }),
  );
  return {
    record({ completions = [], savings: saved = [] }) {
      for (const record of completions) {
        const { provider, model, agent, outcome } = record;
        countRequest(requests.of({ provider, model, agent, outcome }), record, bounds);
      }
      for (const record of saved) {
        countSaving(savings.of({ model: record.model, agent: record.agent }), record);
      }
    },
    text: () => prometheusText([...requestFamilies(requests, bounds), ...savingFamilies(savings)]),
  };
}

const DURATION_BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300];

function invalid(option: string, need: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${option} must be ${need}.`);
}

interface RequestCounts {
  requests: number;
  partial: number;
  unpriced: number;
  uncachedInput: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  nanos: number;
  durations: { buckets: number[]; sum: number; count: number };
}

const NO_REQUESTS = {
  requests: 0,
  partial: 0,
  unpriced: 0,
  uncachedInput: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  nanos: 0,
};

const NO_SAVINGS = { before: 0, after: 0, fetched: 0, nanos: 0 };

type SavingCounts = { -readonly [Name in keyof typeof NO_SAVINGS]: number };

function countRequest(
  counts: RequestCounts,
  record: CompletionRecord,
  bounds: readonly number[],
): void {
  const { usage, costNanos, latencyMs } = record;
  counts.requests += 1;
  if (usage.partial) counts.partial += 1;
  if (costNanos === undefined) counts.unpriced += 1;
  else counts.nanos += counted(costNanos);
  counts.uncachedInput += counted(usage.uncachedInput);
  counts.cacheRead += counted(usage.cacheRead);
  counts.cacheWrite += counted(cacheWriteTokens(usage));
  counts.output += counted(usage.output);
  if (latencyMs === undefined || !(latencyMs >= 0)) return;
  const seconds = latencyMs / 1000;
  counts.durations.count += 1;
  counts.durations.sum += seconds;
  const bucket = bounds.findIndex((bound) => seconds <= bound);
  if (bucket >= 0) counts.durations.buckets[bucket] = (counts.durations.buckets[bucket] ?? 0) + 1;
}

function countSaving(counts: SavingCounts, saving: SavingsRecord): void {
  counts.before += counted(saving.tokensBefore);
  counts.after += counted(saving.tokensAfter);
  counts.fetched += counted(saving.tokensFetchedBack);
  // What was saved may be negative, and is a gauge for that.
  if (Number.isFinite(saving.savedNanos)) counts.nanos += saving.savedNanos ?? 0;
}

/** A counter must not fall, nor become no number, whatever a record says. */
function counted(value: number): number {
  return value > 0 && Number.isFinite(value) ? value : 0;
}

type NamedCounts<Counts> = readonly (readonly [
  name: string,
  help: string,
  value: (counts: Counts) => number,
])[];

const REQUEST_COUNTERS: NamedCounts<RequestCounts> = [
  ["requests_total", "Requests to models.", (counts) => counts.requests],
  ["partial_requests_total", "Requests whose answer was cut off.", (counts) => counts.partial],
  ["unpriced_requests_total", "Requests whose cost is not known.", (counts) => counts.unpriced],
  [
    "uncached_input_tokens_total",
    "Tokens of input that no prompt cache had to do with.",
    (counts) => counts.uncachedInput,
  ],
  [
    "cache_read_tokens_total",
    "Tokens of input read from a prompt cache.",
    (counts) => counts.cacheRead,
  ],
  [
    "cache_write_tokens_total",
    "Tokens of input written into a prompt cache.",
    (counts) => counts.cacheWrite,
  ],
  ["output_tokens_total", "Tokens of output, reasoning included.", (counts) => counts.output],
  [
    "cost_usd_total",
    "Cost in dollars of the requests that have a price.",
    (counts) => counts.nanos / 1e9,
  ],
];

const SAVING_COUNTERS: NamedCounts<SavingCounts> = [
  ["packed_input_tokens_total", "Tokens before packing.", (counts) => counts.before],
  ["packed_output_tokens_total", "Tokens after packing.", (counts) => counts.after],
  [
    "fetched_back_tokens_total",
    "Tokens fetched back after packing had left them out.",
    (counts) => counts.fetched,
  ],
];

function requestFamilies(
  table: SeriesTable<RequestCounts>,
  bounds: readonly number[],
): MetricFamily[] {
  const series = table.sorted();
  return [
    ...REQUEST_COUNTERS.map(
      ([name, help, value]): MetricFamily => ({
        name: `tokenpak_${name}`,
        help,
        type: "counter",
        samples: series.map(({ labels, counts }) => ({ labels, value: value(counts) })),
      }),
    ),
    {
      name: "tokenpak_request_duration_seconds",
      help: "From the request to the end of the answer.",
      type: "histogram",
      samples: series.flatMap(({ labels, counts }) => durationSamples(labels, counts, bounds)),
    },
  ];
}

function durationSamples(
  labels: Readonly<Record<string, string>>,
  { durations: { buckets, sum, count } }: RequestCounts,
  bounds: readonly number[],
): readonly MetricSample[] {
  let below = 0;
  const bucket = (le: string, value: number): MetricSample => ({
    suffix: "_bucket",
    labels: { ...labels, le },
    value,
  });
  return [
    ...bounds.map((bound, index) => {
      below += buckets[index] ?? 0;
      return bucket(String(bound), below);
    }),
    bucket("+Inf", count),
    { suffix: "_sum", labels, value: sum },
    { suffix: "_count", labels, value: count },
  ];
}

function savingFamilies(table: SeriesTable<SavingCounts>): MetricFamily[] {
  const series = table.sorted();
  const family =
    (type: "counter" | "gauge") =>
    ([name, help, value]: NamedCounts<SavingCounts>[number]): MetricFamily => ({
      name: `tokenpak_${name}`,
      help,
      type,
      samples: series.map(({ labels, counts }) => ({ labels, value: value(counts) })),
    });
  return [
    ...SAVING_COUNTERS.map(family("counter")),
    family("gauge")([
      "saved_usd",
      "Dollars saved so far, net; may be negative.",
      (counts) => counts.nanos / 1e9,
    ]),
  ];
}
