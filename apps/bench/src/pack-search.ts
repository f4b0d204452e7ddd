import { countTokens } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { isTuned, percent, speedLines } from "./pack-figures.ts";
import { outputNow, type RecordedOutput, recordedOutputs } from "./recorded-outputs.ts";
import { compareMatches, matchesOf, statedMatches } from "./search-facts.ts";

/** One packed search result. */
export interface SearchRow {
  readonly name: string;
  readonly tokens: { readonly given: number; readonly exact: number; readonly default: number };
  readonly isExact: boolean;
  readonly level: string;
  /** Matches in the source, how many of them the default output names with file and line, and how many it makes up. */
  readonly matches: { readonly total: number; readonly kept: number; readonly false: number };
  readonly refused: number;
}

/** Searches that are run over this repository; those whose program is missing are named. */
const SEARCHES: readonly (readonly string[])[] = [
  ["git", "grep", "-n", "readonly text"],
  ["git", "grep", "-n", "TokenPakError"],
  ["git", "grep", "-n", "-C2", "counter.count"],
  ["git", "grep", "-n", "--heading", "--break", "expect("],
  ["grep", "-rn", "createTokenCounter", "packages", "--include=*.ts", "--exclude-dir=node_modules"],
  ["grep", "-rn", "@deprecated", "apps/bench/node_modules/typescript5/lib", "--include=*.d.ts"],
  ["rg", "-n", "--sort", "path", "import type", "packages"],
];

const LIMITS = [0.5, 0.25, 0.1, 0.05];

const engine = new HeuristicEngine();

/** Prints what packing search results saves and keeps, per file, under limits, and how fast it is; answers the rows behind it. */
export function packSearchRows({ print }: BenchIo): readonly SearchRow[] {
  const live = SEARCHES.map((command) => [command, outputNow(command)] as const);
  const missing = live
    .filter(([, output]) => output === undefined)
    .map(([command]) => command.join(" "));
  if (missing.length > 0)
    print(`Skipped, no such program or nothing found here: ${missing.join("; ")}.\n`);
  const cases = [
    ...recordedOutputs("search"),
    ...live.flatMap(([, output]) => (output === undefined ? [] : [output])),
  ];
  const rows = cases.map(measure);
  print(
    "| search result | half | tokens | exact, saved | default, saved | rung | matches | file and line kept | made up |",
  );
  print("|---|---|--:|--:|--:|---|--:|--:|--:|");
  for (const row of rows) print(tableRow(row.name, [row]));
  const isSummarised = ({ level }: SearchRow): boolean => level === "coordinates";
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
  print(
    tableRow("with matches' lines to leave out (no counts, no lists)", rows.filter(isSummarised)),
  );
  print(
    tableRow(
      "of these, above 1,000 tokens",
      rows.filter((row) => isSummarised(row) && row.tokens.given > 1000),
    ),
  );
  const refused = rows.reduce((sum, row) => sum + row.refused, 0);
  const torn = rows.filter(({ isExact }) => !isExact).length;
  print(`\nRungs refused by their own check: ${refused}. Exact outputs that differ: ${torn}.`);
  print(
    "No recording of a rival holds search results; measured elsewhere on other ones, the best known kept 8.4 % of matches at 90.9 %.\n",
  );
  printCurve(print, cases);
  for (const line of speedLines(
    cases.map(({ text }) => ({ text, kind: "search" as const })),
    { floor: "byte-exact", level: "files" },
  ))
    print(line);
  return rows;
}

function measure({ name, text }: RecordedOutput): SearchRow {
  const exact = engine.pack(text, { kind: "search", floor: "byte-exact" });
  const packed = engine.pack(text, { kind: "search" });
  const truth = matchesOf(text);
  const total = [...truth.values()].reduce((sum, count) => sum + count, 0);
  return {
    name,
    tokens: { given: exact.tokensBefore, exact: exact.tokens, default: packed.tokens },
    isExact: unpack(exact.text) === text,
    level: packed.level,
    matches:
      packed.grade === "byte-exact"
        ? { total, kept: total, false: 0 }
        : compareMatches(truth, statedMatches(packed.text)),
    refused: exact.verifyFailures + packed.verifyFailures,
  };
}

function tableRow(name: string, rows: readonly SearchRow[]): string {
  const mean = (of: (row: SearchRow) => number): string =>
    percent(rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length));
  const sum = (of: (row: SearchRow) => number): number =>
    rows.reduce((all, row) => all + of(row), 0);
  const halves = new Set(rows.map((row) => (isTuned(row.name) ? "tuned on" : "held out")));
  const cells = [
    name.replaceAll("|", "\\|"),
    halves.size === 1 ? [...halves][0] : "both",
    sum(({ tokens }) => tokens.given),
    mean(({ tokens }) => 1 - tokens.exact / tokens.given),
    mean(({ tokens }) => 1 - tokens.default / tokens.given),
    rows.length === 1 ? rows[0]?.level : `${rows.length} results`,
    sum(({ matches }) => matches.total),
    mean(({ matches }) => (matches.total === 0 ? 1 : matches.kept / matches.total)),
    sum(({ matches }) => matches.false),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Savings and matches kept under limits: a coordinate counts where file and line stand, in a summary or in whole lines. */
function printCurve(print: BenchIo["print"], cases: readonly RecordedOutput[]): void {
  print("| limit, share of the input | rungs | used of the limit | matches with file and line |");
  print("|--:|---|--:|--:|");
  for (const limit of LIMITS) {
    const levels = new Map<string, number>();
    let [used, kept] = [0, 0];
    for (const { text } of cases) {
      const maxTokens = Math.floor(countTokens(text) * limit);
      const packed = engine.pack(text, { kind: "search", maxTokens });
      levels.set(packed.level, (levels.get(packed.level) ?? 0) + 1);
      used += packed.tokens / maxTokens;
      kept += keptShare(text, packed.level, packed.text);
    }
    const rungs = [...levels].map(([level, count]) => `${level} ${count}`).join(", ");
    print(
      `| ${[percent(limit), rungs, percent(used / cases.length), percent(kept / cases.length)].join(" | ")} |`,
    );
  }
  print("");
}

function keptShare(text: string, level: string, output: string): number {
  if (["files", "fold", "source"].includes(level)) return 1;
  const truth = matchesOf(text);
  const isSummary = level === "coordinates" || level === "places";
  const { total, kept } = compareMatches(
    truth,
    isSummary ? statedMatches(output) : matchesOf(output),
  );
  return total === 0 ? 1 : kept / total;
}
