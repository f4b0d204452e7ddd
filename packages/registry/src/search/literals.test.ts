import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literalsIn, plainText } from "./literals.ts";

const texts = (query: string) => literalsIn(query).map(({ text }) => text);

describe("literalsIn", () => {
  it("takes what is quoted, at most two", () => {
    expect(texts('where is "Exact  Phrase" used')).toEqual(["exact phrase"]);
    expect(texts("`a.b` and “two words”")).toEqual(["a.b", "two words"]);
    expect(texts('"a" "b" "c"')).toEqual(["a", "b"]);
  });

  it("takes a query that is written like code whole", () => {
    for (const query of ["foo->bar(", "a.b.c", "std::vector", "can't open '/x'", "f(x)"])
      expect(texts(query), query).toEqual([query.toLowerCase()]);
  });

  it("takes nothing of prose or of signs alone", () => {
    for (const query of ["how does it work?", "well-known words, and more.", "", '""', "->", '"?"'])
      expect(texts(query), query).toEqual([]);
  });

  it("asks the index for the words in a row, common ones not counted", () => {
    expect(literalsIn('"the read_file of"')).toEqual([
      { text: "the read_file of", match: '"the read file of"', stems: ["read", "file"] },
    ]);
    expect(literalsIn('"to be"')[0]?.stems).toEqual(["to", "be"]);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (query) => {
        for (const { text, match } of literalsIn(query)) {
          expect(match).toMatch(/^"[^"\0]+"$/u);
          expect(plainText(text)).toBe(text);
        }
      }),
      { numRuns: 300 },
    );
  });
});
