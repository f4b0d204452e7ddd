import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, isCutOf } from "./cut-text.ts";
import { keptRanges, type TextRange } from "./kept-ranges.ts";

const TEXT = "one two three\nfour five\nsix\nseven eight\n";

const REF = "tp:0123456789";

function cut(content: string, ranges: readonly TextRange[]): string {
  const text = cutText({ content, ref: REF }, ranges);
  expect(isCutOf({ content, ref: REF }, text)).toBe(true);
  return text.replace(`[${REF}]\n`, "");
}

describe("cutText", () => {
  it("marks whole lines by their numbers, and parts of a line by their characters, below the ref", () => {
    expect(cut(TEXT, [[0, 14]])).toBe("one two three\n... lines 2-4");
    expect(cut(TEXT, [[24, 28]])).toBe("... lines 1-2\nsix\n... line 4");
    const inside: readonly TextRange[] = [
      [4, 7],
      [19, 23],
    ];
    const shown = "[... span 1-4] two [... span 8-19]\nfive [... span 24-40]";
    expect(cutText({ content: TEXT, ref: REF }, inside)).toBe(`[${REF}]\n${shown}`);
    expect(cutText({ content: TEXT, ref: REF }, [[0, TEXT.length]])).toBe(TEXT);
  });

  it("uses more dots where the text has such marks of its own", () => {
    const text = "a [... span 1-2] b\n... lines 7-9\nc\n";
    expect(cut(text, [[0, 19]])).toBe("a [... span 1-2] b\n.... lines 2-3");
    expect(cut(text, [[0, 16]])).toBe("a [... span 1-2] [.... span 17-35]");
  });

  it("shows every stretch and names every other, in order, of any text", () => {
    const anyText = fc.string({ unit: fc.constantFrom(..."ab .\n\r\u2028é[]-1"), maxLength: 60 });
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(60), { maxLength: 8 }), (content, offsets) => {
        const sorted = [...new Set(offsets.map((at) => Math.min(at, content.length)))].sort(
          (a, b) => a - b,
        );
        const ranges: TextRange[] = [];
        for (let at = 0; at + 1 < sorted.length; at += 2) {
          ranges.push([sorted[at] as number, sorted[at + 1] as number]);
        }
        const text = cut(content, ranges);
        for (const [from, to] of ranges) expect(text).toContain(content.slice(from, to));
      }),
    );
  });
});

describe("isCutOf", () => {
  it.each([
    ["a mark names other lines", "one two three\n... lines 2-3"],
    ["a mark is missing", "one two three\n"],
    ["a mark is made up", "one two three\n... line 2\n... lines 2-4"],
    ["a word is another", "one too three\n... lines 2-4"],
    ["stretches change places", "six\n... line 4\n... lines 1-2"],
  ])("tells when %s", (_, text) => {
    expect(isCutOf({ content: TEXT, ref: REF }, `[${REF}]\n${text}`)).toBe(false);
  });

  it("wants the ref of the whole", () => {
    expect(isCutOf({ content: TEXT, ref: REF }, "one two three\n... lines 2-4")).toBe(false);
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
