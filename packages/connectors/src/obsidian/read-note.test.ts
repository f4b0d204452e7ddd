import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNote } from "./read-note.ts";

const tagsOf = (text: string) => readNote(text).tags;
const targetsOf = (text: string) => readNote(text).links.map(({ target }) => target);

describe("readNote", () => {
  it("reads front matter, and takes the title from it", () => {
    const note = readNote(
      [
        "---",
        "title: The title",
        "aliases: [One, 'Two, three']",
        "tags:",
        "  - a/b",
        "  - '#c'",
        "  - 2024",
        "up: '[[Parent]]'",
        "rating: 4",
        "when: 2026-01-02",
        "nested: { x: 1 }",
        "---",
        "# A heading",
        "text #d",
      ].join("\n"),
    );
    expect(note).toEqual({
      title: "The title",
      aliases: ["One", "Two, three"],
      tags: ["a/b", "c", "d"],
      links: [{ target: "Parent", isEmbed: false }],
      urls: [],
      blocks: [],
      properties: { up: "[[Parent]]", rating: 4, when: "2026-01-02" },
    });
  });

  it("splits tags and aliases that are one text", () => {
    const { tags, aliases } = readNote("---\ntags: a, b c\naliases: x y, z\n---\n");
    expect({ tags, aliases }).toEqual({ tags: ["a", "b", "c"], aliases: ["x y", "z"] });
  });

  it("reads a note whose front matter is broken, endless, empty or no map as a note", () => {
    for (const yaml of [
      "a: [",
      "a: b: c",
      "\t- x",
      "- a\n- b",
      "just text",
      "",
      "*a",
      "!!x y",
      "a: &a [*a]",
      "%YAML 9",
    ]) {
      const note = readNote(`---\n${yaml}\n---\n# Heading\n#tag`);
      expect(note, yaml).toMatchObject({ title: "Heading", tags: ["tag"] });
    }
    expect(readNote("---\ntitle: x\n# Heading")).toMatchObject({ title: "Heading" });
    expect(readNote("text\n---\ntitle: x\n---\n").title).toBeUndefined();
    for (const nested of ["[", "{", "? ", "- ", "? - ", "a: ", "{? ", "\t", " "]) {
      for (const count of [90, 400, 4000]) {
        const deep = `---\na: 1\n${nested.repeat(count)}\n---\n# Deep`;
        expect(readNote(deep).title, nested).toBe("Deep");
      }
    }
    const bomb = `---\na: &a [x,x]\n${"b: &b [*a,*a,*a]\nc: [*b,*b,*b,*b]\n".repeat(20)}---\n# Bomb`;
    expect(readNote(bomb).title).toBe("Bomb");
  });

  it("takes the first heading for the title, not one in code", () => {
    expect(readNote("text\n```\n# no\n```\n## Yes, `this` ##\n# later").title).toBe("Yes, `this`");
    expect(readNote("#no\n#\n# #").title).toBeUndefined();
    expect(readNote("\uFEFF---\r\ntitle: Windows\r\n---\r\n").title).toBe("Windows");
  });

  it("finds tags after white space, nested and in any script, each once", () => {
    expect(tagsOf("#one x #two/three (#no) a#no #Ünï-c_ode #日本 #ONE #42 #4a ## #a/ #🎉")).toEqual(
      ["one", "two/three", "Ünï-c_ode", "日本", "4a", "a", "🎉"],
    );
    expect(tagsOf("https://x.org/#no [[a#no]] [b](c.md#no) \\#no #yes, #yep.")).toEqual([
      "yes",
      "yep",
    ]);
  });

  it("leaves out what is in code", () => {
    const text = [
      "`#no` ``#no ` [[no]]`` #a",
      "```",
      "#no [[no]]",
      "~~~",
      "```",
      "~~~~ js",
      "#no",
      "~~~",
      "~~~~",
      "> ```",
      "> #no",
      "#b [[b]]",
      "",
      "    #no [[no]]",
      "",
      "\t#no",
      "text",
      "    #c continues",
      "",
      "- item",
      "",
      "    #d in the item",
      "- ```",
      "  #no",
      "  ```",
      "` #e [[e]]",
    ].join("\n");
    expect(tagsOf(text)).toEqual(["a", "b", "c", "d", "e"]);
    expect(targetsOf(text)).toEqual(["b", "e"]);
  });

  it("finds the ids of blocks", () => {
    expect(readNote("a paragraph ^one\n- item ^two-2 \n^three\n`x ^no`\nx^no").blocks).toEqual([
      "one",
      "two-2",
      "three",
    ]);
  });

  it("finds what is outside of code alone, whatever is mixed", () => {
    const inline = fc.constantFrom(
      ["#t1 ", "t1"],
      ["[[l1]] ", "l1"],
      ["`#no [[no]]` ", ""],
      ["word ", ""],
    );
    const block = fc.oneof(
      fc.array(inline, { minLength: 1, maxLength: 4 }),
      fc
        .constantFrom("```", "~~~", "````", "~~~~ts")
        .map((fence) => [[`${fence}\n#no [[no]]\n${fence.replace("ts", "")}`, ""]]),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        const text = blocks.map((parts) => parts.map(([written]) => written).join("")).join("\n\n");
        const expected = blocks.flat().map(([, name]) => name);
        expect(tagsOf(text)).toEqual(expected.includes("t1") ? ["t1"] : []);
        expect(targetsOf(text)).toEqual(expected.filter((name) => name === "l1"));
      }),
      { numRuns: 200 },
    );
  });

  it("takes any text", () => {
    const piece = fc.constantFrom(
      "---\n",
      "```",
      "~~~",
      "`",
      "#",
      "[[",
      "]]",
      "](",
      "> ",
      "- ",
      "    ",
      "\t",
      "\n",
      "\r\n",
      "a",
      ":",
      "^",
      "\uD800",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const note = readNote(pieces.join(""));
        expect(JSON.parse(JSON.stringify(note))).toEqual(JSON.parse(JSON.stringify(note)));
        for (const tag of note.tags) expect(tag).not.toMatch(/[\s#]/);
      }),
      { numRuns: 500 },
    );
  });

  it("reads long runs of anything in one pass", () => {
    const hostile = [
      "#",
      "`",
      "``` ",
      "> ",
      "[[",
      "#a",
      "#a/",
      "`a``b",
      "- ",
      "\n",
      " ",
      "\t",
      "^",
      "~~~\n",
      "---\n",
      "# ",
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      expect(readNote(text).urls).toEqual([]);
      expect(readNote(`---\n${text}`).aliases).toEqual([]);
    }
  });
});
