import { createHash } from "node:crypto";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type LogCase, readLogCases } from "./log-cases.ts";
import { digestRecall, eventRecall, type LogRecall } from "./log-facts.ts";
import { percent, speedLines } from "./pack-figures.ts";

/** One packed log. */
export interface LogRow {
  readonly name: string;
  readonly tokens: { readonly given: number; readonly exact: number; readonly digest: number };
  /** Whether the exact output unpacks to the same bytes. */
  readonly isExact: boolean;
  /** Of the default output; `undefined` where that is exact too. */
  readonly recall: LogRecall | undefined;
  readonly refused: number;
}

/** Limits of the curve, as shares of the input. */
const LIMITS = [0.5, 0.25, 0.1, 0.05];

const engine = new HeuristicEngine();

/** Prints what packing logs saves and keeps, per file, under limits, and how fast it is; answers the rows behind it. */
export function packLogRows({ print, dataDir }: BenchIo): readonly LogRow[] {
  const cases = readLogCases(dataDir);
  if (dataDir === undefined) print("Skipped, no data folder: loghub.\n");
  const rows = cases.map(measure);
  print(
    "| log | half | tokens | fold, saved | default, saved | events with a line | events with one template | of those exact count, first, last | distinct error lines | kept |",
  );
  print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const row of rows) print(tableRow(row.name, [row]));
  const isPublic = ({ name }: LogRow): boolean => name.includes("_2k.");
  const groups: readonly (readonly [string, (row: LogRow) => boolean])[] = [
    ["**loghub, macro**", isPublic],
    ["loghub, even hash", (row) => isPublic(row) && isEven(row.name)],
    ["loghub, odd hash", (row) => isPublic(row) && !isEven(row.name)],
    ["recorded, macro", (row) => !isPublic(row)],
  ];
  for (const [name, belongs] of groups) {
    const own = rows.filter(belongs);
    if (own.length > 0) print(tableRow(name, own));
  }
  const refused = rows.reduce((sum, row) => sum + row.refused, 0);
  const torn = rows.filter(({ isExact }) => !isExact).length;
  print(`\nRungs refused by their own check: ${refused}. Exact outputs that differ: ${torn}.\n`);
  print(
    "The halves are by the SHA-256 of the name, but all eight loghub files were in view when two constants were chosen: at how many values a word is a variable (6; with 4 or 5 Zookeeper keeps 92.0 % of its events, the others 100 %), and what a legend line costs (3 to 10 give the same within 0.1 points). The recorded logs were not looked at for either.\n",
  );
  printCurve(print, cases);
  for (const line of speedLines(
    cases.map(({ text }) => ({ text, kind: "log" as const })),
    { floor: "byte-exact", level: "fold" },
  ))
    print(line);
  return rows;
}

function measure(one: LogCase): LogRow {
  const exact = engine.pack(one.text, { kind: "log", floor: "byte-exact" });
  const digest = engine.pack(one.text, { kind: "log" });
  return {
    name: one.name,
    tokens: { given: exact.tokensBefore, exact: exact.tokens, digest: digest.tokens },
    isExact: unpack(exact.text) === one.text,
    recall: digest.level === "digest" ? digestRecall(one, digest.text) : undefined,
    refused: exact.verifyFailures + digest.verifyFailures,
  };
}

/** Whether a name's SHA-256 is even. Unlike elsewhere the halves are no proof here: see what is printed below the table. */
function isEven(name: string): boolean {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(-1), 16) % 2 === 0;
}

function tableRow(name: string, rows: readonly LogRow[]): string {
  const mean = (of: (row: LogRow) => number): string =>
    percent(rows.reduce((sum, row) => sum + of(row), 0) / rows.length);
  const kept = (of: (recall: LogRecall) => number): string =>
    mean(({ recall }) => (recall === undefined ? 1 : of(recall)));
  const halves = new Set(rows.map((row) => (isEven(row.name) ? "even hash" : "odd hash")));
  const cells = [
    name,
    halves.size === 1 ? [...halves][0] : "both",
    rows.reduce((sum, { tokens }) => sum + tokens.given, 0),
    mean(({ tokens }) => 1 - tokens.exact / tokens.given),
    mean(({ tokens }) => 1 - tokens.digest / tokens.given),
    kept(({ events }) => events),
    kept(({ oneToOne }) => oneToOne),
    kept(({ exact }) => exact),
    rows.reduce((sum, { recall }) => sum + (recall?.errorLines ?? 0), 0),
    kept(({ errors }) => errors),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Savings and events kept under limits; an exact rung keeps all. */
function printCurve(print: BenchIo["print"], cases: readonly LogCase[]): void {
  print("| limit, share of the input | rungs | used of the limit | events with a line |");
  print("|--:|---|--:|--:|");
  for (const limit of LIMITS) {
    const levels = new Map<string, number>();
    let used = 0;
    let kept = 0;
    for (const one of cases) {
      const maxTokens = Math.floor(countTokens(one.text) * limit);
      const { level, text, tokens } = engine.pack(one.text, { kind: "log", maxTokens });
      levels.set(level, (levels.get(level) ?? 0) + 1);
      used += tokens / maxTokens;
      kept += level === "fold" ? 1 : eventRecall(one, text);
    }
    const rungs = [...levels].map(([level, count]) => `${level} ${count}`).join(", ");
    const cells = [
      percent(limit),
      rungs,
      percent(used / cases.length),
      percent(kept / cases.length),
    ];
    print(`| ${cells.join(" | ")} |`);
  }
  print("");
}
