import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLinks } from "./note-links.ts";

describe("readLinks", () => {
  it("reads wikilinks with headings, blocks and aliases, and embeds", () => {
    const { links, rest } = readLinks(
      "a [[Note]] b [[f/Note#One#Two|shown]] ![[pic.png|200]] [[N#^b-1]] [[#Here]] c",
    );
    expect(links).toEqual([
      { target: "Note", isEmbed: false },
      { target: "f/Note", heading: "Two", alias: "shown", isEmbed: false },
      { target: "pic.png", alias: "200", isEmbed: true },
      { target: "N", block: "b-1", isEmbed: false },
      { target: "", heading: "Here", isEmbed: false },
    ]);
    expect(rest).toMatch(/^a \.{8} b \.+ \.+ \.+ \.+ c$/);
  });

  it("reads a wikilink in a table, and the innermost of nested brackets", () => {
    expect(readLinks("| [[Note\\|shown]] |").links).toEqual([
      { target: "Note", alias: "shown", isEmbed: false },
    ]);
    expect(readLinks("[[a [[b]] c]] [[]] [[ ]]").links).toEqual([{ target: "b", isEmbed: false }]);
  });

  it("reads Markdown links that stay, and keeps those that lead away apart", () => {
    const { links, urls, rest } = readLinks(
      'see [x](My%20Note.md#A) ![i](a(1).png) [y](<b c.md>) [z](d.md "title") [w](https://e.org/#f) [m](mailto:a@b) [](g.md) end',
    );
    expect(links).toEqual([
      { target: "My Note.md", heading: "A", alias: "x", isEmbed: false },
      { target: "a(1).png", alias: "i", isEmbed: true },
      { target: "b c.md", alias: "y", isEmbed: false },
      { target: "d.md", alias: "z", isEmbed: false },
      { target: "g.md", isEmbed: false },
    ]);
    expect(urls).toEqual(["https://e.org/#f", "mailto:a@b"]);
    expect(rest).toMatch(/^see [. ]+ end$/);
  });

  it("takes what is no link for text", () => {
    for (const line of [
      "[[a",
      "a]]",
      "[x](",
      "[x](a b)",
      "](a)",
      "[x] (a)",
      "[x](%ZZ",
      "[x](a(b)",
    ]) {
      expect(readLinks(line)).toEqual({ links: [], urls: [], rest: line });
    }
    expect(readLinks("[x](%ZZ)").links).toEqual([{ target: "%ZZ", alias: "x", isEmbed: false }]);
  });

  it("takes any line, and keeps its length", () => {
    const piece = fc.constantFrom(
      "[[",
      "]]",
      "](",
      ")",
      "(",
      "[",
      "]",
      "<",
      ">",
      "#",
      "|",
      "!",
      " ",
      '"',
      "a",
      "^",
      "%",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const line = pieces.join("");
        const { rest, links } = readLinks(line);
        expect(rest).toHaveLength(line.length);
        for (const { target } of links) expect(target).not.toContain("]]");
      }),
      { numRuns: 500 },
    );
  });

  it("finds every link that is there", () => {
    const name = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/);
    const link = fc.oneof(
      name.map((text) => [`[[${text}]]`, text] as const),
      name.map((text) => [`![[${text}|x]]`, text] as const),
      name.map((text) => [`[y](<${text}>)`, text] as const),
    );
    const between = fc.constantFrom(" ", " (", ") ", " [", "] ", " # ", " < ", "");
    fc.assert(
      fc.property(fc.array(fc.tuple(between, link)), (parts) => {
        const line = parts.map(([text, [written]]) => text + written).join("");
        const found = readLinks(line).links.map(({ target }) => target);
        const expected = parts.map(([, [, target]]) => target);
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it("reads a line of a hundred thousand brackets of any kind in one pass", () => {
    const hostile = [
      "[[",
      "]]",
      "](",
      "](<",
      "](a ",
      '](a "',
      "[a](",
      "[[a",
      "([",
      "](x)",
      "[](",
      "](>)",
    ];
    for (const piece of hostile) {
      for (const end of ["", " x", ")", "]]", ">)", '")']) {
        const line = piece.repeat(60_000) + end;
        expect(readLinks(line).rest).toHaveLength(line.length);
      }
    }
  });
});
