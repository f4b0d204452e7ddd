import type { PackResult } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import { type CodeCorpus, codeCorpora } from "./code-corpora.ts";
import { type CodeFacts, countKept, parsesAsBefore } from "./code-facts.ts";
import { hasCtags } from "./ctags-facts.ts";

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
  /** The latter over every second file: what was looked at while building, and what was not. */
  readonly savedTuned: number;
  readonly savedHeldOut: number;
  /** Definitions, their signatures and members that another parser finds, in the source and in the output too. */
  readonly names: KeptCount;
  readonly signatures: KeptCount;
  readonly members: KeptCount;
  /** Share of outputs that parse like their source; `undefined` where no parser is installed. */
  readonly parses: number | undefined;
  /** Files of which a rung failed its check, and files that got none smaller than the source. */
  readonly refused: number;
  readonly unpacked: number;
  /** Tokens of sources by millisecond of processor time, counting and verification included. */
  readonly tokensPerMs: number;
}

/** How many of how many. */
export interface KeptCount {
  readonly found: number;
  readonly kept: number;
}

/** Fewer files say nothing about a language. */
const FEWEST_FILES = 20;

/**
 * Packs this repository's code and a sample of what is installed, prints a row for each language, and answers the rows. What
 * was kept is found by the TypeScript 5 parser, Python's `ast` and universal-ctags, which share nothing with the engine.
 * `TOKENPAK_BENCH_CODE` names a folder with more files; `TOKENPAK_BENCH_CODE_ROWS=Go,C++` runs some rows only.
 */
export async function packCodeRows(io: PackCodeIo): Promise<readonly PackCodeRow[]> {
  io.print(
    "Kept: as TypeScript 5's parser, Python's ast and universal-ctags find it, locals left out. Saved: mean over files.\n",
  );
  if (!hasCtags()) io.print("Other languages: skipped, universal-ctags with JSON is not there\n");
  io.print(
    "| code | files | saved | saved, files of 1,000 tokens and more (every second, the others) | names kept | signatures | members | outputs parse | refused | left as they are | tokens/ms |",
  );
  io.print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  const rows: PackCodeRow[] = [];
  for (const corpus of codeCorpora().filter(isWanted)) {
    const row = measure(corpus);
    io.print(row === undefined ? skippedText(corpus) : rowText(row));
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

function isWanted({ name }: CodeCorpus): boolean {
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const named = process.env["TOKENPAK_BENCH_CODE_ROWS"]?.toLowerCase().split(",");
  return named === undefined || named.includes(name.toLowerCase());
}

function skippedText({ name, sources }: CodeCorpus): string {
  return `| ${name} | skipped: fewer than ${FEWEST_FILES} files in ${sources} |${" |".repeat(9)}`;
}

function measure({ name, files: read, factsOf }: CodeCorpus): PackCodeRow | undefined {
  const files = read();
  if (files.length < FEWEST_FILES) return undefined;
  const engine = new HeuristicEngine();
  engine.pack("let warm = 1;\n".repeat(9), { path: files[0]?.path });
  const start = process.cpuUsage();
  const results = files.map(({ path, text }) => engine.pack(text, { kind: "code", path }));
  const { user, system } = process.cpuUsage(start);
  const before = factsOf(files);
  const after = factsOf(files.map(({ path }, at) => ({ path, text: textOf(results[at]) })));
  const tokensBefore = sum(results.map((result) => result.tokensBefore));
  const large = results.filter((result) => result.tokensBefore >= 1000).map(savedOf);
  return {
    name,
    files: files.length,
    tokensBefore,
    tokensAfter: sum(results.map(({ tokens }) => tokens)),
    saved: mean(results.map(savedOf)),
    savedLarge: mean(large),
    savedTuned: mean(large.filter((_, at) => at % 2 === 0)),
    savedHeldOut: mean(large.filter((_, at) => at % 2 === 1)),
    ...shareKept(before, after),
    refused: results.filter(({ verifyFailures }) => verifyFailures > 0).length,
    unpacked: results.filter(({ level }) => level === "source").length,
    tokensPerMs: (1000 * tokensBefore) / (user + system),
  };
}

function shareKept(
  before: readonly CodeFacts[],
  after: readonly CodeFacts[],
): Pick<PackCodeRow, "names" | "signatures" | "members" | "parses"> {
  const pairs = before.flatMap((facts, at) => {
    const found = after[at];
    return found === undefined ? [] : [{ before: facts, after: found }];
  });
  const kept = (part: "names" | "signatures" | "members"): KeptCount => ({
    found: sum(before.map((facts) => facts[part].length)),
    kept: sum(pairs.map((pair) => countKept(pair.before[part], pair.after[part]))),
  });
  const parsed = before.some(({ problems }) => problems !== undefined);
  return {
    names: kept("names"),
    signatures: kept("signatures"),
    members: kept("members"),
    parses: parsed
      ? mean(pairs.map((pair) => Number(parsesAsBefore(pair.before, pair.after))))
      : undefined,
  };
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
    percent(row.saved),
    `${percent(row.savedLarge)} (${percent(row.savedTuned)}, ${percent(row.savedHeldOut)})`,
    ...[row.names, row.signatures, row.members].map(keptText),
    row.parses === undefined ? "no parser" : percent(row.parses),
    row.refused,
    row.unpacked,
    row.tokensPerMs.toFixed(0),
  ];
  return `| ${cells.join(" | ")} |`;
}

function keptText({ found, kept }: KeptCount): string {
  return found === 0 ? "none" : `${percent(kept / found)} of ${found}`;
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
