import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

const NAMES = ["index", "search", "stats", "compress", "expand", "doctor"];

describe("nearestName", () => {
  it("finds a name with a letter more, less, other or swapped", () => {
    expect(nearestName("searchh", NAMES)).toBe("search");
    expect(nearestName("serch", NAMES)).toBe("search");
    expect(nearestName("stets", NAMES)).toBe("stats");
    expect(nearestName("cmopress", NAMES)).toBe("compress");
  });

  it("finds the only name that begins with what was typed", () => {
    expect(nearestName("comp", NAMES)).toBe("compress");
    expect(nearestName("", NAMES)).toBeUndefined();
    expect(nearestName("d", ["doctor", "drop"])).toBeUndefined();
  });

  it("finds nothing where nothing is near", () => {
    expect(nearestName("frobnicate", NAMES)).toBeUndefined();
    expect(nearestName("x".repeat(100_000), NAMES)).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
  });

  it("finds every name for itself", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), (name) => {
        expect(nearestName(name, NAMES)).toBe(name);
      }),
      { numRuns: 20 },
    );
  });
});
