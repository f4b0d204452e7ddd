/** Median, 95th and 99th percentile of times in milliseconds, as text. */
export function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return [50, 95, 99]
    .map(
      (share) =>
        `p${share} ${(sorted[Math.floor((sorted.length * share) / 100)] ?? 0).toFixed(2)} ms`,
    )
    .join(", ");
}
