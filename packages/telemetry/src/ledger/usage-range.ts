import { TokenPakError, type UsageFilter } from "@tokenpak/core";
import { PERIOD_MS, ROLLUP_LEVELS, type RollupLevel } from "./rollup-cell.ts";

/** A span of time in units since 1970, the end not included. */
export type Span = readonly [first: number, end: number];

/** The parts of a range of time. */
export interface RangeParts {
  /** Whole periods by level, coarse ones where they fit. */
  readonly periods: readonly { readonly level: RollupLevel; readonly span: Span }[];
  /** What is left at the ends, in milliseconds since 1970. */
  readonly edges: readonly Span[];
}

/** How to divide a range. */
export interface RangeOptions {
  /** Of the longest periods to use. */
  readonly level: RollupLevel;
  /** Before this time, the beginning of a day, there are no rows any more, rollups alone. */
  readonly limit?: number | undefined;
}

/** Divides a range. Where there are rollups alone, a quarter of an hour belongs to the range that its beginning is in. */
export function rangeParts(
  [since, until]: Span,
  { level, limit = Number.NEGATIVE_INFINITY }: RangeOptions,
): RangeParts {
  const periods: { level: RollupLevel; span: Span }[] = [];
  let rest: readonly Span[] = [[since, Math.max(since, until)]];
  for (const one of ROLLUP_LEVELS.toReversed()) {
    if (one > level) continue;
    const left: Span[] = [];
    for (const [from, to] of rest) {
      const unit = PERIOD_MS[one];
      const first = Math.ceil(from / unit);
      const isForgotten = one === 0 && to <= limit;
      const end = isForgotten ? Math.ceil(to / unit) : Math.floor(to / unit);
      if (first >= end) {
        left.push([from, to]);
        continue;
      }
      periods.push({ level: one, span: [first, end] });
      left.push([from, first * unit], [end * unit, to]);
    }
    rest = left.filter(([from, to]) => to > from);
  }
  return { periods, edges: rest.filter(([from]) => from >= limit) };
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
