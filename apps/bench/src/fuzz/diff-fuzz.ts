import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Patches of git, `diff -u` and Subversion, in commits and mails or alone, with odd names, lines and line ends. */
export const diffFuzz: FuzzKind = {
  kind: "diff",
  hints: { command: "git diff" },
  generate: patch,
  values: (text) => text.split("\n").length,
};

const LINES = [
  ..."const total = sum(items);|  return total;|}|import { a } from './a.ts';|    if (x === undefined) return;|# Title|let size = 3;".split(
    "|",
  ),
  ..."|  |-|+|--|-- |- a|+++ b|--- a/x|@@ -1 +1|@@ -1,2 +1,2 @@|@@@ -1 -1 +1 @@@|diff M src/a.ts|diff A a, 3 lines".split(
    "|",
  ),
  ..."diff --git a/x b/x|index 3fa9c1d..5b1d02a 100644|\\|\\ No newline at end of file|... lines 3-9|... 7 lines, 1-20|Only in a: b".split(
    "|",
  ),
  ...[
    "\r",
    "a\r",
    "a\tb",
    "x\u2028y",
    "\u001b[31mred\u001b[m",
    "\ud800",
    "\u0000",
    "日本語",
    "x".repeat(2000),
  ],
];
const NAMES = [
  ..."src/a.ts|a|src/my file.txt|lib/deep/er/b.js|package-lock.json|x.min.js|a => b|p, binary|n 3fa9c1d|n, 3 lines|b/a b/a|(x) y|a/a".split(
    "|",
  ),
  ...["q, mode 100755", "größe.md", '"t\\tq.txt"', '"\\303\\244.c"', "-", " x"],
];
const HASHES = [
  "3fa9c1d",
  "5b1d02ac9",
  "e69de29",
  "0123456789abcdef0123456789abcdef01234567",
  "xyz",
];
const MODES = ["100644", "100644", "100755", "120000", "160000"];
const SECTIONS = ["", "", " function load() {", " @@ odd", " 7 of 9", " ", "x", " a\r"];

function patch(random: Random): string {
  const lines: string[] = [];
  for (let files = random.whole(6); files > 0; files--) {
    lines.push(...between(random), ...(random.chance(0.75) ? gitFile(random) : plainFile(random)));
  }
  lines.push(...between(random), ...(random.chance(0.8) ? [""] : []));
  const seen = random.chance(0.1) ? lines.map((line) => coloured(random, line)) : lines;
  const text = seen.join(random.chance(0.1) ? "\r\n" : "\n");
  return random.chance(0.1) ? text.slice(0, random.whole(text.length + 1)) : text;
}

function between(random: Random): readonly string[] {
  if (random.chance(0.6)) return [];
  return random.pick<readonly string[]>([
    ["Only in old: b.txt"],
    ["-- ", "2.39.5", ""],
    ["", "Property changes on: a", ""],
    [`commit ${HASHES[3]}`, "Author: A <a@example.com>", "", "    Say it", ""],
    [
      `From ${HASHES[3]} Mon Sep 17 00:00:00 2001`,
      "Subject: [PATCH] x",
      "",
      "---",
      " a | 2 +-",
      "",
    ],
    ["diff --cc x", "index 1,2..3", "--- a/x", "+++ b/x", "@@@ -1,1 -1,1 +1,2 @@@", "  a", "++b"],
    [random.pick(LINES), random.pick(LINES)],
  ]);
}

function gitFile(random: Random): string[] {
  const status = random.pick(["M", "M", "M", "A", "D", "R", "C"]);
  const isMoved = status === "R" || status === "C";
  const from = random.pick(NAMES);
  const to = isMoved || random.chance(0.05) ? random.pick(NAMES) : from;
  const [p, q] = random.pick([
    ["a/", "b/"],
    ["a/", "b/"],
    ["a/", "b/"],
    ["", ""],
    ["i/", "w/"],
  ]) as [string, string];
  const [old, next] = [prefixed(p, from), prefixed(q, to)];
  const mode = random.pick(MODES);
  const lines = [`diff --git ${old} ${next}`];
  const isMode = status !== "A" && status !== "D" && random.chance(0.2);
  if (status === "A") lines.push(`new file mode ${mode}`);
  if (status === "D") lines.push(`deleted file mode ${mode}`);
  if (isMode) lines.push(`old mode ${random.pick(MODES)}`, `new mode ${mode}`);
  if (isMoved) {
    const verb = status === "R" ? "rename" : "copy";
    lines.push(
      `similarity index ${random.pick([100, 92, 7])}%`,
      `${verb} from ${from}`,
      `${verb} to ${to}`,
    );
  }
  if (random.chance(0.05)) lines.push("dissimilarity index 80%");
  if (random.chance(0.85)) lines.push(hashLine(random, { status, isMode, mode }));
  return [...lines, ...content(random, { status, old, next })];
}

function hashLine(
  random: Random,
  file: { readonly status: string; readonly isMode: boolean; readonly mode: string },
): string {
  const hash = random.pick(HASHES);
  const zeros = "0".repeat(hash.length);
  if (file.status === "A") return `index ${zeros}..${hash}`;
  if (file.status === "D") return `index ${hash}..${zeros}`;
  return `index ${hash}..${random.pick(HASHES)}${file.isMode ? "" : ` ${file.mode}`}`;
}

function content(
  random: Random,
  { status, old, next }: { readonly status: string; readonly old: string; readonly next: string },
): string[] {
  const left = status === "A" ? "/dev/null" : old;
  const right = status === "D" ? "/dev/null" : next;
  if (random.chance(0.08)) return [`Binary files ${left} and ${right} differ`];
  if (random.chance(0.05)) return ["GIT binary patch", "literal 1", "Icmb;b004Oac>n+a", ""];
  if (random.chance(0.08)) return [];
  const head = [`--- ${tabbed(left)}`, `+++ ${tabbed(right)}`];
  if (status !== "A" && status !== "D") return [...head, ...hunks(random)];
  const count = 1 + random.whole(20);
  const range = count === 1 ? "1" : `1,${count}`;
  const sign = status === "A" ? "+" : "-";
  return [
    ...head,
    status === "A" ? `@@ -0,0 +${range} @@` : `@@ -${range} +0,0 @@`,
    ...Array.from({ length: count }, () => sign + random.pick(LINES)),
    ...(random.chance(0.2) ? ["\\ No newline at end of file"] : []),
  ];
}

function plainFile(random: Random): string[] {
  const name = random.pick(NAMES);
  const [p, q] = random.pick([
    ["old/", "new/"],
    ["", ""],
    ["a/", "b/"],
  ]) as [string, string];
  const stamps = random.pick([
    ["", ""],
    ["\t2026-11-22 10:00:00.000000000 +0000", "\t2026-11-23 11:30:00.5 +0100"],
    ["\t1970-01-01 00:00:00.000000000 +0000", "\t2026-11-23 11:30:00.5 +0100"],
    ["\tSun Nov 22 10:00:00 2026", "\tMon Nov 23 10:00:00 2026"],
    ["\t(revision 12)", "\t(working copy)"],
  ]);
  const before = random.pick([
    [],
    [`diff -ru ${p}${name} ${q}${name}`],
    [`Index: ${name}`, "=".repeat(67)],
  ]);
  return [
    ...before,
    `--- ${p}${name}${stamps[0]}`,
    `+++ ${q}${name}${stamps[1]}`,
    ...hunks(random),
  ];
}

function hunks(random: Random): string[] {
  const lines: string[] = [];
  let [old, next] = [1, 1];
  for (let left = 1 + random.whole(4); left > 0; left--) {
    const gap = random.whole(random.pick([5, 900, 100_000]));
    old += gap;
    next += gap;
    const body = bodyLines(random);
    const count = (signs: string): number =>
      body.filter((line) => signs.includes(line[0] as string)).length;
    const [olds, news] = [count(" -"), count(" +")];
    lines.push(`@@ -${range(old, olds)} +${range(next, news)} @@${random.pick(SECTIONS)}`, ...body);
    old += olds;
    next += news;
  }
  return random.chance(0.2) ? [...lines, "\\ No newline at end of file"] : lines;
}

function bodyLines(random: Random): string[] {
  const lines: string[] = [];
  for (let groups = 1 + random.whole(6); groups > 0; groups--) {
    const sign = random.pick([" ", " ", "+", "-"]);
    for (let left = 1 + random.whole(5); left > 0; left--) lines.push(sign + random.pick(LINES));
  }
  return lines;
}

/** Lines as git counts them; now and then as nobody does. */
function range(start: number, count: number): string {
  const first = count === 0 ? start - 1 : start;
  return count === 1 ? `${first}` : `${first},${count}`;
}

function prefixed(prefix: string, name: string): string {
  return name.startsWith('"') ? `"${prefix}${name.slice(1)}` : prefix + name;
}

function tabbed(name: string): string {
  return name.includes(" ") && !name.startsWith('"') ? `${name}\t` : name;
}

function coloured(random: Random, line: string): string {
  return line.startsWith(" ")
    ? line
    : `\u001b[${random.pick(["1", "31", "32", "36"])}m${line}\u001b[m`;
}
