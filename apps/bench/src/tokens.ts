import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { get_encoding, type TiktokenEncoding } from "@dqbd/tiktoken";
import { createTokenCounter, type TokenCounter } from "@tokenpak/core";
import { type ClaudeCount, readClaudeCounts } from "./claude-counts.ts";
import { readInstalledTexts, type Texts } from "./installed-texts.ts";

/** Where the figures go, and what they are taken from. */
export interface TokenBenchOptions {
  print(line: string): void;
  /** The folder of the benchmark data; what needs it is skipped, and said to be, when `undefined`. */
  readonly dataDir: string | undefined;
  /** A tenth of the text. */
  readonly quick?: boolean | undefined;
}

const MEGABYTE = 1_000_000;
const REPEATS = 3;
const ENCODINGS: readonly TiktokenEncoding[] = ["o200k_base", "cl100k_base"];

/** Prints the token counters' load time, speed, worst cases, equality with @dqbd/tiktoken, and estimate error. */
export async function benchTokens(options: TokenBenchOptions): Promise<void> {
  const { print, dataDir, quick = false } = options;
  const installed = join(import.meta.dirname, "../../../node_modules");
  const texts = readInstalledTexts(installed, { maxBytes: (quick ? 4 : 40) * MEGABYTE });
  print(
    `## Token counting (${megabytes(texts.bytes)} of text in ${texts.texts.length} installed files; times are processor time)`,
  );
  for (const encoding of ENCODINGS) print(loadTime(encoding));
  for (const encoding of ENCODINGS) for (const line of speed(encoding, texts)) print(line);
  for (const line of worstCases()) print(line);
  print(estimateSpeed(texts));
  for (const line of claudeError(dataDir)) print(line);
}

/** Measured in a process of its own, because only a first count loads. */
function loadTime(encoding: string): string {
  const program = `
    const used = () => process.cpuUsage().user + process.cpuUsage().system;
    const { countTokens } = await import("@tokenpak/core");
    const [start, rss] = [used(), process.memoryUsage().rss];
    countTokens("a", { encoding: "${encoding}" });
    const [end, more] = [used(), process.memoryUsage().rss - rss];
    console.log(Math.round((end - start) / 1000), Math.round(more / 1e6));`;
  const runs = Array.from({ length: 5 }, () =>
    execFileSync(process.execPath, [...process.execArgv, "--input-type=module", "-e", program], {
      cwd: import.meta.dirname,
      encoding: "utf8",
    })
      .trim()
      .split(" ")
      .map(Number),
  );
  const median = (column: number) =>
    runs.map((run) => run[column] ?? 0).sort((a, b) => a - b)[runs.length >> 1];
  return `${encoding} load at the first count: ${median(0)} ms, ${median(1)} MB; median of ${runs.length} processes`;
}

function speed(encoding: TiktokenEncoding, { texts, bytes }: Texts): string[] {
  const counter = createTokenCounter({ encoding });
  counter.count("load");
  const first = timed(() => texts.map((text) => counter.count(text)));
  const repeats = Array.from({ length: REPEATS }, () =>
    timed(() => texts.map((text) => counter.count(text))),
  );
  const again = Math.min(...repeats.map(({ ms }) => ms));
  const reference = timed(() => referenceCounts(encoding, texts));
  const different = first.value.filter((count, index) => count !== reference.value[index]).length;
  return [
    `${encoding} first pass ${rate(bytes, first.ms)}, repeated ${rate(bytes, again)}; wasm ${rate(bytes, reference.ms)}`,
    `${encoding} equal to @dqbd/tiktoken in ${texts.length - different} of ${texts.length} files, ${megabytes(bytes)}, ${sum(reference.value)} tokens`,
  ];
}

function referenceCounts(encoding: TiktokenEncoding, texts: readonly string[]): number[] {
  const encoder = get_encoding(encoding);
  try {
    return texts.map((text) => encoder.encode_ordinary(text).length);
  } finally {
    encoder.free();
  }
}

/** Texts on which merging by the definition takes quadratic time, or which are not like other text: 1 MB each. */
function worstCases(): string[] {
  const noise = pseudorandomBytes(MEGABYTE);
  const cases: Readonly<Record<string, string>> = {
    "one letter": "a".repeat(MEGABYTE),
    spaces: " ".repeat(MEGABYTE),
    "one CJK character": "的".repeat(MEGABYTE / 3),
    "random letters": Array.from(noise, (byte) => String.fromCharCode(97 + (byte % 26))).join(""),
    base64: noise.subarray(0, (MEGABYTE / 4) * 3).toString("base64"),
    "equals signs": "=".repeat(MEGABYTE),
    digits: "7".repeat(MEGABYTE),
    "line feeds": "\n".repeat(MEGABYTE),
  };
  const counter = createTokenCounter();
  return Object.entries(cases).map(([name, text]) => {
    const { ms, value } = timed(() => counter.count(text));
    return `o200k_base 1 MB of ${name}: ${ms.toFixed(0)} ms, ${value} tokens`;
  });
}

function estimateSpeed({ texts, bytes }: Texts): string {
  const counter = createTokenCounter({ encoding: "claude-estimate" });
  const { ms } = timed(() => texts.map((text) => counter.count(text)));
  return `claude-estimate ${rate(bytes, ms)}`;
}

function claudeError(dataDir: string | undefined): string[] {
  const counts = dataDir === undefined ? undefined : readClaudeCounts(dataDir);
  if (counts === undefined) {
    return [
      "claude-estimate error: skipped, the recorded counts (data tokens/, sessions/) are not here",
    ];
  }
  const candidates: Readonly<Record<string, TokenCounter>> = {
    "claude-estimate": createTokenCounter({ encoding: "claude-estimate" }),
    "o200k_base as it is": createTokenCounter(),
    "characters / 4": { encoding: "", exact: false, count: (text) => Math.ceil(text.length / 4) },
  };
  return Object.entries(candidates).map(([name, counter]) => `${name} ${errorOf(counter, counts)}`);
}

/** The error on the held-out records, with a frame of the size that it has around the others' results. */
function errorOf(counter: TokenCounter, counts: readonly ClaudeCount[]): string {
  const estimates = counts.map((count) => ({
    ...count,
    estimate: sum(count.texts.map((text) => counter.count(text))),
    results: count.texts.length,
  }));
  const frame = fitFrame(estimates.filter(({ heldOut }) => !heldOut));
  const heldOut = estimates.filter((count) => count.heldOut);
  const withFrames = heldOut.map(({ estimate, results }) => estimate + frame * results);
  const errors = heldOut.map(({ tokens }, index) =>
    Math.abs((withFrames[index] ?? 0) / tokens - 1),
  );
  const total = sum(withFrames) / sum(heldOut.map(({ tokens }) => tokens)) - 1;
  return `error against Claude's own counts, ${heldOut.length} held-out records: median ${percent(quantile(errors, 0.5))}, p95 ${percent(quantile(errors, 0.95))}, sum ${percent(total)} (frame of a result ${frame.toFixed(1)} tokens, from the ${counts.length - heldOut.length} fitted ones)`;
}

/** Tokens around one result, by least squares of the relative error; short records are mostly frame and noise. */
function fitFrame(
  counts: readonly {
    readonly tokens: number;
    readonly estimate: number;
    readonly results: number;
  }[],
): number {
  const weighted = counts.map((count) => ({ ...count, weight: 1 / (count.tokens + 20) ** 2 }));
  const rest = sum(
    weighted.map(({ weight, results, tokens, estimate }) => weight * results * (tokens - estimate)),
  );
  return rest / sum(weighted.map(({ weight, results }) => weight * results ** 2));
}

/** Processor time, compiling and collecting garbage included: on a busy machine it is what wall time is on a quiet one. */
function timed<T>(run: () => T): { readonly ms: number; readonly value: T } {
  const start = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, value };
}

/** The same bytes everywhere: SHA-256 of a counter. */
function pseudorandomBytes(length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash("sha256").update(String(index)).digest(),
  );
  return Buffer.concat(blocks, length);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rate(bytes: number, ms: number): string {
  return `${(bytes / ms / 1000).toFixed(1)} MB/s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
