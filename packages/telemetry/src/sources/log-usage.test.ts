import { describe, expect, it } from "vitest";
import { nameOf } from "./log-name.ts";
import { loggedUsage, reportedNanos } from "./log-usage.ts";
import { recordKey } from "./record-key.ts";

describe("loggedUsage", () => {
  it("is what the provider reported, of medium confidence since a client wrote it down", () => {
    expect(loggedUsage({ output: 5 })).toMatchObject({
      uncachedInput: 0,
      output: 5,
      serverTools: {},
      usageSource: "provider_reported",
      confidence: "medium",
      partial: false,
    });
    expect(loggedUsage({ output: 5 }, { partial: true })?.partial).toBe(true);
  });

  it("is nothing where nothing was used", () => {
    expect(loggedUsage({})).toBeUndefined();
    expect(loggedUsage({ output: 0, cacheRead: 0 })).toBeUndefined();
  });
});

describe("reportedNanos", () => {
  it("rounds dollars to nano-dollars, and takes 0 and what is no price for unknown", () => {
    expect(reportedNanos(0.009189)).toBe(9_189_000);
    for (const value of [0, -1, 1e-12, Number.NaN, Number.POSITIVE_INFINITY, 2e6, "5", null]) {
      expect([value, reportedNanos(value)]).toEqual([value, undefined]);
    }
  });
});

describe("nameOf", () => {
  it("takes text of at most 4,096 characters for a name, and nothing else", () => {
    expect([nameOf("a"), nameOf("a".repeat(4096))?.length]).toEqual(["a", 4096]);
    for (const value of ["", "a".repeat(4097), 7, null, ["a"]])
      expect(nameOf(value)).toBeUndefined();
  });
});

describe("recordKey", () => {
  it("is the same for the same facts, another for others, and of bounded length", () => {
    const key = recordKey("pi", [1, "a"]);
    expect(recordKey("pi", [1, "a"])).toBe(key);
    expect(recordKey("pi", [1, "b"])).not.toBe(key);
    expect(recordKey("pi", ["a".repeat(1e5)])).toHaveLength(key.length);
  });
});
