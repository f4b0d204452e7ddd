import { countTokens } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type ListingRecall, listingRecall } from "./listing-facts.ts";
import { isTuned, percent, speedLines } from "./pack-figures.ts";
import { outputNow, type RecordedOutput, recordedOutputs } from "./recorded-outputs.ts";

/** One packed listing. */
export interface ListingRow {
  readonly name: string;
  readonly tokens: { readonly given: number; readonly exact: number; readonly default: number };
  readonly isExact: boolean;
  readonly level: string;
  /** Of the default output; `undefined` where that is exact too. */
  readonly recall: ListingRecall | undefined;
  readonly refused: number;
}

/** Listings of this repository and what is installed in it; those whose program is missing are named. */
const LISTINGS: readonly (readonly string[])[] = [
  ["git", "ls-files"],
  ["git", "ls-tree", "-r", "-l", "HEAD", "packages/engines"],
  ["ls", "-la", "packages/engines/src"],
  ["ls", "-la", "node_modules/.pnpm"],
  ["ls", "-lR", "packages/core/src"],
  ["find", "packages/cli/src", "packages/registry/src", "-type", "f"],
  ["du", "-a", "packages/connectors/src"],
  ["tree", "packages/engines/src"],
];

const LIMITS = [0.5, 0.25, 0.1, 0.05];

const engine = new HeuristicEngine();

/** Prints what packing listings saves and keeps, per file, under limits, and how fast it is; answers the rows behind it. */
export function packListingRows({ print }: BenchIo): readonly ListingRow[] {
  const live = LISTINGS.map((command) => [command, outputNow(command)] as const);
  const missing = live
    .filter(([, output]) => output === undefined)
    .map(([command]) => command.join(" "));
  if (missing.length > 0) print(`Skipped, no such program here: ${missing.join("; ")}.\n`);
  const cases = [
    ...recordedOutputs("listing"),
    ...live.flatMap(([, output]) => (output === undefined ? [] : [output])),
  ];
  const rows = cases.map(measure);
  print(
    "| listing | half | tokens | exact, saved | default, saved | rung | rows | shown whole | figures stated | right | lines made up |",
  );
  print("|---|---|--:|--:|--:|---|--:|--:|--:|--:|--:|");
  for (const row of rows) print(tableRow(row.name, [row]));
  print(tableRow("**all, macro**", rows));
  print(
    tableRow(
      "tuned on",
      rows.filter(({ name }) => isTuned(name)),
    ),
  );
  print(
    tableRow(
      "held out",
      rows.filter(({ name }) => !isTuned(name)),
    ),
  );
  const refused = rows.reduce((sum, row) => sum + row.refused, 0);
  const torn = rows.filter(({ isExact }) => !isExact).length;
  print(`\nRungs refused by their own check: ${refused}. Exact outputs that differ: ${torn}.`);
  print("No recording of a rival holds listings.\n");
  printCurve(print, cases);
  for (const line of speedLines(
    cases.map(({ text }) => ({ text, kind: "listing" as const })),
    { floor: "byte-exact", level: "columns" },
  ))
    print(line);
  return rows;
}

function measure({ name, text }: RecordedOutput): ListingRow {
  const exact = engine.pack(text, { kind: "listing", floor: "byte-exact" });
  const packed = engine.pack(text, { kind: "listing" });
  return {
    name,
    tokens: { given: exact.tokensBefore, exact: exact.tokens, default: packed.tokens },
    isExact: unpack(exact.text) === text,
    level: packed.level,
    recall: packed.grade === "byte-exact" ? undefined : listingRecall(text, packed.text),
    refused: exact.verifyFailures + packed.verifyFailures,
  };
}

function tableRow(name: string, rows: readonly ListingRow[]): string {
  const mean = (of: (row: ListingRow) => number): string =>
    percent(rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length));
  const sum = (of: (recall: ListingRecall) => number): number =>
    rows.reduce((all, { recall }) => all + (recall === undefined ? 0 : of(recall)), 0);
  const halves = new Set(rows.map((row) => (isTuned(row.name) ? "tuned on" : "held out")));
  const cells = [
    name,
    halves.size === 1 ? [...halves][0] : "both",
    rows.reduce((all, { tokens }) => all + tokens.given, 0),
    mean(({ tokens }) => 1 - tokens.exact / tokens.given),
    mean(({ tokens }) => 1 - tokens.default / tokens.given),
    rows.length === 1 ? rows[0]?.level : `${rows.length} listings`,
    sum((recall) => recall.rows),
    sum((recall) => recall.shown),
    sum((recall) => recall.stated),
    sum((recall) => recall.right),
    sum((recall) => recall.madeUp),
  ];
  return `| ${cells.join(" | ")} |`;
}

function printCurve(print: BenchIo["print"], cases: readonly RecordedOutput[]): void {
  print(
    "| limit, share of the input | rungs | used of the limit | lines of the source shown whole |",
  );
  print("|--:|---|--:|--:|");
  for (const limit of LIMITS) {
    const levels = new Map<string, number>();
    let [used, kept] = [0, 0];
    for (const { text } of cases) {
      const maxTokens = Math.floor(countTokens(text) * limit);
      const packed = engine.pack(text, { kind: "listing", maxTokens });
      levels.set(packed.level, (levels.get(packed.level) ?? 0) + 1);
      used += packed.tokens / maxTokens;
      kept += packed.grade === "byte-exact" ? 1 : shownShare(text, packed.text);
    }
    const rungs = [...levels].map(([level, count]) => `${level} ${count}`).join(", ");
    print(
      `| ${[percent(limit), rungs, percent(used / cases.length), percent(kept / cases.length)].join(" | ")} |`,
    );
  }
  print("");
}

function shownShare(text: string, output: string): number {
  if (/^(?:= \d+ rows|\d+ entries)/.test(output.split("\n")[1] ?? "")) {
    const { rows, shown } = listingRecall(text, output);
    return shown / Math.max(1, rows);
  }
  const lines = text.split("\n").filter((line) => line !== "");
  const own = new Set(output.split("\n"));
  return lines.filter((line) => own.has(line)).length / Math.max(1, lines.length);
}
