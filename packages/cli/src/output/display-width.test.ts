import { describe, expect, it } from "vitest";
import { displayWidth, shortened } from "./display-width.ts";

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

describe("shortened", () => {
  it("keeps the end, and no half of a character", () => {
    expect(shortened("abcdef", 4)).toBe("…def");
    expect(shortened("abcdef", 1)).toBe("…");
    expect(shortened("日本語モ", 6)).toBe("…語モ");
    expect(shortened("xxxe\u0301e\u0301", 2)).toBe("…e\u0301");
    expect(shortened("ab", 2)).toBe("ab");
  });
});
