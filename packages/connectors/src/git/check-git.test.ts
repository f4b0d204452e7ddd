import { describe, expect, it } from "vitest";
import { isNewEnough } from "./check-git.ts";

describe("isNewEnough", () => {
  it.each([
    ["git version 2.31.0", true],
    ["git version 2.39.5 (Apple Git-154)", true],
    ["git version 2.45.1.windows.1", true],
    ["git version 3.0.0", true],
    ["git version 2.30.9", false],
    ["git version 1.99.0", false],
    ["something else", false],
  ])("says of %s %s", (said, expected) => {
    expect(isNewEnough(said)).toBe(expected);
  });
});
