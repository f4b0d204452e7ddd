import type { LatencyQuantiles, UsageFilter } from "@tokenpak/core";
import { decodeLatencyCounts, latencyBin, latencyOfBin } from "./latency-counts.ts";
import { DAY_MS } from "./latency-table.ts";
import { rangeParts, timesOf } from "./usage-range.ts";
import type { UsageReader } from "./usage-reader.ts";

/** Up to so many requests in a range of time their latencies are read one by one. */
const MOST_EXACT = 50_000;

/**
 * How long requests took: exactly where the range of time holds at most 50,000 requests (also such as the filter leaves out) or
 * where one session is asked for, else within 0.8 %. The caller holds a transaction.
 */
export function readLatencies(
  reader: UsageReader,
  filter: UsageFilter,
): LatencyQuantiles | undefined {
  const { since, until } = filter;
  const apart = { session: false, quarter: false, series: false };
  let requests = 0;
  for (const tuple of reader.read({ since, until }, apart)) requests += tuple[4] ?? 0;
  const isExact = filter.session !== undefined || requests <= MOST_EXACT;
  const counts = isExact ? exactCounts(reader, filter) : binCounts(reader, filter);
  return quantiles(counts);
}

/** Counts by latency, in milliseconds. */
type Counts = Map<number, number>;

function exactCounts(reader: UsageReader, filter: UsageFilter): Counts {
  const [since, until] = rangeOf(reader, filter);
  const counts: Counts = new Map();
  for (const latency of readRows(reader, { ...filter, since, until })) {
    counts.set(latency, (counts.get(latency) ?? 0) + 1);
  }
  return counts;
}

function binCounts(reader: UsageReader, filter: UsageFilter): Counts {
  const [since, until] = rangeOf(reader, filter);
  const { whole, edges } = rangeParts([since, until], { unitMs: DAY_MS, limit: reader.limit() });
  const bins: Counts = new Map();
  const condition = reader.condition(filter);
  if (condition === undefined) return bins;
  const stored = reader.connection
    .prepare(`SELECT counts FROM latencies WHERE day >= ? AND day < ?${condition}`)
    .pluck()
    .iterate(...whole) as IterableIterator<Uint8Array>;
  for (const bytes of stored) decodeLatencyCounts(bytes, bins);
  for (const [from, to] of edges) {
    for (const latency of readRows(reader, { ...filter, since: from, until: to })) {
      const bin = latencyBin(latency);
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
  }
  return new Map([...bins].map(([bin, count]) => [latencyOfBin(bin), count]));
}

/** The range of a filter; of one session no more than the session took. */
function rangeOf(reader: UsageReader, filter: UsageFilter): readonly [number, number] {
  const [since, until] = timesOf(filter);
  if (filter.session === undefined) return [since, until];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const apart = { session: false, quarter: false, series: false };
  for (const tuple of reader.read(filter, apart)) {
    first = Math.min(first, tuple[11] ?? first);
    last = Math.max(last, tuple[12] ?? last);
  }
  return [Math.max(since, first), Math.min(until, last + 1)];
}

function readRows(reader: UsageReader, filter: UsageFilter): Iterable<number> {
  const condition = reader.condition(filter);
  if (condition === undefined) return [];
  return reader.connection
    .prepare(
      `SELECT latency_ms FROM completions WHERE at >= ? AND at < ?${condition} AND counted = 1 AND latency_ms IS NOT NULL`,
    )
    .pluck()
    .iterate(...timesOf(filter)) as IterableIterator<number>;
}

/** The smallest latency that so large a share of the requests did not exceed. */
function quantiles(counts: Counts): LatencyQuantiles | undefined {
  const sorted = [...counts].sort(([left], [right]) => left - right);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const quantile = (percent: number): number => {
    let rest = Math.ceil((total * percent) / 100);
    for (const [latency, count] of sorted) {
      rest -= count;
      if (rest <= 0) return latency;
    }
    return 0;
  };
  return { p50: quantile(50), p95: quantile(95), p99: quantile(99) };
}
