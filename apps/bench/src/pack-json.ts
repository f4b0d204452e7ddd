import { countTokens, type PackResult } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type JsonCase, readJsonCases } from "./json-cases.ts";
import { needleLines } from "./json-needles.ts";
import { decodedRecall, type JsonRecall, namedShare, summaryRecall } from "./json-recall.ts";
import { rivalLines } from "./json-rivals.ts";
import { groupBy, isTuned, percent, speedLines } from "./pack-figures.ts";

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
  const aboveWhole = rows.filter(({ tokens }) => tokens.exact > tokens.minified + ENVELOPE).length;
  print(`Above minified JSON with an envelope of ${ENVELOPE} tokens: ${aboveWhole}.`);
  print(pairBound(rows));
  for (const line of [
    ...speedLines(
      cases.map((one) => ({ text: one.text, kind: kindOf(one) })),
      { floor: "value-exact", level: "columns" },
    ),
    "",
    ...curveLines(cases),
    "",
    ...needleLines(),
  ])
    print(line);
  if (dataDir !== undefined) for (const line of ["", ...rivalLines(dataDir)]) print(line);
  return rows;
}

const engine = new HeuristicEngine();

/** Tokens of an envelope, which every packed text begins with so that it can be told and unpacked. */
const ENVELOPE = 26;

function kindOf({ kind }: JsonCase): "json" | "jsonl" {
  return kind ?? "json";
}

function measure(one: JsonCase): JsonRow {
  const exact = engine.pack(one.text, { kind: kindOf(one), floor: "value-exact" });
  const smallest = engine.pack(one.text, { kind: kindOf(one) });
  return {
    case: one,
    tokens: {
      given: exact.tokensBefore,
      minified: one.kind === "jsonl" ? exact.tokensBefore : countTokens(minified(one.text)),
      exact: exact.tokens,
      summary: smallest.tokens,
    },
    exact: decodedRecall(one.text, unpack(exact.text)),
    summary: smallest.level === "summary" ? summaryRecall(one.text, smallest.text) : undefined,
    refused: refusedOf(exact) + refusedOf(smallest),
  };
}

function minified(text: string): string {
  return JSON.stringify(JSON.parse(text));
}

/** What pairs of random ids can save at most while each id stands literally: what is no id, but for one sign between two. */
function pairBound(rows: readonly JsonRow[]): string {
  const pairs = rows.filter((row) => row.case.name.startsWith("object#"));
  const shares = pairs.map(({ case: { text }, tokens }) => {
    const ids = Object.entries(JSON.parse(text) as Record<string, string>).map((pair) =>
      pair.join(" "),
    );
    return 1 - countTokens(ids.join("\n")) / tokens.given;
  });
  const bound = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
  return `Bound of qa/kv as an object, ids literal, nothing else but a space and a line end: ${percent(bound)}.`;
}

/** Savings asked for against values still named, by limit: macro-averages over the larger texts. */
function curveLines(cases: readonly JsonCase[]): string[] {
  const large = cases
    .filter(({ text }) => text.length > 6_000)
    .filter((_, at) => at % CURVE_STEP === 0);
  const lines = [
    "| limit | texts | saved | leaf values named | with a summary |",
    "|---|--:|--:|--:|--:|",
  ];
  for (const share of [0.5, 0.25, 0.1, 0.05]) {
    let saved = 0;
    let kept = 0;
    let verified = 0;
    for (const one of large) {
      const before = countTokens(one.text);
      const packed = engine.pack(one.text, {
        kind: kindOf(one),
        maxTokens: Math.floor(before * share),
      });
      const isExact = packed.grade.endsWith("-exact");
      saved += 1 - packed.tokens / before;
      kept += isExact ? 1 : namedShare(one.text, packed.text);
      verified += isExact || packed.grade === "facts-verified" ? 1 : 0;
    }
    const mean = (sum: number): string => percent(sum / large.length);
    lines.push(
      `| ${percent(share)} | ${large.length} | ${mean(saved)} | ${mean(kept)} | ${mean(verified)} |`,
    );
  }
  return lines;
}

/** Every so many of the larger texts is packed for the curve. */
const CURVE_STEP = 4;

function refusedOf(result: PackResult): number {
  return result.verifyFailures;
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
