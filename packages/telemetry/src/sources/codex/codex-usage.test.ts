import { totalTokens } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameTotal, readCounts, usageOfCounts, usedSince } from "./codex-usage.ts";

const count = fc.nat(1_000_000);
const counts = fc.tuple(count, count, count, count, count);

describe("readCounts", () => {
  it("reads what Codex writes, and older versions wrote without cache writes", () => {
    const usage = {
      input_tokens: 1000,
      cached_input_tokens: 600,
      cache_write_input_tokens: 30,
      output_tokens: 50,
      reasoning_output_tokens: 20,
      total_tokens: 1050,
    };
    expect(readCounts(usage)).toEqual([1000, 600, 30, 50, 20]);
    expect(readCounts({ input_tokens: 10, output_tokens: 2 })).toEqual([10, 0, 0, 2, 0]);
  });

  it("is undefined for what is no usage", () => {
    for (const value of [undefined, null, 7, "7", [], {}, { input_tokens: -1 }]) {
      expect(readCounts(value)).toBeUndefined();
    }
  });
});

describe("usageOfCounts", () => {
  it("takes what was cached out of the input, and leaves reasoning in the output", () => {
    const usage = usageOfCounts([1000, 600, 30, 50, 20]);
    expect(usage).toMatchObject({
      uncachedInput: 370,
      cacheRead: 600,
      cacheWriteOther: 30,
      output: 50,
      reasoning: 20,
      usageSource: "provider_reported",
      confidence: "medium",
    });
  });

  it("adds up to input and output, whatever the parts say", () => {
    fc.assert(
      fc.property(counts, (logged) => {
        const usage = usageOfCounts(logged);
        expect(usage === undefined ? 0 : totalTokens(usage)).toBe(logged[0] + logged[3]);
        expect(usage?.reasoning ?? 0).toBeLessThanOrEqual(usage?.output ?? 0);
      }),
    );
  });

  it("is undefined where nothing was used", () => {
    expect(usageOfCounts([0, 0, 0, 0, 0])).toBeUndefined();
  });
});

describe("usedSince", () => {
  it("is the difference of totals", () => {
    fc.assert(
      fc.property(counts, counts, (before, used) => {
        const total = before.map((value, index) => value + (used[index] ?? 0));
        const [input = 0, cached = 0, written = 0, output = 0, reasoning = 0] = total;
        expect(usedSince(before, [input, cached, written, output, reasoning])).toEqual(used);
      }),
    );
  });

  it("is the total where that fell: it was counted anew", () => {
    expect(usedSince([3000, 100, 0, 90, 0], [500, 0, 0, 40, 10])).toEqual([500, 0, 0, 40, 10]);
  });
});

describe("isSameTotal", () => {
  it("holds where every count is the same", () => {
    expect(isSameTotal([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])).toBe(true);
    expect(isSameTotal([1, 2, 3, 4, 5], [1, 2, 3, 4, 6])).toBe(false);
  });
});
