/** An integer with thousands separated by commas, on every machine the same: `1,780,221`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A count with its unit: `1 file`, `2 files`. */
export function formatUnits(count: number, unit: string): string {
  return `${formatCount(count)} ${unit}${count === 1 ? "" : "s"}`;
}

/**
 * How much smaller `after` is than `before`, in percent: `-62.1 %`, `+3.0 %`. One decimal, and more where that would round what
 * is left away: `-99.998 %`.
 */
export function formatChange(before: number, after: number): string {
  if (before === after || before === 0) return "0.0 %";
  const percent = (100 * (after - before)) / before;
  let digits = 1;
  while (digits < 6 && after > 0 && percent.toFixed(digits).startsWith("-100")) digits++;
  return `${percent > 0 ? "+" : ""}${percent.toFixed(digits)} %`;
}

/** What share of the facts is kept, to stand behind a saving: `, 61.3 % of facts kept`; nothing where it was not measured. */
export function formatKept(share: number | undefined): string {
  return share === undefined ? "" : `, ${(100 * share).toFixed(1)} % of facts kept`;
}

/** A duration: `12 ms`, `1.4 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** A size in bytes, powers of 1000: `512 B`, `12.7 MB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
