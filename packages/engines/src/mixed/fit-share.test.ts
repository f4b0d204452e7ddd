import { describe, expect, it } from "vitest";
import { fitShare } from "./fit-share.ts";

describe("fitShare", () => {
  it.each([
    ["parts that use all of their share", (share: number) => 40 + share * 1000],
    ["parts that leave half of it", (share: number) => 40 + share * 500],
    ["much around them", (share: number) => 700 + share * 1000],
  ])("comes close to the limit with %s", (_, tokensOf) => {
    const found = fitShare(1000, (share) => ({ tokens: Math.round(tokensOf(share)) }));
    expect(found?.tokens).toBeLessThanOrEqual(1000);
    expect(found?.tokens).toBeGreaterThan(900);
  });

  it("answers nothing where no share fits, and a smaller share where a large one leaves nothing to do", () => {
    expect(fitShare(1000, () => ({ tokens: 1001 }))).toBeUndefined();
    expect(fitShare(1000, (share) => (share > 0.5 ? undefined : { tokens: 900 }))).toEqual({
      tokens: 900,
    });
  });
});
