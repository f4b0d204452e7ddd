import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Output of search tools in every layout, with odd paths and texts, torn and mixed with messages. */
export const searchFuzz: FuzzKind = {
  kind: "search",
  generate,
  values: (text) => text.split("\n").length,
  hints: { command: "grep -rn value src" },
};

const FOLDERS = [
  "",
  "src/",
  "packages/engines/src/kinds/json/",
  "./a b/",
  "logs/2024-01-15/",
  "C:\\work\\app\\",
  "a-12-b/",
  "HEAD:lib/",
  "../x/",
  "12/",
  ">q/",
  "=e/",
  "größe/日本/",
];
const NAMES = [
  "index.ts",
  "read-file.test.ts",
  "2024-01-15.log",
  "run-2024-01-15T10:30:00.log",
  "my file.txt",
  "Makefile",
  "x-3-y.ts",
  'q"uote.md',
  "1.txt",
  "12",
  ".env",
  "a.ts 5: 12",
  "b, in c.ts",
  "\u2028.ts",
];
const TEXTS = [
  "export function read(path: string): string {",
  "export function write(path: string, text: string): void {",
  '  import { describe, expect, it } from "vitest";',
  "\t\treturn countTokens(text);",
  "    return countTokens(text);",
  "",
  " ",
  "*",
  " *",
  "see foo.c:12: bar",
  "index.ts-13-like context",
  ":5:",
  "12:5: text",
  "... lines 3-9",
  "... 4 lines, 3-9",
  "=a b",
  "=* *",
  "--",
  "-",
  "|x",
  "3 matches in 1 file: lines of all, texts of 1",
  "x".repeat(500),
  "\u{1f600} 日本語 \ud800",
  "a\rb",
];
const MESSAGES = [
  "",
  "--",
  "grep: dist: Is a directory",
  "Binary file src/x.bin matches",
  "grep: a.bin: binary file matches",
  "8 matches",
  "0.012 seconds spent searching",
  "Debugger attached.",
  "a.ts",
  " 12",
];
const LAYOUTS = [
  "paths",
  "paths",
  "columns",
  "headings",
  "context",
  "unnumbered",
  "counts",
  "list",
  "colours",
];

function generate(random: Random): string {
  const layout = random.pick(LAYOUTS);
  const lines: string[] = [];
  const files = random.whole(random.chance(0.1) ? 60 : 8);
  for (let file = 0; file < files; file++) {
    const path = random.pick(FOLDERS) + random.pick(NAMES);
    if (random.chance(0.08)) lines.push(random.pick(MESSAGES));
    lines.push(...fileLines(path, layout, random));
  }
  const torn = random.chance(0.05) ? lines.slice(0, random.whole(lines.length + 1)) : lines;
  const end = random.chance(0.1) ? "\r\n" : "\n";
  const text = torn.join(end) + (random.chance(0.7) ? end : "");
  return random.chance(0.05) ? text.slice(random.whole(20)) : text;
}

function fileLines(path: string, layout: string, random: Random): string[] {
  let number = random.whole(3);
  const lines = layout === "headings" ? ["", path] : [];
  if (layout === "list") return [path];
  if (layout === "counts") return [`${path}:${random.whole(40)}`];
  for (let hits = random.whole(7) + 1; hits > 0; hits--) {
    number += random.whole(random.chance(0.3) ? 200 : 4);
    lines.push(...hitLines({ path, layout, number, text: textOf(random) }, random));
  }
  return lines;
}

function textOf(random: Random): string {
  const text = random.pick(TEXTS);
  return random.chance(0.5)
    ? text
    : `${" ".repeat(random.whole(6))}const value${random.whole(50)} = ${text};`;
}

interface FuzzHit {
  readonly path: string;
  readonly layout: string;
  readonly number: number;
  readonly text: string;
}

function hitLines({ path, layout, number, text }: FuzzHit, random: Random): string[] {
  switch (layout) {
    case "columns":
      return [`${path}:${number}:${1 + random.whole(80)}:${text}`];
    case "headings":
      return [`${number}${random.chance(0.2) ? "-" : ":"}${text}`];
    case "context":
      return [
        ...(random.chance(0.7) ? ["--"] : []),
        `${path}-${number}-${textOf(random)}`,
        `${path}:${number + 1}:${text}`,
        `${path}-${number + 2}-${textOf(random)}`,
      ];
    case "unnumbered":
      return [`${path}:${text}`];
    case "colours":
      return [
        `\u001b[35m\u001b[K${path}\u001b[m\u001b[K:${number}:\u001b[01;31m\u001b[K${text}\u001b[m\u001b[K`,
      ];
    default:
      return [`${path}:${number}:${text}`];
  }
}
