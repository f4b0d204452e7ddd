import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { verifyStructure } from "./verify-structure.ts";

const engine = new HeuristicEngine();

const GUIDE = `---
title: Guide
---
# Guide

This page explains the tool at some length, and the first sentence below a heading always stays. The rest of the paragraph only
connects, goes on, and says nothing that anybody would look for, whatever they came for in the first place.

Setext heading
--------------

Opening words of the section. Words without a fact that run on and on and on, so that leaving them out saves more than a marker
costs, which is a dozen tokens. Version 2.1 appeared here. See [the manual](https://example.com/m) for more.

1. first
2. second
   continued

> A quotation that is only prose and goes on for a while, longer than a marker, and with no fact at all to be found within it.

| option | default |
|---|---|
| \`retries\` | 4 |

\`\`\`sh
# not a heading
npm install
\`\`\`

Last paragraph, also without anything that anybody could look for, and therefore left out with a mark instead, at the very end.
`;

describe("markdownKind", () => {
  it("writes the structure rung like this", () => {
    const { text } = engine.pack(GUIDE, { path: "guide.md" });
    expect(text).toMatchInlineSnapshot(`
      "[tp:1a433d0b97 markdown2~3db70502]
      ---
      title: Guide
      ---
      # Guide

      This page explains the tool at some length, and the first sentence below a heading always stays. 
      ... span 128-266

      Setext heading
      --------------

      Opening words of the section. 
      ... span 329-458
      Version 2.1 appeared here. See [the manual](https://example.com/m) for more.

      1. first
      2. second
         continued

      ... lines 19-20
      | option | default |
      |---|---|
      | \`retries\` | 4 |

      \`\`\`sh
      # not a heading
      npm install
      \`\`\`

      ... line 30"
    `);
  });

  it("offers smaller rungs to those who ask for extracts", () => {
    const rungs = [...engine.ladder(GUIDE, { path: "guide.md" })];
    expect(rungs.map(({ level, grade }) => `${level} ${grade}`)).toMatchInlineSnapshot(`
      [
        "source byte-exact",
        "structure facts-verified",
        "outline extractive",
      ]
    `);
    expect(rungs.at(-1)?.text).toMatchInlineSnapshot(`
      "[tp:1a433d0b97 markdown2~9b52de71]
      ---
      title: Guide
      ---
      # Guide

      ... lines 6-8
      Setext heading
      --------------

      ... lines 12-30"
    `);
  });

  it("keeps a row with its table's head under a limit, and a section's heading with its text", () => {
    const { text } = engine.pack(GUIDE, {
      path: "guide.md",
      maxTokens: 120,
      query: "how many retries",
    });
    expect(text).toContain("| option | default |\n|---|---|\n| `retries` | 4 |");
    expect(text).toContain("Setext heading\n--------------");
  });

  it("takes an underline below a quotation for structure, as its verifier does", () => {
    const line =
      "Words that go on and on, without a fact, so that leaving them out would save more than a mark.";
    const text = `> quoted text\n${line} ${line}\n=====\n${line}`;
    expect(engine.pack(text, { path: "a.md" }).verifyFailures).toBe(0);
  });

  it("pairs no backticks of different paragraphs", () => {
    const dull = "Words that go on and on, so that leaving them out would save more than a mark. ";
    const text = `One \`open mark here.\n\n${dull.repeat(3)}\n\nAnother \` mark.\n\n${dull.repeat(3)}\n`;
    const packed = engine.pack(text, { path: "a.md" });
    expect(packed.verifyFailures).toBe(0);
    expect(packed.level).toBe("structure");
  });

  it("keeps prose that the query asks for", () => {
    const { text } = engine.pack(GUIDE, { path: "guide.md", query: "quotation" });
    expect(text).toContain("> A quotation");
  });
});

describe("markdownKind under a limit without a query", () => {
  it("keeps headings, then what states something, before what does not", () => {
    const { text } = engine.pack(GUIDE, { path: "guide.md", maxTokens: 100 });
    expect(text).toContain("# Guide");
    expect(text).toContain("Setext heading");
    expect(text).toContain("| `retries` | 4 |");
    expect(text).not.toContain("Last paragraph");
  });

  it("keeps what is asked for without its headings where both have no room", () => {
    const item = "- Fix a leak in the pool when a request is aborted (#431)\n";
    const filler = "- Something else was changed for reasons that nobody wrote down\n".repeat(9);
    const text = `# Changelog of the project\n\n## 3.2.0 (2024-05-02)\n\n### Bug fixes in detail\n\n${filler}${item}${filler}`;
    const packed = engine.pack(text, { kind: "markdown", maxTokens: 50, query: "pool leak" });
    expect(packed.text).toContain(item);
    const roomy = engine.pack(text, { kind: "markdown", maxTokens: 100, query: "pool leak" });
    expect(roomy.text).toContain(item);
    expect(roomy.text).toContain("### Bug fixes in detail");
  });

  it("does not spend a limit on headings alone", () => {
    const section = (at: number): string =>
      `## Section number ${at} of them\n\nThe value of it is ${at}${at} mm, as measured in Vienna.\n\n`;
    const text = Array.from({ length: 30 }, (_, at) => section(at)).join("");
    const { text: packed } = engine.pack(text, { kind: "markdown", maxTokens: 300 });
    expect(packed.match(/measured in Vienna/g)?.length).toBeGreaterThan(4);
  });

  it("leaves out words of prose, but no part of a row, a link or code", () => {
    const { text, level } = engine.pack(GUIDE, {
      path: "guide.md",
      maxTokens: 130,
      floor: "word-subsequence",
    });
    expect(level).toBe("words");
    expect(text).toContain("# Guide\n");
    expect(text).toContain("Setext heading\n--------------\n");
    expect(text).toContain("| option | default |\n|---|---|\n| `retries` | 4 |\n");
    expect(text).toContain("```sh\n# not a heading\nnpm install\n```\n");
    expect(text).toContain("[the manual](https://example.com/m)");
    expect(text).not.toContain("This page explains the tool at some length");
  });
});

describe("the structure rung", () => {
  const FILLER =
    "Nobody knows why that came to be so in the first place and nobody will ever find out about it. ".repeat(
      3,
    );
  const packed = (middle: string): string =>
    engine.pack(`# Title\n\nOpening words here. ${FILLER}${middle} ${FILLER}\n`, { path: "a.md" })
      .text;

  it.each([
    ["inline code of several sentences", `Run \`first. ${FILLER}Then last\` now.`],
    ["a link's text over sentences and lines", `See [one. ${FILLER}\nTwo](http://x.y) there.`],
    ["the title of a link's definition", `\n\n[ref]: http://x.y/z "Some. ${FILLER}"\n\n`],
    ["a prohibition", "The lock file must never be deleted by hand."],
    ["a number in words", "It waits for twelve of them."],
    ["emphasis", "**Leave the door closed.**"],
    ["an address", "Write to someone@example.org about it."],
    ["a formula", "It holds that $a = b$ here."],
  ])("keeps %s", (_, part) => {
    const text = packed(part);
    expect(text).toContain(part.trim());
    expect(text.startsWith("[tp:")).toBe(true);
  });

  it.each(["- It is 5.", "# 7 is prime.", "1. First of 9.", "> 3 and more."])(
    "keeps a sentence from standing at the beginning of a line as a block that it is not: %s",
    (part) => {
      const text = packed(part);
      expect(text).toContain(part);
      expect(text).not.toContain(`\n${part}`);
    },
  );

  it.each(["-----\n`code`", "=====\n`code`", "Heading\n-------", "    code"])(
    "keeps a marker from being read as a part of what follows: %j",
    (part) => {
      const text = engine.pack(`# T\n\nOpening.\n\n${FILLER}\n\n${part}\n\nEnd 5.\n`, {
        path: "a.md",
      }).text;
      expect(text).toContain(`... line 5

${part}
`);
    },
  );

  it("ends a fence where a reader of Markdown does", () => {
    const text = `# T\n\n\`\`\`\`\ncode\n     \`\`\`\`\n${FILLER}\n\`\`\`\`\n\n${FILLER}${FILLER}\n`;
    const result = engine.pack(text, { path: "a.md" });
    expect(result.verifyFailures).toBe(0);
    expect(result.text).toContain(FILLER.trim());
  });
});

describe("verifyStructure", () => {
  it.each([
    ["inline code", "Run `a. b. c` now.\n", "Run `a. c` now.\n"],
    ["a link's text on two lines", "See [a. b\nc](x).\n", "See [a.\nc](x).\n"],
    ["an address", "At https://example.org/a?b=1 it is.\n", "At https://example.org/a it is.\n"],
    ["a link's definition", '[a]: http://x.y "b. c"\n', '[a]: http://x.y "b. \n'],
  ])("misses a change of %s", (_, before, after) => {
    expect(verifyStructure(before, before, "...")).toBeUndefined();
    expect(verifyStructure(before, after, "...")).toBeDefined();
  });

  it.each([
    ["a heading", "# Guide\n"],
    ["an underlined heading", "Setext heading\n"],
    ["an item", "2. second\n"],
    ["a row", "| `retries` | 4 |\n"],
    ["a line of code", "npm install\n"],
    ["a link", "[the manual]"],
    ["front matter", "title: Guide\n"],
  ])("misses %s", (_, part) => {
    expect(verifyStructure(GUIDE, GUIDE.replace(part, ""), "...")).toBeDefined();
    expect(verifyStructure(GUIDE, GUIDE, "...")).toBeUndefined();
  });

  it("misses an item that changed, or moved", () => {
    expect(verifyStructure(GUIDE, GUIDE.replace("| 4 |", "| 5 |"), "...")).toBeDefined();
    const moved = GUIDE.replace("1. first\n2. second", "2. second\n1. first");
    expect(verifyStructure(GUIDE, moved, "...")).toBeDefined();
  });
});
