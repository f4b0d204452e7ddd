import { type SpendLimit, TokenPakError } from "@tokenpak/core";

/** The stretch of time that a limit counts in. */
export interface LimitPeriod {
  /** The first millisecond since 1970 that counts; `undefined` of a session, which lasts as long as it lasts. */
  readonly since: number | undefined;
  /** When the limit starts anew; `undefined` of a rolling window, which gives back bit by bit, and of a session. */
  readonly until: number | undefined;
  /**
   * Tells periods of one kind apart, as keys of a counter do: `day:2026-11-23`, `week:2026-11-23` (its Monday), `month:2026-11`, with
   * `local-` before it by the clock on the wall; `rolling:3600000`; `session`.
   */
  readonly label: string;
}

/** Where days begin. */
export interface LimitPeriodOptions {
  /** Minutes that the clock on the wall is ahead of UTC at a time: for limits of calendar `local`. Default 0, which is UTC. */
  readonly utcOffsetMinutes?: ((at: number) => number) | undefined;
}

/**
 * The period of a limit that a time is in: any millisecond from 1970 to the end of 9999.
 *
 * A day by the clock on the wall begins when that clock first shows it: where clocks are put forward over midnight, at that moment;
 * where they are put back over midnight, at the first of the two, and the hour that is shown again is already in the new day. So
 * days are as long as they are (23, 24 or 25 hours), each begins where the one before ends, and no time is in two. That holds for
 * clocks that are changed at most once in 48 hours. `INVALID_OPTION` for other times, and for offsets of more than a day.
 */
export function limitPeriod(
  limit: Pick<SpendLimit, "period" | "windowMs" | "calendar">,
  at: number,
  { utcOffsetMinutes }: LimitPeriodOptions = {},
): LimitPeriod {
  checkTime(at);
  const { period, windowMs = 1, calendar } = limit;
  if (period === "session") return { since: undefined, until: undefined, label: "session" };
  if (period === "rolling") {
    const since = Math.max(0, at - windowMs + 1);
    return { since, until: undefined, label: `rolling:${windowMs}` };
  }
  const offset = calendar === "local" ? (utcOffsetMinutes ?? noOffset) : noOffset;
  const { first, next, since, until } = daysAt(at, { offset, kind: period });
  const date = new Date(first * DAY_MS).toISOString();
  const label = `${period}:${date.slice(0, date.indexOf("T") - (period === "month" ? 3 : 0))}`;
  return {
    since: Math.max(0, since),
    until: until ?? startOfDay(next, offset),
    label: calendar === "local" ? `local-${label}` : label,
  };
}

type Calendared = "day" | "week" | "month";
type Offset = (at: number) => number;

const DAY_MS = 86_400_000;
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** As telemetry's reports allow: what is more is no time zone. */
const LARGEST_OFFSET = 24 * 60;

const noOffset: Offset = () => 0;

interface Days {
  /** First day of the period and of the next one, counted since 1970. */
  readonly first: number;
  readonly next: number;
  readonly since: number;
  readonly until: number | undefined;
}

function daysAt(
  at: number,
  { offset, kind }: { readonly offset: Offset; readonly kind: Calendared },
): Days {
  const shown = Math.floor((at + offsetMs(offset, at)) / DAY_MS);
  const first = firstDay(shown, kind);
  const next = nextFirstDay(first, kind);
  const until = startOfDay(next, offset);
  // The clock was put back over midnight: it shows the old period again.
  if (until <= at) {
    return { first: next, next: nextFirstDay(next, kind), since: until, until: undefined };
  }
  return { first, next, since: startOfDay(first, offset), until };
}

function firstDay(day: number, kind: Calendared): number {
  if (kind === "day") return day;
  // Day 0 was a Thursday.
  if (kind === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
}

function nextFirstDay(first: number, kind: Calendared): number {
  if (kind === "day") return first + 1;
  if (kind === "week") return first + 7;
  const date = new Date(first * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
}

/** The first moment at which the clock on the wall shows the day, or a later one. */
function startOfDay(day: number, offset: Offset): number {
  const midnight = day * DAY_MS;
  const early = midnight - LARGEST_OFFSET * 60_000;
  const before = offsetMs(offset, early);
  const start = midnight - before;
  if (offsetMs(offset, start) === before) return start;
  // The clock was changed on the way there: when?
  let [unchanged, changed] = [early, start];
  while (changed - unchanged > 1) {
    const middle = Math.floor((unchanged + changed) / 2);
    if (offsetMs(offset, middle) === before) unchanged = middle;
    else changed = middle;
  }
  return Math.max(changed, midnight - offsetMs(offset, changed));
}

function offsetMs(offset: Offset, at: number): number {
  const minutes = offset(at);
  if (Math.abs(minutes) <= LARGEST_OFFSET) return Math.round(minutes * 60_000);
  throw new TokenPakError(
    "INVALID_OPTION",
    `utcOffsetMinutes answered ${String(minutes)}; answer minutes between -${LARGEST_OFFSET} and ${LARGEST_OFFSET}.`,
  );
}

function checkTime(at: number): void {
  if (Number.isInteger(at) && at >= 0 && at <= LAST_TIME) return;
  throw new TokenPakError(
    "INVALID_OPTION",
    `The time at which to count is ${String(at)}; give whole milliseconds since 1970, up to the year 9999.`,
  );
}
