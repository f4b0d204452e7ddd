import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WallClock } from "./wall-clock.ts";

const quarterOf = (at: number): number => Math.floor(at / 900_000);

describe("WallClock", () => {
  it("names days and hours as the clock on the wall shows them", () => {
    const quarter = quarterOf(Date.UTC(2026, 10, 23, 23, 30));
    expect(new WallClock().dayOf(quarter).label).toBe("2026-11-23");
    expect(new WallClock().hourOf(quarter).label).toBe("2026-11-23T23:00Z");
    expect(new WallClock(() => 345).dayOf(quarter).label).toBe("2026-11-24");
    expect(new WallClock(() => 345).hourOf(quarter).label).toBe("2026-11-24T05:00+05:45");
    expect(new WallClock(() => -210).hourOf(quarter).label).toBe("2026-11-23T20:00-03:30");
  });

  it("keeps hours apart that begin at one moment, where the clock is put back in the middle of an hour", () => {
    // Chatham Islands, 5 April 2026: at 03:45 it was 02:45.
    const change = Date.UTC(2026, 3, 4, 14);
    const clock = new WallClock((at) => (at < change ? 825 : 765));
    const hours = [-2, -1, 0, 1, 2].map((part) => clock.hourOf(quarterOf(change) + part));
    expect(hours.map(({ label }) => label.slice(11))).toEqual([
      "03:00+13:45",
      "03:00+13:45",
      "02:00+12:45",
      "03:00+12:45",
      "03:00+12:45",
    ]);
    const orders = hours.map(({ order }) => order);
    expect(orders).toEqual(orders.toSorted((a, b) => a - b));
    expect(new Set(orders).size).toBe(3);
  });

  it("knows the first and the last time that there is", () => {
    const [first, last] = [0, quarterOf(8.64e15)];
    expect(new WallClock(() => -60).hourOf(first).label).toBe("1969-12-31T23:00-01:00");
    expect(new WallClock(() => 14 * 60).hourOf(last).label).toBe("+275760-09-13T14:00+14:00");
    expect(new WallClock(() => 24 * 60).dayOf(last).label).toBe("+275760-09-13");
  });

  it("divides days of UTC into spans that are each of one day, without gaps", () => {
    const changes = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.integer({ min: -56, max: 56 })));
    fc.assert(
      fc.property(changes, fc.uniqueArray(fc.nat({ max: 3 })), (offsets, days) => {
        const offset = (at: number): number =>
          15 * (offsets.findLast(([quarter]) => quarter * 900_000 <= at)?.[1] ?? 0);
        const clock = new WallClock(offset);
        const sorted = days.toSorted((a, b) => a - b);
        const quarters = clock.daySpans(sorted).flatMap(([first, end]) => {
          const inSpan = Array.from({ length: end - first }, (_, index) => first + index);
          expect(new Set(inSpan.map((quarter) => clock.dayOf(quarter).label)).size).toBe(1);
          return inSpan;
        });
        const all = sorted.flatMap((day) =>
          Array.from({ length: 96 }, (_, part) => day * 96 + part),
        );
        expect(quarters).toEqual(all);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses an offset that no clock has", () => {
    for (const offset of [Number.NaN, 1441, Number.NEGATIVE_INFINITY]) {
      expect(() => new WallClock(() => offset).dayOf(0)).toThrow(/utcOffsetMinutes answered/);
    }
  });
});
