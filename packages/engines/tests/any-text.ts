import fc from "fast-check";
import type { KindSample } from "./kind-contract.ts";

/** Lines of every sort that TokenPak meets, lookalikes of our own envelope and markers among them. */
const LINES = [
  "",
  "   ",
  "# Install",
  "## Usage of the tool",
  "Run `npm install` and wait. It takes a while. Nothing else is needed, and nothing else will ever be needed by anybody at all.",
  "The quick brown fox jumps over the lazy dog, again and again, until the evening comes and everybody goes home to sleep.",
  "- an item with a [link](https://example.com/a/b)",
  "  continued on the next line",
  "| a | b |",
  "|---|---|",
  "| 1 | 2 |",
  "```ts",
  "```",
  "const a = 1;",
  "export function add(left: number, right: number): number {",
  "  return left + right;",
  "}",
  "def add(left, right):",
  '    """Adds."""',
  "    return left + right",
  "2026-11-22T10:00:00Z INFO started server on port 8080",
  "2026-11-22T10:00:01Z ERROR cannot open /var/lib/data.db: EACCES",
  "    at Object.open (/app/src/open.js:12:9)",
  "User: please fix the tests",
  "Assistant: done, all 12 pass",
  "... lines 4-6",
  ".... line 2",
  "[tp:3fa9c1d2e4 text1~5b1d02ac]",
  "// ... lines 34-45",
  '{"id": 1, "name": "a"}',
  '{"id": 2, "name": "b"}',
  "src/a.ts:12: export const a = 1",
  "\u{1f600} 日本語の文章です。次の文です。 العربية",
  "a\rb",
  "\ud800 lone",
  "=====",
  "---",
  "> quoted text that goes on for a while",
  "<!-- a comment -->",
  "x".repeat(300),
];

const line = fc.constantFrom(...LINES);

/** Anything that could be handed to an engine: lines of all sorts, any characters at all, structured text. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n")) },
  { weight: 1, arbitrary: fc.array(line, { maxLength: 20 }).map((lines) => lines.join("\r\n")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.nat({ max: 0xffff }), { maxLength: 200 })
      .map((units) => String.fromCharCode(...units)),
  },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(line, fc.nat({ max: 60 }))
      .map(([text, times]) => `${text}\n`.repeat(times)),
  },
);

/** Anything, with any hints. */
export const anySample: fc.Arbitrary<KindSample> = fc.record({
  text: anyText,
  options: fc.record(
    {
      path: fc.constantFrom(
        "a.md",
        "b.txt",
        "c.json",
        "d.ts",
        "e.py",
        "f.tsx",
        "g.log",
        "h.rs",
        "noext",
      ),
      query: fc.constantFrom("install usage", "error EACCES", "add left right", "???", "日本語"),
      preserve: fc.constantFrom<readonly (string | RegExp)[]>(["fox"], [/return/g], [""]),
    },
    { requiredKeys: [] },
  ),
});
