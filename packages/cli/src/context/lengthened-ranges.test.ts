import { createTokenCounter } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { cutText } from "./cut-text.ts";
import type { TextRange } from "./kept-ranges.ts";
import { lengthenedRanges } from "./lengthened-ranges.ts";

const TEXT = Array.from({ length: 12 }, (_, index) => `Line ${index + 1} tells of lamps.\n`).join(
  "",
);
const DOCUMENT = { content: TEXT, ref: "tp:0123456789" } as const;
const counter = createTokenCounter();

function lengthened(ranges: readonly TextRange[], maxTokens: number): string {
  const tokens = counter.count(cutText(DOCUMENT, ranges));
  return cutText(DOCUMENT, lengthenedRanges(DOCUMENT, { ranges, tokens, maxTokens, counter }));
}

describe("lengthenedRanges", () => {
  const ranges: readonly TextRange[] = [
    [0, TEXT.indexOf("Line 2")],
    [TEXT.indexOf("Line 4"), TEXT.indexOf("Line 5")],
  ];

  it("uses the tokens there are, up to the end of a word, and never more", () => {
    for (let maxTokens = counter.count(cutText(DOCUMENT, ranges)); maxTokens < 120; maxTokens++) {
      const text = lengthened(ranges, maxTokens);
      expect(counter.count(text)).toBeLessThanOrEqual(maxTokens);
      expect(text).not.toMatch(/\w \[\.\.\. span [-\d]+\]\w|[A-Za-z]\[/);
    }
    expect(counter.count(lengthened(ranges, 60))).toBeGreaterThan(50);
  });

  it("closes the first gap first, and then goes on", () => {
    expect(lengthened(ranges, 80)).toMatch(
      /^\[tp:\w+\]\nLine 1 .*\nLine 2 .*\nLine 3 .*\nLine 4 .*\nLine 5/,
    );
    expect(lengthened(ranges, 500)).toBe(TEXT);
  });

  it("leaves alone what has no room, and what is whole", () => {
    expect(lengthenedRanges(DOCUMENT, { ranges, tokens: 30, maxTokens: 30, counter })).toBe(ranges);
    expect(lengthened([[0, TEXT.length]], 900)).toBe(TEXT);
  });
});
