import type { SpendLimit } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LimitPeriod, limitPeriod } from "./limit-period.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A clock that is changed once: what it shows before, and from then on. */
interface Clock {
  readonly before: number;
  readonly after: number;
  readonly changedAt: number;
}

function offsetOf({ before, after, changedAt }: Clock): (at: number) => number {
  return (at) => (at < changedAt ? before : after);
}

const BERLIN_SPRING = { before: 60, after: 120, changedAt: Date.parse("2026-03-29T01:00Z") };
const BERLIN_AUTUMN = { before: 120, after: 60, changedAt: Date.parse("2026-10-25T01:00Z") };
/** Put forward at midnight: 4 November begins at 1 o'clock. */
const SAO_PAULO = { before: -180, after: -120, changedAt: Date.parse("2018-11-04T03:00Z") };
/** Put back a minute after midnight: 7 November begins, stops for 59 minutes, and goes on. */
const ST_JOHNS = { before: -150, after: -210, changedAt: Date.parse("2010-11-07T02:31Z") };
/** Over the date line: there was no 30 December. */
const APIA = { before: -600, after: 840, changedAt: Date.parse("2011-12-30T10:00Z") };

function localPeriod(
  period: SpendLimit["period"],
  time: string | number,
  clock: Clock,
): LimitPeriod {
  const at = typeof time === "string" ? Date.parse(time) : time;
  return limitPeriod({ period, calendar: "local" }, at, { utcOffsetMinutes: offsetOf(clock) });
}

function shown({ since = 0, until = 0, label }: LimitPeriod): readonly unknown[] {
  return [label, new Date(since).toISOString(), (until - since) / HOUR];
}

describe("limitPeriod", () => {
  it("knows days, weeks from Monday, months and leap days of UTC", () => {
    const utc = (period: SpendLimit["period"], time: string) =>
      shown(limitPeriod({ period, calendar: "utc" }, Date.parse(time)));
    expect(utc("day", "2026-11-23T23:59:59.999Z")).toEqual([
      "day:2026-11-23",
      "2026-11-23T00:00:00.000Z",
      24,
    ]);
    for (const time of ["2026-11-23T00:00Z", "2026-11-29T23:59:59.999Z"]) {
      expect(utc("week", time)).toEqual(["week:2026-11-23", "2026-11-23T00:00:00.000Z", 168]);
    }
    expect(utc("week", "2026-11-22T12:00Z")[0]).toBe("week:2026-11-16");
    expect(utc("month", "2024-02-29T12:00Z")).toEqual([
      "month:2024-02",
      "2024-02-01T00:00:00.000Z",
      29 * 24,
    ]);
    expect(utc("month", "9999-12-31T23:59:59.999Z")).toEqual([
      "month:9999-12",
      "9999-12-01T00:00:00.000Z",
      31 * 24,
    ]);
    // Its Monday was in 1969, which is no time that anything is counted at.
    expect(utc("week", "1970-01-01T00:00Z")).toEqual([
      "week:1969-12-29",
      "1970-01-01T00:00:00.000Z",
      96,
    ]);
  });

  it.each([
    ["of 23 hours", BERLIN_SPRING, "2026-03-29T12:00Z", "2026-03-28T23:00:00.000Z", 23],
    ["of 25 hours", BERLIN_AUTUMN, "2026-10-25T00:30Z", "2026-10-24T22:00:00.000Z", 25],
    ["that begins at one", SAO_PAULO, "2018-11-04T12:00Z", "2018-11-04T03:00:00.000Z", 23],
    ["before that", SAO_PAULO, "2018-11-04T02:59:59Z", "2018-11-03T03:00:00.000Z", 24],
    ["that begins twice", ST_JOHNS, "2010-11-07T03:00Z", "2010-11-07T02:30:00.000Z", 25],
    ["after one that never was", APIA, "2011-12-30T10:00Z", "2011-12-30T10:00:00.000Z", 24],
  ])("knows a day %s", (_, clock, time, since, hours) => {
    expect(shown(localPeriod("day", time, clock)).slice(1)).toEqual([since, hours]);
  });

  it("has a day begin when the clock on the wall first shows it", () => {
    const clocks = fc.record({
      before: fc.integer({ min: -720, max: 840 }),
      after: fc.integer({ min: -720, max: 840 }),
      changedAt: fc.integer({ min: -2 * 1440, max: 2 * 1440 }).map((minutes) => minutes * 60_000),
    });
    const noon = Date.parse("2026-11-23T12:00Z");
    fc.assert(
      fc.property(clocks, fc.integer({ min: -DAY, max: DAY }), (clock, away) => {
        const moved = { ...clock, changedAt: noon + clock.changedAt };
        const { since = 0, until = 0, label } = localPeriod("day", noon + away, moved);
        expect(since <= noon + away && noon + away < until).toBe(true);
        const offset = offsetOf(moved);
        const dayAt = (at: number): number => Math.floor((at + offset(at) * 60_000) / DAY);
        const day = Date.parse(label.slice(-10)) / DAY;
        // Minute by minute, since clocks are changed at whole ones.
        let first = noon - 6 * DAY;
        while (dayAt(first) < day) first += 60_000;
        expect(new Date(since)).toEqual(new Date(first));
        let next = since;
        while (dayAt(next) <= day) next += 60_000;
        expect(new Date(until)).toEqual(new Date(next));
      }),
      { numRuns: 60 },
    );
  });

  it("divides all time into periods without gaps, each with a label of its own", () => {
    const kinds = fc.constantFrom("day" as const, "week" as const, "month" as const);
    const times = fc.oneof(
      fc.nat({ max: Date.parse("9999-01-01T00:00Z") }),
      fc.constantFrom(...[ST_JOHNS, APIA, BERLIN_AUTUMN].map(({ changedAt }) => changedAt)),
    );
    const clocks = fc.constantFrom(BERLIN_SPRING, BERLIN_AUTUMN, SAO_PAULO, ST_JOHNS, APIA);
    fc.assert(
      fc.property(kinds, times, clocks, (kind, at, clock) => {
        const period = localPeriod(kind, at, clock);
        const { since = 0, until = 0 } = period;
        expect(since <= at && at < until).toBe(true);
        expect(localPeriod(kind, since, clock)).toEqual(period);
        expect(localPeriod(kind, until - 1, clock)).toEqual(period);
        const next = localPeriod(kind, until, clock);
        expect(next.since).toBe(until);
        expect(next.label > period.label).toBe(true);
      }),
    );
  });

  it("looks back over a rolling window, its beginning not included, and knows no time for sessions", () => {
    const rolling = { period: "rolling", calendar: "utc", windowMs: HOUR } as const;
    expect(limitPeriod(rolling, DAY)).toEqual({
      since: DAY - HOUR + 1,
      until: undefined,
      label: "rolling:3600000",
    });
    expect(limitPeriod(rolling, 5).since).toBe(0);
    expect(limitPeriod({ period: "session", calendar: "utc" }, DAY)).toEqual({
      since: undefined,
      until: undefined,
      label: "session",
    });
  });

  it("refuses times and offsets that are none", () => {
    const day = { period: "day", calendar: "local" } as const;
    for (const at of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 253_402_300_800_000]) {
      expect(() => limitPeriod(day, at), `${at}`).toThrow(/whole milliseconds since 1970/);
    }
    for (const offset of [1441, -1441, Number.NaN]) {
      const options = { utcOffsetMinutes: () => offset };
      expect(() => limitPeriod(day, DAY, options)).toThrow(/utcOffsetMinutes answered/);
    }
  });
});
