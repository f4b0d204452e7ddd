import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PackResult } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { type CodeFile, type CodeSample, pythonLibrary, sampleCode } from "./code-corpus.ts";
import { type CodeFacts, countKept } from "./code-facts.ts";
import { pythonFacts } from "./python-facts.ts";
import { scriptFacts } from "./script-facts.ts";

/** Where the figures go, and the folder of the benchmark data, which holds no code and is not read here. */
export interface PackCodeIo {
  print(line: string): void;
  readonly dataDir: string | undefined;
}

/** What packing the files of one language gave. */
export interface PackCodeRow {
  readonly name: string;
  readonly files: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Mean over files of the share of tokens saved, and over those of 1,000 tokens and more. */
  readonly saved: number;
  readonly savedLarge: number;
  /** Shares of definitions, their signatures and members that another parser finds in the output too. */
  readonly names: number;
  readonly signatures: number;
  readonly members: number;
  /** Share of outputs that parse among those whose source does. */
  readonly parses: number;
  /** Share of files whose rungs all passed their check, and share that got a rung smaller than the source. */
  readonly passed: number;
  readonly packed: number;
  /** Tokens of sources by millisecond of processor time, counting and verification included. */
  readonly tokensPerMs: number;
}

/** Fewer files say nothing about a language. */
const FEWEST_FILES = 20;

const MEGABYTE = 1_000_000;
const ROOT = join(import.meta.dirname, "../../..");

/**
 * Packs this repository's code and a sample of what is installed, prints a row for each language, and answers the rows. What
 * was kept is found by the TypeScript 5 parser and Python's `ast`, which share nothing with the engine.
 */
export async function packCodeRows(io: PackCodeIo): Promise<readonly PackCodeRow[]> {
  io.print("Kept: as TypeScript 5's parser and Python's ast find it. Saved: mean over files.\n");
  io.print(
    "| code | files | tokens | saved | saved, files of 1,000 tokens and more | names kept | signatures | members | outputs parse | rungs passed | tokens/ms |",
  );
  io.print("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|");
  const rows: PackCodeRow[] = [];
  for (const [name, samples] of Object.entries(corpora(io))) {
    const files = samples.flatMap(sampleCode);
    if (files.length < FEWEST_FILES) {
      io.print(`| ${name} | ${files.length}, skipped: too few | | | | | | | | | |`);
      continue;
    }
    const row = measure(name, files);
    rows.push(row);
    io.print(rowText(row));
  }
  return rows;
}

function corpora(io: PackCodeIo): Readonly<Record<string, readonly CodeSample[]>> {
  const installed = join(ROOT, "node_modules/.pnpm");
  const library = pythonLibrary();
  if (library === undefined) io.print("Python: skipped, there is no python3");
  const own = ["packages", "apps", "tooling"].map((part) => join(ROOT, part));
  const pick = (pattern: RegExp): readonly CodeSample[] =>
    existsSync(installed) ? [{ folder: installed, pattern, maxBytes: 3 * MEGABYTE }] : [];
  return {
    "this repository": own.map((folder) => ({
      folder,
      pattern: /^(?!.*(?:node_modules|\/dist\/|\.gen\.)).*\.ts$/,
      maxBytes: 10 * MEGABYTE,
    })),
    TypeScript: pick(/(?<!\.d)\.[cm]?ts$/),
    "TypeScript declarations": pick(/\.d\.[cm]?ts$/),
    TSX: pick(/\.tsx$/),
    JavaScript: pick(/\.(?:[cm]?js|jsx)$/),
    Python:
      library === undefined ? [] : [{ folder: library, pattern: /\.py$/, maxBytes: 4 * MEGABYTE }],
  };
}

function measure(name: string, files: readonly CodeFile[]): PackCodeRow {
  const engine = new HeuristicEngine();
  engine.pack("let warm = 1;\n".repeat(9), { path: files[0]?.path });
  const start = process.cpuUsage();
  const results = files.map(({ path, text }) => engine.pack(text, { kind: "code", path }));
  const { user, system } = process.cpuUsage(start);
  const before = factsOf(files);
  const after = factsOf(files.map(({ path }, index) => ({ path, text: textOf(results[index]) })));
  const tokensBefore = sum(results.map((result) => result.tokensBefore));
  const parsing = before.flatMap((facts, index) => (facts.parses ? [index] : []));
  const kept = (part: "names" | "signatures" | "members") =>
    sum(parsing.map((at) => countKept(before[at]?.[part] ?? [], after[at]?.[part] ?? []))) /
    sum(parsing.map((at) => before[at]?.[part].length ?? 0));
  return {
    name,
    files: files.length,
    tokensBefore,
    tokensAfter: sum(results.map(({ tokens }) => tokens)),
    saved: mean(results.map(savedOf)),
    savedLarge: mean(results.filter(({ tokensBefore }) => tokensBefore >= 1000).map(savedOf)),
    names: kept("names"),
    signatures: kept("signatures"),
    members: kept("members"),
    parses: mean(parsing.map((at) => Number(after[at]?.parses))),
    passed: mean(results.map(({ verifyFailures }) => Number(verifyFailures === 0))),
    packed: mean(results.map(({ level }) => Number(level !== "source"))),
    tokensPerMs: (1000 * tokensBefore) / (user + system),
  };
}

function factsOf(files: readonly CodeFile[]): readonly CodeFacts[] {
  if (files[0]?.path.endsWith(".py")) return pythonFacts(files.map(({ text }) => text));
  return files.map(({ path, text }) => scriptFacts(path, text));
}

function savedOf({ tokens, tokensBefore }: PackResult): number {
  return 1 - tokens / Math.max(1, tokensBefore);
}

function textOf(result: PackResult | undefined): string {
  return result?.text ?? "";
}

function rowText(row: PackCodeRow): string {
  const cells = [
    row.name,
    row.files,
    `${row.tokensBefore} -> ${row.tokensAfter}`,
    percent(row.saved),
    percent(row.savedLarge),
    ...[row.names, row.signatures, row.members, row.parses, row.passed].map(percent),
    row.tokensPerMs.toFixed(0),
  ];
  return `| ${cells.join(" | ")} |`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
