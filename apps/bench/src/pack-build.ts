import {
  countTokens,
  DEFAULT_SIGIL,
  NO_COMMENT,
  parseEnvelope,
  wrapEnvelope,
} from "@tokenpak/core";
import { HeuristicEngine, unpack } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { type BuildCase, readBuildCases } from "./build-cases.ts";
import { type BuildFacts, buildFacts, recallOf } from "./build-facts.ts";
import { isTuned, percent, speedLines } from "./pack-figures.ts";

/** What is kept of each sort of fact, 0 to 1. */
interface Kept {
  readonly diagnostics: number;
  readonly failing: number;
  readonly summary: number;
  /** Of what the tool itself says in its machine's format; `undefined` where that was not recorded. */
  readonly truth: number | undefined;
}

/** One packed output. */
export interface BuildRow {
  readonly case: BuildCase;
  readonly tokens: number;
  /** Shares saved, 0 to 1. */
  readonly exact: number;
  readonly saved: number;
  readonly level: string;
  readonly facts: BuildFacts;
  readonly kept: Kept;
  /** What a rival saves, and what it keeps of the diagnostics. */
  readonly rival: { readonly saved: number; readonly diagnostics: number } | undefined;
  /** Shares of diagnostics kept where the limit is 50, 25, 10 and 5 % of the input. */
  readonly curve: readonly number[];
  readonly refused: number;
}

const LIMITS = [0.5, 0.25, 0.1, 0.05];
const engine = new HeuristicEngine();

/** Prints what packing outputs of builds and test runs saves and keeps, by file, and how fast it is; answers the rows behind it. */
export function packBuildRows({ print, dataDir }: BenchIo): readonly BuildRow[] {
  const cases = readBuildCases(dataDir);
  const rows = cases.map(measure);
  if (dataDir === undefined)
    print("Skipped, no data folder: sessions of agents, Headroom's inputs.\n");
  print(
    "| build output | tokens | exact, saved | default, saved | level | diagnostics kept | failing tests | totals | machine's format |",
  );
  print("|---|--:|--:|--:|---|--:|--:|--:|--:|");
  for (const row of rows) if (row.case.group !== "headroom") print(fileRow(row));
  for (const [name, members] of groupsOf(rows)) print(meanRow(name, members));
  print("");
  for (const line of rivalLines(rows)) print(line);
  for (const line of curveLines(rows)) print(line);
  print(
    `Rungs refused by their own check: ${rows.reduce((sum, { refused }) => sum + refused, 0)}.`,
  );
  for (const line of speedLines(
    cases.map(({ text }) => ({ text, kind: "build" as const })),
    { floor: "byte-exact" },
  ))
    print(line);
  return rows;
}

function measure(one: BuildCase): BuildRow {
  const options = { kind: "build" } as const;
  const exact = engine.pack(one.text, { ...options, floor: "byte-exact" });
  const packed = engine.pack(one.text, options);
  const facts = buildFacts(one.text);
  const told = readable(packed.text);
  const tokens = packed.tokensBefore;
  return {
    case: one,
    tokens,
    exact: 1 - exact.tokens / tokens,
    saved: 1 - packed.tokens / tokens,
    level: packed.level,
    facts,
    kept: {
      diagnostics: recallOf(facts.diagnostics, told),
      failing: recallOf(facts.failing, told),
      summary: recallOf(facts.summary, told),
      truth: one.truth === undefined ? undefined : recallOf(one.truth, told),
    },
    rival:
      one.rival === undefined
        ? undefined
        : {
            saved: 1 - countTokens(one.rival) / tokens,
            diagnostics: recallOf(errorLines(one), one.rival),
          },
    curve: LIMITS.map((share) => {
      const limited = engine.pack(one.text, { ...options, maxTokens: Math.floor(tokens * share) });
      return recallOf(facts.diagnostics, readable(limited.text));
    }),
    refused: exact.verifyFailures + packed.verifyFailures,
  };
}

/** Of Headroom's inputs, every line that names an error counts. */
function errorLines({ text }: BuildCase): readonly (readonly string[])[] {
  const lines = text.split("\n").filter((line) => /error|ERR!|FAIL|WARN|Traceback/i.test(line));
  return [...new Set(lines)].map((line) => [line.trim()]);
}

/** A packed text as its reader understands it: a notation of lines, below a marker or not, written out. */
function readable(text: string): string {
  const envelope = parseEnvelope(text);
  if (envelope === undefined) return text;
  if (envelope.exact) return unpack(text);
  const notation = envelope.body.slice(envelope.body.indexOf("\n") + 1);
  const alone = {
    codec: "build",
    version: 1,
    ref: envelope.ref,
    exact: true,
    sigil: DEFAULT_SIGIL,
    comment: NO_COMMENT,
  } as const;
  try {
    return unpack(wrapEnvelope(alone, notation));
  } catch {
    return envelope.body;
  }
}

function groupsOf(rows: readonly BuildRow[]): readonly (readonly [string, readonly BuildRow[]])[] {
  const of = (group: BuildCase["group"]): readonly BuildRow[] =>
    rows.filter((row) => row.case.group === group);
  const recorded = of("recorded");
  const large = recorded.filter(({ tokens }) => tokens >= 500);
  return [
    ["recorded, all", recorded],
    ["recorded, tuned on", recorded.filter((row) => isTuned(row.case.name))],
    ["recorded, held out", recorded.filter((row) => !isTuned(row.case.name))],
    ["recorded, 500 tokens or more", large],
    ["recorded, 500 or more, held out", large.filter((row) => !isTuned(row.case.name))],
    ["sessions", of("session")],
    ["Headroom's inputs", of("headroom")],
  ].filter(([, members]) => members?.length !== 0) as [string, readonly BuildRow[]][];
}

function fileRow(row: BuildRow): string {
  const { diagnostics, failing, summary } = row.facts;
  const kept = (share: number, count: number): string =>
    count === 0 ? "-" : `${percent(share)} of ${count}`;
  return `| ${[
    `${row.case.name}${isTuned(row.case.name) ? "" : " *"}`,
    row.tokens,
    percent(row.exact),
    percent(row.saved),
    row.level,
    kept(row.kept.diagnostics, diagnostics.length),
    kept(row.kept.failing, failing.length),
    kept(row.kept.summary, summary.length),
    kept(row.kept.truth ?? 0, row.case.truth?.length ?? 0),
  ].join(" | ")} |`;
}

function meanRow(name: string, rows: readonly BuildRow[]): string {
  const mean = (of: (row: BuildRow) => number): string => percent(meanOf(rows, of));
  const truths = rows.filter(({ kept }) => kept.truth !== undefined);
  const total = rows.reduce((sum, { tokens }) => sum + tokens, 0);
  const saved = rows.reduce((sum, row) => sum + row.tokens * row.saved, 0);
  return `| **${name}** (${rows.length}) | ${total} | ${mean(({ exact }) => exact)} | ${mean((row) => row.saved)} (of all tokens ${percent(saved / total)}) | | ${mean(
    ({ kept }) => kept.diagnostics,
  )} | ${mean(({ kept }) => kept.failing)} | ${mean(({ kept }) => kept.summary)} | ${
    truths.length === 0 ? "-" : percent(meanOf(truths, ({ kept }) => kept.truth ?? 0))
  } |`;
}

function rivalLines(rows: readonly BuildRow[]): string[] {
  const both = rows.filter(({ rival }) => rival !== undefined);
  if (both.length === 0) return [];
  const ours = meanOf(both, ({ case: one }) =>
    recallOf(errorLines(one), readable(engine.pack(one.text, { kind: "build" }).text)),
  );
  return [
    `Headroom on its own ${both.length} inputs: saves ${percent(meanOf(both, ({ rival }) => rival?.saved ?? 0))} with ${percent(
      meanOf(both, ({ rival }) => rival?.diagnostics ?? 0),
    )} of the error lines; here ${percent(meanOf(both, ({ saved }) => saved))} with ${percent(ours)}.`,
  ];
}

function curveLines(rows: readonly BuildRow[]): string[] {
  const cells = LIMITS.map(
    (limit, at) => `${percent(limit)}: ${percent(meanOf(rows, ({ curve }) => curve[at] ?? 0))}`,
  );
  return [`Diagnostics kept where maxTokens is a share of the input: ${cells.join(", ")}.`];
}

function meanOf(rows: readonly BuildRow[], of: (row: BuildRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
}
