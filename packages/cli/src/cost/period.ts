import { usageError } from "../usage-error.ts";

/** A stretch of time. Milliseconds since 1970. */
export interface Period {
  readonly since: number | undefined;
  /** Not included any more. */
  readonly until: number | undefined;
  /** For people: `Today`, `The last 7 days`. */
  readonly label: string;
}

/** What the user said of the period: at most one of the first four. */
export interface PeriodFlags {
  readonly today: boolean;
  readonly week: boolean;
  readonly month: boolean;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** Where days begin. */
export interface Calendar {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Days are those of UTC, not of the clock on the wall. */
  readonly utc: boolean;
}

/** Days that are shown when none are named. */
const DEFAULT_DAYS = 30;

/**
 * The period that the flags name: `--today` from midnight on, `--week` today and the six days before, `--month` from the first on,
 * `--since` and `--until` a date, a time (ISO 8601; without offset as the clock on the wall), or so much back (`90m`, `24h`, `7d`,
 * `2w`), and `--since all` everything. A date as `--until` includes that day. Without any flag the last 30 days. Throws `WRONG_USE`.
 */
export function readPeriod(flags: PeriodFlags, calendar: Calendar): Period {
  const { today, week, month, since, until } = flags;
  const named = [today && "--today", week && "--week", month && "--month", since && "--since"];
  const given = named.filter((name): name is string => typeof name === "string" && name !== "");
  if (given.length > 1) throw usageError(`${given.join(" and ")} exclude each other. Give one.`);
  const end = until === undefined ? undefined : momentOf(until, { calendar, flag: "--until" }).end;
  const from = (start: number | undefined, label: string): Period => {
    if (start !== undefined && end !== undefined && end <= start) {
      throw usageError("--until must be later than the beginning of the period.");
    }
    const upTo = until === undefined ? "" : ` until ${until}`;
    return { since: start, until: end, label: `${label}${upTo}` };
  };
  if (today) return from(startOfDay(calendar, 0), "Today");
  if (week) return from(startOfDay(calendar, -6), "The last 7 days");
  if (month) return from(startOfMonth(calendar), "This month");
  if (since === "all") return from(undefined, "All time");
  if (since !== undefined) {
    return from(momentOf(since, { calendar, flag: "--since" }).start, `Since ${since}`);
  }
  const start = startOfDay(calendar, 1 - DEFAULT_DAYS);
  return end !== undefined && end <= start
    ? from(undefined, "All time")
    : from(start, `The last ${DEFAULT_DAYS} days`);
}

/** The moment that a flag names, as `--since` does; of a day its beginning. Throws `WRONG_USE`. */
export function readMoment(
  text: string,
  { calendar, flag }: { readonly calendar: Calendar; readonly flag: string },
): number {
  return momentOf(text, { calendar, flag }).start;
}

/** Minutes that days begin before those of UTC, at a time. */
export function utcOffsetMinutes(at: number): number {
  return -new Date(at).getTimezoneOffset();
}

function startOfDay({ now, utc }: Calendar, days: number): number {
  const date = new Date(now);
  return utc
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + days)
    : new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function startOfMonth({ now, utc }: Calendar): number {
  const date = new Date(now);
  return utc
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
    : new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A moment has the same start and end, a date is a whole day. */
function momentOf(
  text: string,
  { calendar, flag }: { readonly calendar: Calendar; readonly flag: string },
): { readonly start: number; readonly end: number } {
  const [, amount, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const at = calendar.now - Number(amount) * (UNIT_MS[unit] ?? 0);
    return { start: at, end: at };
  }
  if (text === "today" || text === "yesterday") {
    const days = text === "today" ? 0 : -1;
    return { start: startOfDay(calendar, days), end: startOfDay(calendar, days + 1) };
  }
  const day = dayOf(text, calendar.utc);
  if (day !== undefined) return day;
  const at = TIME.test(text) ? Date.parse(withZone(text, calendar.utc)) : Number.NaN;
  if (Number.isFinite(at)) return { start: at, end: at };
  throw usageError(
    `${flag} must be a date (2026-11-01), a time (2026-11-01T09:30), today, yesterday, or so much back (90m, 24h, 7d, 2w)${flag === "--since" ? ", or all" : ""}, not ${JSON.stringify(text)}.`,
  );
}

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?$/;

/** Without an offset, `Date.parse` takes a time for one of the clock on the wall. */
function withZone(text: string, utc: boolean): string {
  const iso = text.replace(" ", "T");
  return utc && !/(?:Z|[+-]\d\d:\d\d)$/.test(iso) ? `${iso}Z` : iso;
}

function dayOf(
  text: string,
  utc: boolean,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  // 31 November would become 1 December.
  const check = new Date(Date.UTC(year, month - 1, day));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined;
  // The years 0 to 99 would be those of the last century.
  if (year < 100) return undefined;
  const at = (days: number): number =>
    utc ? Date.UTC(year, month - 1, day + days) : new Date(year, month - 1, day + days).getTime();
  return { start: at(0), end: at(1) };
}
