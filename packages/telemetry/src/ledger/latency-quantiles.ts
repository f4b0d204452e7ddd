import type { LatencyQuantiles } from "@tokenpak/core";

/** Of counts by latency in milliseconds: the smallest latency that so large a share of them did not exceed. */
export function latencyQuantiles(
  counts: ReadonlyMap<number, number>,
): LatencyQuantiles | undefined {
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
