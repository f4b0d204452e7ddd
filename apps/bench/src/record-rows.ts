import { createHash } from "node:crypto";
import { type ContentKind, countTokens } from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { percent, speedLines } from "./pack-figures.ts";
import type { FactRecall } from "./record-facts.ts";

/** A text of records to pack. */
export interface RecordCase {
  readonly group: string;
  readonly name: string;
  readonly text: string;
}

/** What the benchmark knows of a text by reading it with a library. */
export interface RecordTruth {
  /** The plainest compact way to write the same, to compare with. */
  readonly baseline: string;
  /** Share of the values that a decoded output gives back in their place. */
  decoded(text: string): number;
  /** What a summary states. */
  stated(output: string): FactRecall;
  /** Records as they may stand in an output. */
  readonly records: readonly string[];
}

/** How records of one kind are measured. */
export interface RecordBench {
  readonly kind: ContentKind;
  readonly title: string;
  /** What the baseline is called. */
  readonly baseline: string;
  readonly cases: readonly RecordCase[];
  truthOf(text: string): RecordTruth;
}

/** One packed text. */
export interface RecordRow {
  readonly case: RecordCase;
  readonly tokens: {
    readonly given: number;
    readonly baseline: number;
    readonly exact: number;
    readonly packed: number;
  };
  readonly decoded: number;
  /** Of the default output; `undefined` where that is exact too. */
  readonly stated: FactRecall | undefined;
  readonly refused: number;
}

const engine = new HeuristicEngine();

/** Prints what packing records saves and keeps, the curve under limits, and the speed; answers the rows behind it. */
export function packRecordRows({ print }: BenchIo, bench: RecordBench): readonly RecordRow[] {
  const rows = bench.cases.map((one) => measure(one, bench));
  print(
    `| ${bench.title} | tokens | ${bench.baseline}, saved | exact, saved | values given back | default, saved | names stated | figures right | ids stated |`,
  );
  print("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const row of rows) print(tableRow(`${row.case.name} (${halfOf(row)})`, [row]));
  for (const half of ["tuned on", "held out"]) {
    const own = rows.filter((row) => halfOf(row) === half);
    if (own.length > 0) print(tableRow(`mean, ${half}`, own));
  }
  print(tableRow("mean", rows));
  const above = rows.filter(({ tokens }) => tokens.exact > tokens.baseline).length;
  const refused = rows.reduce((sum, row) => sum + row.refused, 0);
  print(
    `\nExact output above ${bench.baseline}: ${above} of ${rows.length}. Rungs refused by their own check: ${refused}.`,
  );
  for (const line of [
    ...curveLines(bench),
    ...speedLines(
      bench.cases.map(({ text }) => ({ text, kind: bench.kind })),
      { floor: "value-exact" },
    ),
  ])
    print(line);
  return rows;
}

function measure(one: RecordCase, { kind, truthOf }: RecordBench): RecordRow {
  const truth = truthOf(one.text);
  const exact = engine.pack(one.text, { kind, floor: "value-exact" });
  const packed = engine.pack(one.text, { kind });
  return {
    case: one,
    tokens: {
      given: exact.tokensBefore,
      baseline: countTokens(truth.baseline),
      exact: exact.tokens,
      packed: packed.tokens,
    },
    decoded: truth.decoded(unpack(exact.text)),
    stated: packed.level === "summary" ? truth.stated(packed.text) : undefined,
    refused: exact.verifyFailures + packed.verifyFailures,
  };
}

/** Constants were fitted on names whose SHA-256 is even; the others only check them. */
function halfOf(row: RecordRow): "tuned on" | "held out" {
  const digest = createHash("sha256").update(row.case.name).digest("hex");
  return Number.parseInt(digest.slice(-1), 16) % 2 === 0 ? "tuned on" : "held out";
}

function tableRow(name: string, rows: readonly RecordRow[]): string {
  const mean = (of: (row: RecordRow) => number): string =>
    percent(rows.reduce((sum, row) => sum + of(row), 0) / rows.length);
  const summaries = rows.flatMap(({ stated }) => (stated === undefined ? [] : [stated]));
  const kept = (of: (recall: FactRecall) => number): string =>
    summaries.length === 0
      ? "exact"
      : percent(summaries.reduce((sum, recall) => sum + of(recall), 0) / summaries.length);
  const cells = [
    name,
    rows.reduce((sum, { tokens }) => sum + tokens.given, 0),
    mean(({ tokens }) => 1 - tokens.baseline / tokens.given),
    mean(({ tokens }) => 1 - tokens.exact / tokens.given),
    mean(({ decoded }) => decoded),
    mean(({ tokens }) => 1 - tokens.packed / tokens.given),
    kept(({ names }) => names),
    kept(({ figures }) => figures),
    kept(({ ids }) => ids),
  ];
  return `| ${cells.join(" | ")} |`;
}

const LIMITS = [0.5, 0.25, 0.1, 0.05];

/** Savings under limits, and the share of records that are still whole, by exact output or word for word. */
function curveLines({ kind, cases, truthOf }: RecordBench): string[] {
  const cells = LIMITS.map((limit) => {
    let saved = 0;
    let kept = 0;
    for (const { text } of cases) {
      const given = countTokens(text);
      const packed = engine.pack(text, { kind, maxTokens: Math.floor(given * limit) });
      saved += 1 - packed.tokens / given;
      const { records } = truthOf(text);
      const isWhole = packed.grade === "byte-exact" || packed.grade === "value-exact";
      const lines = new Set(
        packed.text.split("\n").map((line) => line.replace(/^\w+ \d+: /, "").trim()),
      );
      kept += isWhole ? 1 : records.filter((record) => lines.has(record)).length / records.length;
    }
    return `${percent(limit)}: ${percent(saved / cases.length)} saved, ${percent(kept / cases.length)} of the records whole`;
  });
  return ["", `Under limits of the input's tokens, ${cells.join("; ")}.`];
}
