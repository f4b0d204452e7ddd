import { TokenPakError } from "@tokenpak/core";
import { DAY_MS, PERIOD_MS } from "./rollup-cell.ts";
import type { Span } from "./usage-range.ts";

/** Minutes that the clock on the wall is ahead of UTC at a time. */
export type UtcOffset = (at: number) => number;

/** A day or an hour on the clock on the wall. */
export interface WallTime {
  /** Orders days, and hours, as they came. */
  readonly order: number;
  /** `2026-11-23`, or `2026-11-23T14:00+01:00`. */
  readonly label: string;
}

/**
 * The day and the hour that a quarter of an hour (UTC) is in, by the clock on the wall at its beginning. An hour that the clock
 * shows twice when it is put back is two hours: their offsets differ.
 */
export class WallClock {
  readonly #offset: UtcOffset;
  readonly #days = new Map<number, WallTime>();
  readonly #hours = new Map<number, WallTime>();
  #hasPartsOfHours = false;

  constructor(offset: UtcOffset = () => 0) {
    this.#offset = offset;
  }

  /** Whether the clock was ever ahead by other than whole hours, of those times that were asked for. */
  get hasPartsOfHours(): boolean {
    return this.#hasPartsOfHours;
  }

  /** The day of a quarter of an hour, which is counted since 1970. */
  dayOf(quarter: number): WallTime {
    let day = this.#days.get(quarter);
    if (day === undefined) {
      const order = this.#dayNumber(quarter);
      day = { order, label: dateLabel(order) };
      this.#days.set(quarter, day);
    }
    return day;
  }

  /** The hour of a quarter of an hour. */
  hourOf(quarter: number): WallTime {
    let hour = this.#hours.get(quarter);
    if (hour === undefined) {
      const offset = this.#offsetMs(quarter);
      const wall = Math.floor((quarter * QUARTER_MS + offset) / HOUR_MS);
      const time = twoDigits(((wall % 24) + 24) % 24);
      const label = `${dateLabel(Math.floor(wall / 24))}T${time}:00${offsetLabel(offset)}`;
      // Where a clock is put back in the middle of an hour, two hours begin at one moment: the earlier one has the larger offset.
      hour = { order: wall * HOUR_MS - offset - offset / 1e8, label };
      this.#hours.set(quarter, hour);
    }
    return hour;
  }

  /** The days (as spans of quarters of an hour) that the given days of UTC, in their order, are parts of: cut where those end. */
  daySpans(utcDays: Iterable<number>): readonly Span[] {
    const spans: [first: number, end: number][] = [];
    let before: number | undefined;
    for (const utcDay of utcDays) {
      for (let part = 0; part < QUARTERS_A_DAY; part++) {
        const quarter = utcDay * QUARTERS_A_DAY + part;
        const day = this.#dayNumber(quarter);
        const last = spans.at(-1);
        if (last !== undefined && day === before && last[1] === quarter) last[1]++;
        else spans.push([quarter, quarter + 1]);
        before = day;
      }
    }
    return spans;
  }

  #dayNumber(quarter: number): number {
    return Math.floor((quarter * QUARTER_MS + this.#offsetMs(quarter)) / DAY_MS);
  }

  #offsetMs(quarter: number): number {
    const minutes = this.#offset(quarter * QUARTER_MS);
    if (Number.isFinite(minutes) && Math.abs(minutes) <= LARGEST_OFFSET) {
      if (minutes % 60 !== 0) this.#hasPartsOfHours = true;
      return minutes * 60_000;
    }
    throw new TokenPakError(
      "INVALID_OPTION",
      `utcOffsetMinutes answered ${String(minutes)}; answer minutes between -${LARGEST_OFFSET} and ${LARGEST_OFFSET}.`,
    );
  }
}

const [QUARTER_MS, HOUR_MS] = PERIOD_MS;
const QUARTERS_A_DAY = DAY_MS / QUARTER_MS;
const LARGEST_OFFSET = 24 * 60;

/** The last day that a `Date` can be of, and days since 1970 beyond it by an offset. */
const LAST_DAY = 100_000_000;

function dateLabel(day: number): string {
  const iso = new Date(Math.min(day, LAST_DAY) * DAY_MS).toISOString();
  return iso.slice(0, iso.indexOf("T"));
}

function offsetLabel(offsetMs: number): string {
  if (offsetMs === 0) return "Z";
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const sign = offsetMs < 0 ? "-" : "+";
  return `${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
