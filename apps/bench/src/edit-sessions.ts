import type { PackItem } from "@tokenpak/engines";
import { createRandom, type Random } from "./fuzz/random.ts";

/** What a session of an agent is drawn with. */
export interface EditSessionOptions {
  readonly seed: number;
  /** Results of tools. */
  readonly turns: number;
  /** Most functions of a file. Default 24. */
  readonly functions?: number | undefined;
}

interface OpenFile {
  readonly path: string;
  lines: string[];
}

const NAMES = ["load", "parse", "merge", "check", "render", "store", "route", "match", "split"];
const NOUNS = ["User", "Order", "Ticket", "Config", "Token", "Report", "Session", "Invoice"];

/**
 * The results of the tools of an agent that edits files of a project: it reads them, whole or in part, plain or with line numbers,
 * changes some lines, reads them again, searches and runs the tests. The same items for the same seed.
 */
export function generateEditSession({
  seed,
  turns,
  functions = 24,
}: EditSessionOptions): readonly PackItem[] {
  const random = createRandom(seed);
  const files = Array.from({ length: 3 + random.whole(5) }, (_, at) =>
    drawFile(random, at, functions),
  );
  const items: PackItem[] = [];
  while (items.length < turns) {
    const file = random.pick(files);
    items.push(random.pick(ACTIONS)({ random, file, files }));
  }
  return items;
}

interface Turn {
  readonly random: Random;
  readonly file: OpenFile;
  readonly files: readonly OpenFile[];
}

const ACTIONS: readonly ((turn: Turn) => PackItem)[] = [
  readWhole,
  readWhole,
  readWindow,
  editAndShow,
  editAndShow,
  search,
  runTests,
];

function readWhole({ random, file }: Turn): PackItem {
  const numbered = random.chance(0.5);
  const text = file.lines.map((line, at) =>
    numbered ? `${`${at + 1}`.padStart(6)}\t${line}` : line,
  );
  return { content: `${text.join("\n")}\n`, path: file.path };
}

/** A part of a file with line numbers, as SWE-agent shows it. */
function windowOf({ lines, path }: OpenFile, middle: number): string {
  const from = Math.max(0, middle - 50);
  const to = Math.min(lines.length, from + 100);
  const shown = lines.slice(from, to).map((line, at) => `${from + at + 1}:${line}`);
  const above = from > 0 ? [`(${from} more lines above)`] : [];
  const below = to < lines.length ? [`(${lines.length - to} more lines below)`] : [];
  const head = `[File: /repo/${path} (${lines.length} lines total)]`;
  return [head, ...above, ...shown, ...below].join("\n");
}

function readWindow({ random, file }: Turn): PackItem {
  return { content: windowOf(file, random.whole(file.lines.length)), path: undefined };
}

function editAndShow({ random, file }: Turn): PackItem {
  const at = random.whole(file.lines.length);
  const fresh = Array.from({ length: random.whole(4) }, () => drawLine(random));
  file.lines = file.lines.toSpliced(at, random.whole(4), ...fresh);
  const note = "File updated. Check the result for wrong indentation or doubled lines:";
  return { content: `${note}\n${windowOf(file, at)}` };
}

function search({ random, files }: Turn): PackItem {
  const word = random.pick(NOUNS);
  const found = files.flatMap(({ path, lines }) =>
    lines.flatMap((line, at) => (line.includes(word) ? [`${path}:${at + 1}:${line}`] : [])),
  );
  return { content: found.slice(0, 60).join("\n"), command: `grep -rn ${word} src` };
}

function runTests({ random, files }: Turn): PackItem {
  const lines = files.flatMap(({ path }) => {
    const name = path.replace(".ts", ".test.ts");
    const ms = 1 + random.whole(90);
    if (random.chance(0.8)) return [` ✓ ${name} (${3 + (path.length % 9)} tests) ${ms}ms`];
    const noun = random.pick(NOUNS);
    return [
      ` ❯ ${name} (${3 + (path.length % 9)} tests | 1 failed) ${ms}ms`,
      `   × ${noun} > keeps what was given ${ms}ms`,
      `     → expected 'pending' to be '${noun.toLowerCase()}' // Object.is equality`,
    ];
  });
  const all = ["", " RUN  v4.1.12 /repo", "", ...lines, ""];
  const sums = [
    ` Test Files  ${files.length} passed (${files.length})`,
    `   Duration  ${random.whole(9000)}ms`,
  ];
  return { content: [...all, ...sums, ""].join("\n"), command: "npx vitest run" };
}

function drawFile(random: Random, at: number, most: number): OpenFile {
  const noun = random.pick(NOUNS);
  const lines = [`import { ${random.pick(NOUNS)} } from "./types.ts";`, ""];
  const functions = 1 + random.whole(most);
  for (let count = 0; count < functions; count++) {
    const name = `${random.pick(NAMES)}${random.pick(NOUNS)}`;
    lines.push(`/** Answers the ${noun.toLowerCase()} that ${name} was given, or nothing. */`);
    lines.push(`export function ${name}(input: ${noun}): ${random.pick(NOUNS)} | undefined {`);
    for (let line = 2 + random.whole(9); line > 0; line--) lines.push(drawLine(random));
    lines.push("  return undefined;", "}", "");
  }
  return { path: `src/${noun.toLowerCase()}-${at}.ts`, lines };
}

function drawLine(random: Random): string {
  const name = random.pick(NAMES);
  const noun = random.pick(NOUNS);
  return random.pick([
    `  const ${name}ed = ${name}${noun}(input.${noun.toLowerCase()}, ${random.whole(1000)});`,
    `  if (input.${noun.toLowerCase()} === undefined) return undefined;`,
    `  for (const one of input.${noun.toLowerCase()}s) ${name}${noun}(one);`,
    `  log.debug("${name} ${noun.toLowerCase()}", { at: ${random.whole(1000)} });`,
    "",
  ]);
}
