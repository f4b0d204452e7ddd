import { NO_TOKENS, UNKNOWN_USAGE } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { partsWithin, reportedUsage, unfinishedUsage } from "./reported-usage.ts";

describe("reportedUsage", () => {
  it("is the provider's word, and 0 where it said nothing", () => {
    expect(reportedUsage({ output: 7 }, { tier: "flex" })).toEqual({
      ...NO_TOKENS,
      output: 7,
      serverTools: {},
      tier: "flex",
      usageSource: "provider_reported",
      confidence: "high",
      partial: false,
    });
  });
});

describe("partsWithin", () => {
  it("keeps parts that fit, alone and together", () => {
    const counts = { ...NO_TOKENS, uncachedInput: 10, audioInput: 4, imageInput: 6 };
    expect(partsWithin(counts)).toEqual(counts);
  });

  it("cuts parts to their whole", () => {
    const stated = { reasoning: 9, audioOutput: 4, imageOutput: 4, audioInput: 1, imageInput: 1 };
    expect(partsWithin({ ...NO_TOKENS, ...stated, output: 5 })).toEqual({
      ...NO_TOKENS,
      output: 5,
      reasoning: 5,
      audioOutput: 4,
      imageOutput: 1,
    });
  });
});

describe("unfinishedUsage", () => {
  it("keeps the counts so far, and doubts them", () => {
    const usage = reportedUsage({ output: 7 });
    expect(unfinishedUsage(usage)).toEqual({ ...usage, partial: true, confidence: "low" });
    expect(unfinishedUsage()).toEqual({ ...UNKNOWN_USAGE, partial: true });
  });
});
