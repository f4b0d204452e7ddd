import { TokenPakError, type UsageFilter } from "@tokenpak/core";

/** The parts of a range of time: whole units, which rollups know, and what is left of others at its ends. */
export interface RangeParts {
  /** Units since 1970, from the first up to, but not including, the last. */
  readonly whole: readonly [first: number, end: number];
  /** Milliseconds since 1970, from the first up to, but not including, the last. */
  readonly edges: readonly (readonly [since: number, until: number])[];
}

/** How to divide a range. */
export interface RangeUnit {
  readonly unitMs: number;
  /** Before this time, the beginning of a unit, there are no rows any more, rollups alone. */
  readonly limit: number | undefined;
}

/** Divides a range. Where there are rollups alone, a unit belongs to the range that its beginning is in. */
export function rangeParts(
  [since, until]: readonly [number, number],
  { unitMs, limit = Number.NEGATIVE_INFINITY }: RangeUnit,
): RangeParts {
  const end = Math.max(since, until);
  const first = Math.ceil(since / unitMs);
  const last = end <= limit ? Math.ceil(end / unitMs) : Math.floor(end / unitMs);
  if (first > last) return { whole: [0, 0], edges: [[since, end]] };
  const edges = [
    [since, first * unitMs],
    [last * unitMs, end],
  ] as const;
  return { whole: [first, last], edges: edges.filter(([from, to]) => to > from && from >= limit) };
}

/** From when, and up to when, a filter selects. Throws `INVALID_OPTION` for what is no time. */
export function timesOf(filter: UsageFilter): readonly [since: number, until: number] {
  const { since = 0, until = END_OF_TIME } = filter;
  for (const [name, time] of Object.entries({ since, until })) {
    if (typeof time === "number" && !Number.isNaN(time)) continue;
    throw new TokenPakError(
      "INVALID_OPTION",
      `${name} is ${String(time)}. Give milliseconds since 1970.`,
    );
  }
  return [Math.max(since, 0), Math.min(until, END_OF_TIME)];
}

/** The first millisecond that no record can be of. */
const END_OF_TIME = 8.64e15 + 1;
