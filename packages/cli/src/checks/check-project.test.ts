import { describe, expect, it } from "vitest";
import { firstOf } from "./check-project.ts";

describe("firstOf", () => {
  it("shows three lines of damage, whether they come in one message or in many", () => {
    expect(firstOf(["a"])).toBe("a");
    expect(firstOf(["a", "b", "c", "d"])).toBe("a; b; c; and 1 more");
    const page = Array.from({ length: 100 }, (_, cell) => `cell ${cell}: out of range`);
    expect(firstOf([["*** in database main ***", ...page].join("\n")])).toBe(
      "cell 0: out of range; cell 1: out of range; cell 2: out of range; and 97 more",
    );
  });
});
