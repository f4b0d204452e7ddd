import { describe, expect, it } from "vitest";
import { displayWidth, endOfWidth } from "./display-width.ts";

describe("displayWidth", () => {
  it("is two for what terminals show twice as wide, and nothing for marks and what is joined", () => {
    expect(displayWidth("claude-opus-4-8")).toBe(15);
    expect(displayWidth("日本語モデル")).toBe(12);
    expect(displayWidth("проект · …")).toBe(10);
    expect(displayWidth("e\u0301te\u0301")).toBe(3);
    expect(displayWidth("🤖x")).toBe(3);
    expect(displayWidth("👩\u200d👩\u200d👧")).toBe(2);
    expect(displayWidth("한국")).toBe(4);
  });
});

describe("endOfWidth", () => {
  it("keeps the end, and no half of a character", () => {
    expect(endOfWidth("abcdef", 3)).toBe("def");
    expect(endOfWidth("abcdef", 0)).toBe("");
    expect(endOfWidth("日本語", 5)).toBe("本語");
    expect(endOfWidth("xe\u0301e\u0301", 1)).toBe("e\u0301");
    expect(endOfWidth("ab", 9)).toBe("ab");
  });
});
