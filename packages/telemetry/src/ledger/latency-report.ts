import type { LatencyQuantiles, UsageFilter } from "@tokenpak/core";
import { decodeLatencyCounts, latencyBin, latencyOfBin } from "./latency-counts.ts";
import { latencyQuantiles } from "./latency-quantiles.ts";
import { PERIOD_MS } from "./rollup-cell.ts";
import { rangeParts, timesOf } from "./usage-range.ts";
import { TOGETHER, type UsageReader } from "./usage-reader.ts";

/**
 * How long requests took: exactly where the range of time holds at most `mostExact` requests (50,000; also such as the filter
 * leaves out) or where one session is asked for, else within 0.8 %. The caller holds a transaction.
 */
export function readLatencies(
  reader: UsageReader,
  filter: UsageFilter,
  { mostExact = 50_000 }: { readonly mostExact?: number } = {},
): LatencyQuantiles | undefined {
  const isExact = filter.session !== undefined || countRequests(reader, filter) <= mostExact;
  return latencyQuantiles(isExact ? exactCounts(reader, filter) : binCounts(reader, filter));
}

function countRequests(reader: UsageReader, { since, until }: UsageFilter): number {
  let requests = 0;
  for (const tuple of reader.read({ since, until }, TOGETHER)) requests += tuple[4] ?? 0;
  return requests;
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
  const { periods, edges } = rangeParts(timesOf(filter), { level: 2, limit: reader.limit() });
  const bins: Counts = new Map();
  const condition = reader.condition(filter);
  if (condition === undefined) return bins;
  const days = reader.connection
    .prepare(`SELECT counts FROM latencies WHERE day >= ? AND day < ?${condition}`)
    .pluck();
  const spans = [...edges];
  for (const { level, span } of periods) {
    const [first, end] = span;
    if (level < 2) spans.push([first * PERIOD_MS[level], end * PERIOD_MS[level]]);
    else
      for (const bytes of days.iterate(first, end)) decodeLatencyCounts(bytes as Uint8Array, bins);
  }
  for (const [since, until] of spans) {
    for (const latency of readRows(reader, { ...filter, since, until })) {
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
  for (const tuple of reader.read(filter, TOGETHER)) {
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
