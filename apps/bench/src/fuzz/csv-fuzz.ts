import { parse } from "csv-parse/sync";
import type { FuzzKind } from "./fuzz-kind.ts";
import type { Random } from "./random.ts";

/** Delimited records in all dialects, uniform and ragged, with odd cells, comments, odd quotes and torn ends. */
export const csvFuzz: FuzzKind = {
  kind: "csv",
  generate,
  values: (text) => text.split(/[,;\t|\n]/).length,
  equal(left, right) {
    const before = cellsOf(left);
    return before === undefined ? undefined : before === cellsOf(right);
  },
};

function cellsOf(text: string): string | undefined {
  try {
    return JSON.stringify(parse(text, { relax_column_count: true, bom: true }));
  } catch {
    return undefined;
  }
}

const ODD = [
  ...[
    "",
    "~",
    "-",
    "@x",
    "^y",
    "^id=1",
    "@@",
    "null",
    "NaN",
    "1e3",
    "-0",
    "0042",
    "1.0",
    "12345678901234567890",
  ],
  ...[
    '"',
    'a "b"',
    "x,y",
    "x;y",
    "x|y",
    "x\ty",
    "a\nb",
    "a\r\nb",
    "\r",
    " ",
    " lead",
    "trail ",
    "#x",
  ],
  ...[
    "$id",
    "{1..3}",
    "*",
    "?=",
    "a=b",
    "... rows 2-9",
    ".... row 4",
    "row 1: x",
    "summary: 3 rows",
  ],
  ...[
    "日本",
    "größe",
    "\ud800",
    "\u2028",
    "\u0000",
    "=SUM(A1)",
    "2026-02-30",
    "x".repeat(300),
    "\ufeff",
  ],
];
const WORDS = ["Berlin", "Paris", "Research and Development", "open", "closed", "error: timed out"];
const NAMES = [
  "id",
  "user_id",
  "name",
  "Created At",
  "total",
  "state",
  "note",
  "a,b",
  'q"t',
  "",
  "@at",
  "id",
];

type Column = (random: Random, row: number) => string;

const COLUMNS: readonly Column[] = [
  (_, row) => `${row + 1}`,
  (_, row) => `${1000 + row * 7}`,
  (_, row) => `user${String(row).padStart(4, "0")}`,
  (_, row) => new Date(1.75e12 + row * 60_000).toISOString(),
  (random, row) =>
    new Date(1.75e12 + row * 60_000 + random.whole(60_000)).toISOString().slice(0, 19),
  (_, row) => new Date(1.7e12 + Math.floor(row / 5) * 86_400_000).toISOString().slice(0, 10),
  (_, row) => `user${row + 1}@example.com`,
  () => "EUR",
  (random) => random.pick(WORDS),
  (random) => (random.chance(0.8) ? "" : random.pick(WORDS)),
  (random) => (random.whole(100_000) / 100).toFixed(2),
  (random) => `${random.whole(1000) - 500}`,
  (random, row) => `/srv/data/part-${Math.floor(row / 8)}/file-${random.whole(100)}.txt`,
  (random) => random.pick(ODD),
];

interface Style {
  readonly separator: string;
  readonly lineEnd: string;
  readonly quotes: "needed" | "always" | "filled" | "random" | "never";
}

function generate(random: Random): string {
  const style: Style = {
    separator: random.pick([",", ",", ";", "\t", "|"]),
    lineEnd: random.chance(0.2) ? "\r\n" : "\n",
    quotes: random.pick(["needed", "needed", "always", "filled", "random", "never"]),
  };
  const columns = Array.from({ length: 1 + random.whole(9) }, () => random.pick(COLUMNS));
  const rows = random.chance(0.3) ? random.whole(8) : random.whole(120);
  const oddShare = random.pick([0, 0, 0.02, 0.2]);
  const lines: string[] = [];
  if (random.chance(0.1)) lines.push("# exported by a tool", "");
  if (random.chance(0.8))
    lines.push(
      line(
        columns.map((_, at) => NAMES[at] ?? `c${at}`),
        style,
        random,
      ),
    );
  for (let row = 0; row < rows; row++) {
    const cells = columns.map((cell) =>
      random.chance(oddShare) ? random.pick(ODD) : cell(random, row),
    );
    if (random.chance(oddShare / 4)) cells.splice(random.whole(cells.length), 1);
    if (random.chance(oddShare / 8)) cells.push("extra");
    if (random.chance(oddShare / 8))
      lines.push(random.pick(["", "# comment", "  ", '"torn', 'a"b"']));
    lines.push(line(cells, style, random));
  }
  return finish(random, lines.join(style.lineEnd), style);
}

function finish(random: Random, text: string, { lineEnd }: Style): string {
  let whole = random.chance(0.85) ? text + lineEnd : text;
  if (random.chance(0.05)) whole = `\ufeff${whole}`;
  if (random.chance(0.05)) whole = whole.slice(0, random.whole(whole.length + 1));
  return whole;
}

function line(cells: readonly string[], style: Style, random: Random): string {
  return cells.map((cell) => quoted(cell, style, random)).join(style.separator);
}

function quoted(cell: string, { separator, quotes }: Style, random: Random): string {
  if (quotes === "never") return cell;
  const isNeeded = /["\n\r]/.test(cell) || cell.includes(separator);
  const isWanted =
    quotes === "always" ||
    (quotes === "filled" && cell !== "") ||
    (quotes === "random" && random.chance(0.3));
  return isNeeded || isWanted ? `"${cell.replaceAll('"', '""')}"` : cell;
}
