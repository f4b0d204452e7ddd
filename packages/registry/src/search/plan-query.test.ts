import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declaredIn, planQuery, stemOf } from "./plan-query.ts";

const words = (query: string) => planQuery(query).map((term) => term.word);

describe("planQuery", () => {
  it("takes words and what is inside them, each once", () => {
    expect(words("Parse parse HTTPHeader")).toEqual(["parse", "httpheader", "http", "header"]);
    expect(words("max_tokens")).toEqual(["max_tokens", "max", "tokens"]);
    expect(words("日本語")).toEqual(["日本語", "日本", "本語"]);
  });

  it("drops words that say nothing, unless there are no others", () => {
    expect(words("how does the parser work?")).toEqual(["parser", "work"]);
    expect(words("to be or to be")).toEqual(["to", "be", "or"]);
    expect(words("who are you")).toEqual(["who", "are", "you"]);
  });

  it("keeps the longest of many", () => {
    const query = Array.from({ length: 100 }, (_, index) => `w${"x".repeat(index)}`).join(" ");
    const kept = words(query);
    expect(kept).toHaveLength(30);
    expect(kept[0]).toHaveLength(100);
  });

  it("quotes every match, so that nothing in it is syntax", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (query) => {
        for (const { match } of planQuery(query)) expect(match).toMatch(/^"[^"\0]+"(?: \*)?$/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe("stemOf", () => {
  it("compares without case, diacritics and endings", () => {
    expect(stemOf("Indexing")).toBe(stemOf("INDEXED"));
    expect(stemOf("Café")).toBe(stemOf("cafe"));
  });
});

describe("declaredIn", () => {
  const identifiers = (query: string): unknown => {
    const found = declaredIn(query);
    return found && JSON.parse(found.identifiers);
  };

  it("finds identifiers of several words, and the only word of a query", () => {
    expect(identifiers("where is countTokens called by read_file")).toEqual([
      "countTokens",
      "read_file",
    ]);
    expect(identifiers("unpack")).toEqual(["unpack"]);
    expect(identifiers("unpack()")).toEqual(["unpack"]);
    expect(identifiers("parse json")).toBeUndefined();
    for (const query of ["", "?!", "_", "__ __"]) expect(identifiers(query)).toBeUndefined();
  });

  it("asks the index for the words of a joined name in a row", () => {
    expect(declaredIn("read_file")?.declared).toBe('names : ("read file")');
    expect(declaredIn("countTokens a_b")?.declared).toBe('names : ("countTokens" OR "a b")');
  });

  it("looks for no more identifiers than a search has terms", () => {
    const many = Array.from({ length: 5000 }, (_, index) => `name_${index}`).join(" ");
    expect(identifiers(many)).toHaveLength(30);
  });
});
