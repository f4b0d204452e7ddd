import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "./cut-text.ts";
import { keptRanges, type TextRange } from "./kept-ranges.ts";

const TEXT = "one two three\nfour five\nsix\nseven eight\n";

describe("cutText", () => {
  it("marks whole lines by their numbers, and parts of a line by dots", () => {
    expect(cutText(TEXT, [[0, 14]])).toBe("one two three\n... lines 2-4");
    expect(cutText(TEXT, [[24, 28]])).toBe("... lines 1-2\nsix\n... line 4");
    const inside: readonly TextRange[] = [
      [4, 7],
      [19, 23],
    ];
    expect(cutText(TEXT, inside)).toBe("[...] two [...]\nfive [...]");
    expect(cutText(TEXT, [[0, TEXT.length]])).toBe(TEXT);
  });

  it("uses more dots where the text has such marks of its own", () => {
    const text = "a [...] b\n... lines 7-9\nc\n";
    expect(cutText(text, [[0, 10]])).toBe("a [...] b\n.... lines 2-3");
    expect(cutText(text, [[0, 7]])).toBe("a [...] [....]");
  });

  it("shows every stretch, in order", () => {
    const cuts = fc.uniqueArray(fc.nat(TEXT.length), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(cuts, (offsets) => {
        const sorted = offsets.toSorted((a, b) => a - b);
        const ranges: TextRange[] = [];
        for (let at = 0; at + 1 < sorted.length; at += 2) {
          ranges.push([sorted[at] as number, sorted[at + 1] as number]);
        }
        const text = cutText(TEXT, ranges);
        let at = 0;
        for (const [from, to] of ranges) {
          const found = text.indexOf(TEXT.slice(from, to), at);
          expect(found).toBeGreaterThanOrEqual(0);
          at = found + to - from;
        }
      }),
    );
  });
});

describe("keptRanges", () => {
  const line = { unit: "line", from: 2, to: 3, count: 2, tokens: 4 } as const;
  const span = { unit: "span", from: 35, to: 39, count: 1, tokens: 1 } as const;

  it("is what the omissions leave", () => {
    const text = "one two three\n... lines 2-3\nseven";
    expect(keptRanges(TEXT, { text, omissions: [line, span] })).toEqual([
      [0, 14],
      [28, 34],
      [39, 40],
    ]);
    expect(keptRanges(TEXT, { text: TEXT, omissions: [] })).toEqual([[0, TEXT.length]]);
  });

  it("knows nothing of other units, and believes no omission that the text contradicts", () => {
    const row = { ...line, unit: "row" } as const;
    expect(keptRanges(TEXT, { text: TEXT, omissions: [row] })).toBeUndefined();
    expect(keptRanges(TEXT, { text: "seven", omissions: [line] })).toBeUndefined();
    expect(keptRanges(TEXT, { text: TEXT, omissions: [span, line] })).toBeUndefined();
  });
});
