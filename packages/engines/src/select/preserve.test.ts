import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { preservedSpans } from "./preserve.ts";

describe("preservedSpans", () => {
  const TEXT = "one two\nthree four\nfive six\n";

  it.each<[string, string | RegExp, number, number, boolean]>([
    ["inside", "two", 0, 8, true],
    ["elsewhere", "two", 8, 19, false],
    ["over a line's end, its first part", "two\nthree", 0, 8, true],
    ["over a line's end, its second part", "two\nthree", 8, 19, true],
    ["an expression over a line's end", /four\s+five/, 19, 28, true],
    ["the end of a line", /four$/, 8, 19, true],
    ["whatever its lastIndex", /one/y, 0, 8, true],
    ["nothing", "", 0, 28, false],
    ["nothing as an expression", /(?:)/, 0, 28, false],
  ])("finds %s", (_, item, from, to, expected) => {
    expect(preservedSpans(TEXT, [item]).touches(from, to)).toBe(expected);
  });

  it("agrees with a plain search, however spans overlap", () => {
    const items = fc.array(
      fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 }),
      { minLength: 1, maxLength: 3 },
    );
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 });
    fc.assert(
      fc.property(text, items, fc.nat(30), fc.nat(30), (within, names, from, length) => {
        const touched = names.some((name) => {
          for (
            let at = within.indexOf(name);
            at >= 0;
            at = within.indexOf(name, at + name.length)
          ) {
            if (at < from + length && at + name.length > from) return true;
          }
          return false;
        });
        expect(preservedSpans(within, names).touches(from, from + length)).toBe(
          touched && length > 0,
        );
      }),
    );
  });
});

describe("preserve", () => {
  const engine = new HeuristicEngine();
  const FILLER =
    "Nobody knows why that came to be so in the first place, and nobody ever asks. ".repeat(6);
  const rows = Array.from({ length: 60 }, (_, id) => ({
    id,
    url: `https://example.com/items/${id}/pages`,
    note: "nothing to see here at all",
  }));
  const document = {
    title: "A title that is longer than what a summary shows of it",
    tags: ["first tag", "second tag"],
    rows,
  };
  const code = `export function work(): number {\n${"  const step = prepare();\n".repeat(80)}  const odd = keepMe(17);\n${"  finish(step);\n".repeat(80)}}\n`;

  it.each<[string, string, string, string]>([
    [
      "a URL that columns would shorten",
      "a.json",
      JSON.stringify(rows),
      "https://example.com/items/17/pages",
    ],
    [
      "a string that a summary leaves out",
      "a.json",
      JSON.stringify(document),
      "longer than what a summary shows",
    ],
    ["an item that a summary leaves out", "a.json", JSON.stringify(document), "second tag"],
    ["white space", "a.json", JSON.stringify(document, null, 2), '"title": "A title'],
    [
      "text over two sentences",
      "a.md",
      `# T\n\nOpening.\n\n${FILLER}It was. Gone then. ${FILLER}\n`,
      "was. Gone",
    ],
    [
      "text over two lines",
      "a.md",
      `# T\n\nOpening.\n\n${FILLER}It was\nGone then. ${FILLER}\n`,
      "was\nGone",
    ],
    ["a line of a long body", "a.ts", code, "keepMe(17)"],
  ])("keeps %s, without a limit and with one", (_, path, text, part) => {
    expect(engine.pack(text, { path, preserve: [part] }).text).toContain(part);
    const { text: limited, tokens } = engine.pack(text, { path, preserve: [part], maxTokens: 160 });
    expect(limited).toContain(part);
    expect(tokens).toBeLessThanOrEqual(160);
  });
});
