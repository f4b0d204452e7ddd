import { createHash } from "node:crypto";
import { countTokens, type PackResult } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type JsonCase, readJsonCases } from "./json-cases.ts";
import { decodedRecall, type JsonRecall, summaryRecall } from "./json-recall.ts";

/** One packed case. */
export interface JsonRow {
  readonly case: JsonCase;
  /** Tokens as given, minified, packed exactly, packed by default. */
  readonly tokens: {
    readonly given: number;
    readonly minified: number;
    readonly exact: number;
    readonly summary: number;
  };
  readonly exact: JsonRecall;
  /** Of the default output; `undefined` where that is exact too. */
  readonly summary: JsonRecall | undefined;
  readonly refused: number;
}

/** Prints what packing JSON saves and keeps, by file or group, and how fast it is; answers the rows behind it. */
export async function packJsonRows({ print, dataDir }: BenchIo): Promise<readonly JsonRow[]> {
  const cases = readJsonCases(dataDir);
  const rows = cases.map(measure);
  if (dataDir === undefined)
    print("Skipped, no data folder: GitHub, TMDB, octokit, key-value pairs.\n");
  print(
    "| JSON | texts | tokens | minified | columns, saved (vs minified) | leaves kept | default, saved | key paths named | ids named | leaf values named |",
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const [group, members] of groupBy(rows, (row) => row.case.group)) {
    const halves = groupBy(members, (row) => (isTuned(row.case.name) ? "tuned on" : "held out"));
    if (halves.size === 1) print(tableRow(`${group} (${[...halves.keys()][0]})`, members));
    else for (const [half, own] of halves) print(tableRow(`${group}, ${half}`, own));
  }
  const above = rows.filter(({ tokens }) => tokens.exact > tokens.minified).length;
  const refused = rows.reduce((sum, row) => sum + row.refused, 0);
  print(
    `\nAbove minified JSON: ${above} of ${rows.length}. Rungs refused by their own check: ${refused}.`,
  );
  for (const line of speedLines(cases)) print(line);
  return rows;
}

const engine = new HeuristicEngine();

function measure(one: JsonCase): JsonRow {
  const exact = engine.pack(one.text, { kind: "json", floor: "value-exact" });
  const smallest = engine.pack(one.text, { kind: "json" });
  return {
    case: one,
    tokens: {
      given: exact.tokensBefore,
      minified: countTokens(JSON.stringify(JSON.parse(one.text))),
      exact: exact.tokens,
      summary: smallest.tokens,
    },
    exact: decodedRecall(one.text, unpack(exact.text)),
    summary: smallest.level === "summary" ? summaryRecall(one.text, smallest.text) : undefined,
    refused: refusedOf(exact) + refusedOf(smallest),
  };
}

function refusedOf(result: PackResult): number {
  return result.verifyFailures;
}

/** Constants were fitted on names whose SHA-256 is even; the others only check them. */
function isTuned(name: string): boolean {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(-1), 16) % 2 === 0;
}

function tableRow(name: string, rows: readonly JsonRow[]): string {
  const total = (of: (row: JsonRow) => number): number =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const mean = (of: (row: JsonRow) => number): string => percent(total(of) / rows.length);
  const summaries = rows.flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
  const kept = (of: (recall: JsonRecall) => number): string =>
    summaries.length === 0
      ? "exact"
      : percent(summaries.reduce((sum, recall) => sum + of(recall), 0) / summaries.length);
  const cells = [
    name,
    rows.length,
    total(({ tokens }) => tokens.given),
    total(({ tokens }) => tokens.minified),
    `${mean(({ tokens }) => 1 - tokens.exact / tokens.given)} (${mean(({ tokens }) => 1 - tokens.exact / tokens.minified)})`,
    mean(({ exact }) => exact.leaves),
    mean(({ tokens }) => 1 - tokens.summary / tokens.given),
    kept(({ keyPaths }) => keyPaths),
    kept(({ ids }) => ids),
    kept(({ leaves }) => leaves),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Speed over all cases once, in processor time of this process: distinct inputs, verification included. */
function speedLines(cases: readonly JsonCase[]): string[] {
  const free = { encoding: "characters", exact: false, count: (text: string) => text.length };
  const tokens = cases.reduce((sum, { text }) => sum + countTokens(text), 0);
  const rate = (run: (text: string) => unknown): string => {
    const started = process.cpuUsage();
    for (const { text } of cases) run(text);
    const { user, system } = process.cpuUsage(started);
    return `${((1000 * tokens) / (user + system)).toFixed(0)} tokens/ms`;
  };
  const exact = { kind: "json", floor: "value-exact" } as const;
  return [
    `Speed, columns: ${rate((text) => engine.pack(text, { ...exact, counter: free }))} without counting, ${rate((text) => engine.pack(text, exact))} with.`,
    `Speed, default: ${rate((text) => engine.pack(text, { kind: "json", counter: free }))} without counting, ${rate((text) => engine.pack(text, { kind: "json" }))} with.`,
  ];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return groups;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
