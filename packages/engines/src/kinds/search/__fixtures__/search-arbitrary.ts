import fc from "fast-check";

const folder = fc.constantFrom(
  "",
  "src/",
  "src/kinds/json/",
  "./a b/",
  "logs/2024-01-15/",
  "C:\\work\\app\\",
  "a-12-b/",
  "HEAD:packages/",
);

const name = fc.constantFrom(
  "a.ts",
  "read-file.test.ts",
  "2024-01-15.log",
  "run-2024-01-15T10:30:00.log",
  "my file.txt",
  "Makefile",
  "x-3-y.ts",
  'q"uote.md',
  "1.txt",
  "größe.ts",
);

const text = fc.oneof(
  fc.constantFrom(
    "export function read(path: string): string {",
    "export function write(path: string, text: string): void {",
    '  import { describe, expect, it } from "vitest";',
    "\t\treturn countTokens(text);",
    "    return countTokens(text);",
    "",
    " ",
    "see foo.c:12: bar",
    "a.ts-13-like context",
    ":5:",
    "... lines 3-9",
    "= a",
    "12",
    "-- ",
    "|x",
    "x".repeat(400),
    "\u{1f600} 日本語 \ud800",
  ),
  fc.string({ maxLength: 20 }).map((own) => own.replaceAll("\n", "")),
);

interface FileResult {
  readonly path: string;
  readonly hits: readonly {
    readonly number: number;
    readonly column: number;
    readonly text: string;
  }[];
}

const file: fc.Arbitrary<FileResult> = fc
  .tuple(
    folder,
    name,
    fc.array(
      fc.record({
        step: fc.integer({ min: 0, max: 9 }),
        column: fc.integer({ min: 1, max: 40 }),
        text,
      }),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([below, own, steps]) => {
    let number = 0;
    const hits = steps.map(({ step, column, text: said }) => {
      number += step;
      return { number: Math.max(1, number), column, text: said };
    });
    return { path: below + own, hits };
  });

const files = fc.array(file, { minLength: 1, maxLength: 12 });

/** What a search tool could have printed, in every layout, with what its users' files are named and hold. */
export const searchOutput: fc.Arbitrary<string> = fc
  .tuple(
    files,
    fc.constantFrom(
      "paths",
      "columns",
      "headings",
      "context",
      "unnumbered",
      "counts",
      "list",
      "colours",
    ),
    fc.constantFrom("\n", "\n", "\r\n"),
    fc.constantFrom(
      "",
      "grep: dist: binary file matches",
      "Binary file x.bin matches",
      "\n8 matches\n2 files",
    ),
    fc.boolean(),
  )
  .map(([found, layout, end, message, isOpen]) => {
    const lines = found.flatMap((one, at) => linesOf(one, layout, at));
    if (message !== "") lines.push(message);
    return lines.join(end) + (isOpen ? "" : end);
  });

function linesOf({ path, hits }: FileResult, layout: string, at: number): string[] {
  switch (layout) {
    case "columns":
      return hits.map(({ number, column, text: own }) => `${path}:${number}:${column}:${own}`);
    case "headings":
      return [
        ...(at > 0 ? [""] : []),
        path,
        ...hits.map(({ number, text: own }) => `${number}:${own}`),
      ];
    case "context":
      return hits.flatMap(({ number, text: own }, index) => [
        ...(at + index > 0 ? ["--"] : []),
        `${path}-${number}-before ${own}`,
        `${path}:${number + 1}:${own}`,
        `${path}-${number + 2}-after`,
      ]);
    case "unnumbered":
      return hits.map(({ text: own }) => `${path}:${own}`);
    case "counts":
      return [`${path}:${hits.length}`];
    case "list":
      return [path];
    case "colours":
      return hits.map(
        ({ number, text: own }) =>
          `\u001b[35m\u001b[K${path}\u001b[m\u001b[K:${number}:\u001b[01;31m\u001b[K${own}\u001b[m\u001b[K`,
      );
    default:
      return hits.map(({ number, text: own }) => `${path}:${number}:${own}`);
  }
}
