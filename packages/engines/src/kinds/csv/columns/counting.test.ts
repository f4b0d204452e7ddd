import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedValue, countingOf, countingText, readCounting } from "./counting.ts";

describe("countingOf", () => {
  it.each([
    [["1", "2", "3"], "{1..3}"],
    [["10", "7", "4"], "{10..4/-3}"],
    [["008", "009", "010"], "{008..010}"],
    [["2026-02-27", "2026-02-28", "2026-03-01"], "{2026-02-27..2026-03-01/1d}"],
    [
      ["2026-01-01T00:00", "2026-01-01T01:30", "2026-01-01T03:00"],
      "{2026-01-01T00:00..2026-01-01T03:00/90m}",
    ],
    [
      ["2026-01-01 23:59:50", "2026-01-02 00:00:00", "2026-01-02 00:00:10"],
      "{2026-01-01 23:59:50..2026-01-02 00:00:10/10s}",
    ],
  ])("sees how %j counts on", (values, text) => {
    const counting = countingOf(values);
    expect(counting && countingText(counting)).toBe(text);
  });

  it.each([
    [["1", "2"]],
    [["1", "1", "1"]],
    [["1", "2", "4"]],
    [["1", "02", "3"]],
    [["98", "99", "0100"]],
    [["2026-02-28", "2026-02-29", "2026-03-01"]],
    [["2026-01-01", "2026-01-02T00:00", "2026-01-03"]],
    [["-0", "1", "2"]],
    [["1.0", "2.0", "3.0"]],
  ])("refuses %j", (values) => {
    expect(countingOf(values)).toBeUndefined();
  });

  it("is read back to the same values", () => {
    const counts = fc.record({
      first: fc.integer({ min: -1e9, max: 1e9 }),
      step: fc.integer({ min: -1000, max: 1000 }).filter((step) => step !== 0),
      length: fc.integer({ min: 3, max: 20 }),
    });
    fc.assert(
      fc.property(counts, ({ first, step, length }) => {
        const values = Array.from({ length }, (_, at) => `${first + at * step}`);
        const counting = countingOf(values);
        const read = readCounting(
          countingText(counting as NonNullable<typeof counting>).slice(1, -1),
        );
        const value = read === undefined ? undefined : countedValue(read);
        expect(values.map((_, row) => value?.(row))).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });
});
