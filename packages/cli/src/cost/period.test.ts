import { describe, expect, it } from "vitest";
import { type PeriodFlags, readPeriod, utcOffsetMinutes } from "./period.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 5);
const NONE: PeriodFlags = {
  today: false,
  week: false,
  month: false,
  since: undefined,
  until: undefined,
};
const utc = (flags: Partial<PeriodFlags>) =>
  readPeriod({ ...NONE, ...flags }, { now: NOW, utc: true });
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

describe("readPeriod", () => {
  it("begins at midnight, and counts today among the days", () => {
    expect(iso(utc({ today: true }).since)).toBe("2026-11-23T00:00:00.000Z");
    expect(iso(utc({ week: true }).since)).toBe("2026-11-17T00:00:00.000Z");
    expect(iso(utc({ month: true }).since)).toBe("2026-11-01T00:00:00.000Z");
    expect(utc({})).toEqual({
      since: Date.UTC(2026, 9, 25),
      until: undefined,
      label: "The last 30 days",
    });
  });

  it("takes dates, times and durations; a date as the end includes its day", () => {
    expect(iso(utc({ since: "2026-11-20" }).since)).toBe("2026-11-20T00:00:00.000Z");
    expect(iso(utc({ since: "2026-11-20T09:30" }).since)).toBe("2026-11-20T09:30:00.000Z");
    expect(iso(utc({ since: "2026-11-20 09:30+02:00" }).since)).toBe("2026-11-20T07:30:00.000Z");
    expect(iso(utc({ since: "24h" }).since)).toBe("2026-11-22T14:05:00.000Z");
    expect(iso(utc({ since: "2w" }).since)).toBe("2026-11-09T14:05:00.000Z");
    expect(utc({ since: "all" }).since).toBeUndefined();
    const day = utc({ since: "yesterday", until: "yesterday" });
    expect([iso(day.since), iso(day.until)]).toEqual([
      "2026-11-22T00:00:00.000Z",
      "2026-11-23T00:00:00.000Z",
    ]);
    expect(iso(utc({ since: "2026-11-01", until: "2026-11-02" }).until)).toBe(
      "2026-11-03T00:00:00.000Z",
    );
  });

  it("reaches back to an end that lies before the last 30 days", () => {
    expect(utc({ until: "2026-01-31" })).toMatchObject({
      since: undefined,
      until: Date.UTC(2026, 1, 1),
    });
  });

  it("says what would be right", () => {
    expect(() => utc({ since: "2026-11-31" })).toThrow(/--since must be a date.*not "2026-11-31"/);
    expect(() => utc({ since: "0050-01-01" })).toThrow(/--since must be a date/);
    expect(() => utc({ since: "soon" })).toThrow(/or all, not "soon"/);
    expect(() => utc({ until: "1x" })).toThrow(/--until must be/);
    expect(() => utc({ today: true, since: "7d" })).toThrow(
      "--today and --since exclude each other. Give one.",
    );
    expect(() => utc({ since: "2026-11-05", until: "2026-11-04" })).toThrow(
      /--until must be later/,
    );
  });

  it("has days of the clock on the wall without --utc", () => {
    const { since } = readPeriod({ ...NONE, today: true }, { now: NOW, utc: false });
    const date = new Date(since ?? 0);
    expect([date.getHours(), date.getMinutes()]).toEqual([0, 0]);
    expect(Number(date) + utcOffsetMinutes(Number(date)) * 60_000).toBe(
      Math.floor((NOW + utcOffsetMinutes(NOW) * 60_000) / 86_400_000) * 86_400_000,
    );
  });
});
