import { describe, expect, it } from "vitest";
import { TrackedSums } from "./tracked-sums.ts";

describe("TrackedSums", () => {
  it("adds a tenth of a cent a million times without drift, where adding dollars drifts", () => {
    const sums = new TrackedSums();
    const request = {
      tokensIn: 1,
      tokensOut: 2,
      cacheReadTokens: 3,
      cacheWriteTokens: 4,
      costNanos: 1_000_000,
    };
    let dollars = 0;
    for (let count = 0; count < 1_000_000; count++) {
      sums.add(request);
      dollars += 0.001;
    }
    expect(sums.totals()).toEqual({
      totalRequests: 1_000_000,
      tokensIn: 1_000_000,
      tokensOut: 2_000_000,
      cacheReadTokens: 3_000_000,
      cacheWriteTokens: 4_000_000,
      totalTokens: 10_000_000,
      costUsd: 1000,
      unpricedRequests: 0,
    });
    expect(dollars).not.toBe(1000);
  });
});
