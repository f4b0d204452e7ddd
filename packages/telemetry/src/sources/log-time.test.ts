import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTime } from "./log-time.ts";

const AT = Date.parse("2026-11-23T10:00:00.500Z");

describe("readTime", () => {
  it("reads ISO 8601 with a zone, and without one as UTC, whatever zone this machine is in", () => {
    for (const text of [
      "2026-11-23T10:00:00.500Z",
      "2026-11-23T11:00:00.5+01:00",
      "2026-11-23 10:00:00.500",
      "2026-11-23T10:00:00.500000",
    ]) {
      expect([text, readTime(text)]).toEqual([text, AT]);
    }
    expect(readTime("2026-11-23T10:00Z")).toBe(AT - 500);
  });

  it("tells seconds, milliseconds, microseconds and nanoseconds apart, as numbers and as digits", () => {
    for (const number of [AT / 1000, AT, AT * 1000, AT * 1e6, `${AT}`, `${AT}000`, `${AT}000000`]) {
      expect([number, readTime(number)]).toEqual([number, AT]);
    }
    expect(readTime(1_000_000_000)).toBe(Date.parse("2001-09-09T01:46:40Z"));
  });

  it("takes nothing else for a time", () => {
    for (const other of [
      "",
      "yesterday",
      "2026-13-45T99:00:00Z",
      "12:00",
      0,
      -1,
      7,
      Number.NaN,
      1e300,
      null,
      [AT],
      {},
    ]) {
      expect([other, readTime(other)]).toEqual([other, undefined]);
    }
  });

  it("answers whole milliseconds of the years 1970 to 9999, or nothing", () => {
    const any = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.date().map(String),
      fc.anything(),
    );
    fc.assert(
      fc.property(any, (value) => {
        const at = readTime(value);
        if (at === undefined) return;
        expect(Number.isSafeInteger(at) && at >= 0 && at < 253_402_300_800_000).toBe(true);
      }),
    );
  });
});
