import { countTokens, isExact } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type DiffCase, readDiffCases } from "./diff-cases.ts";
import { type DiffRecall, diffRecall, readDiffFacts } from "./diff-facts.ts";
import { groupBy, isTuned, percent, speedLines } from "./pack-figures.ts";

/** One packed patch. */
export interface DiffRow {
  readonly case: DiffCase;
  /** Tokens as given, to the byte, with equal values, by default, and by the other program. */
  readonly tokens: {
    readonly given: number;
    readonly folded: number;
    readonly headers: number;
    readonly packed: number;
    readonly rival: number | undefined;
  };
  readonly kept: DiffRecall;
  readonly rivalKept: DiffRecall | undefined;
  /** Whether the exact outputs, decoded, give the same tree. */
  readonly applies: boolean | undefined;
  readonly refused: number;
}

/** Prints what packing patches saves and keeps, by file and group, and how fast it is; answers the rows behind it. */
export function packDiffRows({ print, dataDir }: BenchIo): readonly DiffRow[] {
  const cases = readDiffCases(dataDir);
  const rows = cases.map(measure);
  if (dataDir === undefined)
    print("Skipped, no data folder: Headroom's fixtures, patches of SWE-agent.\n");
  print(
    "| diff | texts | tokens | to the byte, saved | headers, saved | default, saved | changed lines kept | with their numbers | files kept | exact outputs that `git apply` takes |",
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const row of rows) print(tableRow(row.case.name.slice(0, 24), [row]));
  for (const [group, members] of groupBy(rows, (row) => row.case.group)) {
    const halves = groupBy(members, (row) => (isTuned(row.case.name) ? "tuned on" : "held out"));
    for (const [half, own] of halves) print(tableRow(`${group}, ${half}`, own));
    const rivals = members.filter(({ rivalKept }) => rivalKept !== undefined);
    if (rivals.length > 0) print(rivalRow(`${group}, its own output`, rivals));
  }
  print(tableRow("all, mean over texts", rows));
  print(`\nRungs refused by their own check: ${sum(rows, ({ refused }) => refused)}.\n`);
  for (const line of [
    ...curveLines(cases),
    ...speedLines(
      cases.map(({ text }) => ({ text, kind: "diff" as const })),
      { floor: "value-exact" },
    ),
  ])
    print(line);
  return rows;
}

const engine = new HeuristicEngine();

function measure(one: DiffCase): DiffRow {
  const options = { kind: "diff" } as const;
  const folded = engine.pack(one.text, { ...options, floor: "byte-exact" });
  const headers = engine.pack(one.text, { ...options, floor: "value-exact" });
  const packed = engine.pack(one.text, options);
  const source = readDiffFacts(one.text);
  const read = (text: string): DiffRecall => diffRecall(source, readDiffFacts(text));
  const exact = [folded, headers].map(({ text }) => unpack(text));
  const applied = exact.map((patch) => one.applies?.(patch));
  return {
    case: one,
    tokens: {
      given: packed.tokensBefore,
      folded: folded.tokens,
      headers: headers.tokens,
      packed: packed.tokens,
      rival: one.rival === undefined ? undefined : countTokens(one.rival),
    },
    kept: read(isExact(packed.grade) ? unpack(packed.text) : packed.text),
    rivalKept: one.rival === undefined ? undefined : read(one.rival),
    applies: applied.includes(undefined) ? undefined : applied.every((applies) => applies === true),
    refused: folded.verifyFailures + headers.verifyFailures + packed.verifyFailures,
  };
}

function tableRow(name: string, rows: readonly DiffRow[]): string {
  const mean = (of: (row: DiffRow) => number): string => percent(sum(rows, of) / rows.length);
  const tried = rows.filter(({ applies }) => applies !== undefined);
  const cells = [
    name,
    rows.length,
    sum(rows, ({ tokens }) => tokens.given),
    mean(({ tokens }) => 1 - tokens.folded / tokens.given),
    mean(({ tokens }) => 1 - tokens.headers / tokens.given),
    mean(({ tokens }) => 1 - tokens.packed / tokens.given),
    mean(({ kept }) => kept.changed),
    mean(({ kept }) => kept.numbered),
    mean(({ kept }) => kept.files),
    tried.length === 0
      ? "not tried"
      : `${tried.filter(({ applies }) => applies).length} of ${tried.length}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function rivalRow(name: string, rows: readonly DiffRow[]): string {
  const mean = (of: (row: DiffRow) => number): string => percent(sum(rows, of) / rows.length);
  const saved = mean(({ tokens }) => 1 - (tokens.rival ?? 0) / tokens.given);
  const kept = (of: (recall: DiffRecall) => number): string =>
    mean(({ rivalKept }) => (rivalKept === undefined ? 0 : of(rivalKept)));
  const cells = [
    ...[name, rows.length, sum(rows, ({ tokens }) => tokens.given), "", "", saved],
    ...[
      kept(({ changed }) => changed),
      kept(({ numbered }) => numbered),
      kept(({ files }) => files),
      "no",
    ],
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A twentieth of fewer tokens is no more than an envelope. */
const LEAST_TOKENS = 1000;

/** Savings and retention when a limit allows a share of the tokens. */
function curveLines(all: readonly DiffCase[]): string[] {
  const cases = all.filter(({ text }) => countTokens(text) >= LEAST_TOKENS);
  const lines = [
    `Under a limit, ${cases.length} texts of at least ${LEAST_TOKENS} tokens (less than that has no room for a name):\n`,

    "| limit, of the input | tokens used | changed lines kept | files kept |",
    "|--:|--:|--:|--:|",
  ];
  for (const share of [0.5, 0.25, 0.1, 0.05]) {
    const results = cases.map(({ text }) => {
      const given = countTokens(text);
      const packed = engine.pack(text, { kind: "diff", maxTokens: Math.floor(given * share) });
      const seen = isExact(packed.grade) ? unpack(packed.text) : packed.text;
      const kept = diffRecall(readDiffFacts(text), readDiffFacts(seen));
      return { used: packed.tokens / given, kept };
    });
    const mean = (of: (one: (typeof results)[number]) => number): string =>
      percent(sum(results, of) / results.length);
    const cells = [
      percent(share),
      mean(({ used }) => used),
      mean(({ kept }) => kept.changed),
      mean(({ kept }) => kept.files),
    ];
    lines.push(`| ${cells.join(" | ")} |`);
  }
  return [...lines, ""];
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
