import { describe, expect, it } from "vitest";
import { formatTokens, formatUsd } from "./money.ts";

describe("formatUsd", () => {
  it("has cents, and more digits where cents would be nothing", () => {
    expect([0, 1234.5, 0.01, 0.0042, 0.00001, -3].map(formatUsd)).toEqual([
      "$0.00",
      "$1,234.50",
      "$0.01",
      "$0.0042",
      "<$0.0001",
      "-$3.00",
    ]);
  });
});

describe("formatTokens", () => {
  it("chooses the unit", () => {
    expect(
      [0, 9999, 10_000, 999_949, 999_950, 45_612_001, 2.5e9, -12_345].map(formatTokens),
    ).toEqual(["0", "9,999", "10.0k", "999.9k", "1.0M", "45.6M", "2.5G", "-12.3k"]);
  });
});
