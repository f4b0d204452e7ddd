import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes, formatChange, formatCount, formatDuration, formatUnits } from "./figures.ts";

describe("formatCount", () => {
  it("separates thousands, and loses no digit", () => {
    expect([0, 999, 1000, 1_780_221].map(formatCount)).toEqual(["0", "999", "1,000", "1,780,221"]);
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(Number(formatCount(count).replaceAll(",", ""))).toBe(count);
      }),
      { numRuns: 100 },
    );
  });
});

describe("formatUnits", () => {
  it("has one file and two files", () => {
    expect([0, 1, 2].map((count) => formatUnits(count, "file"))).toEqual([
      "0 files",
      "1 file",
      "2 files",
    ]);
  });
});

describe("formatChange", () => {
  it("gives the change in percent of what was", () => {
    expect(formatChange(1000, 379)).toBe("-62.1 %");
    expect(formatChange(100, 103)).toBe("+3.0 %");
    expect(formatChange(6_071_429, 96)).toBe("-99.998 %");
    expect(formatChange(7, 0)).toBe("-100.0 %");
    expect(formatChange(5, 5)).toBe("0.0 %");
    expect(formatChange(0, 5)).toBe("0.0 %");
  });
});

describe("formatDuration", () => {
  it("chooses the unit, and never shows 1000 ms or 60 s in a minute", () => {
    expect([0, 12.4, 999.4, 999.6, 99_940, 99_960, 185_000].map(formatDuration)).toEqual([
      "0 ms",
      "12 ms",
      "999 ms",
      "1.0 s",
      "99.9 s",
      "1 min 40 s",
      "3 min 05 s",
    ]);
  });
});

describe("formatBytes", () => {
  it("chooses the unit", () => {
    expect([0, 999, 1000, 12_700_000, 2.5e15].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.0 kB",
      "12.7 MB",
      "2500.0 TB",
    ]);
  });
});
