/**
 * Fits the weights of `src/tokens/estimate-claude.ts` to a provider's own counts and prints them with their error.
 *
 *   pnpm --filter @tokenpak/core fit:claude <folder of the benchmark data>
 *
 * A record is one step of a session: some tool results and the tokens by which the provider's count rose. That is
 * the sum of the results' texts and a frame around each, which the fit models as one more weight. Records whose hash
 * is even are fitted, by least squares of the relative error; the others are held out.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { bytePairEncoder } from "../src/tokens/byte-pair-encoder.ts";
import { type ClaudeFeatures, claudeFeatures } from "../src/tokens/claude-features.ts";

interface Delta {
  readonly session: string;
  readonly line: number;
  readonly tokens: number;
  readonly n_results: number;
  readonly lines: readonly number[];
}

interface Sample {
  readonly tokens: number;
  readonly heldOut: boolean;
  /** The features' values, and last the number of results. */
  readonly values: readonly number[];
}

/** Pieces with letters outside ASCII are too rare in the data to fit; they get the plain ratio. */
const NOT_FITTED: keyof ClaudeFeatures = "wideWordTokens";
/** Keeps short records, where the frame's own noise is most of the count, from ruling the fit. */
const SMALL = 20;

const encoder = bytePairEncoder("o200k_base");
const names = (Object.keys(claudeFeatures(encoder, "")) as (keyof ClaudeFeatures)[]).filter(
  (name) => name !== NOT_FITTED,
);
const folder = process.argv[2];
if (folder === undefined) throw new Error("Pass the folder of the benchmark data.");
main(folder);

function main(dataDir: string): void {
  const samples = readSamples(dataDir);
  const fitted = samples.filter((sample) => !sample.heldOut);
  const weights = leastSquares(fitted);
  names.forEach((name, index) => {
    print(`${name}: ${weights[index]?.toFixed(3)}`);
  });
  print(`frame of one result: ${weights.at(-1)?.toFixed(3)}`);
  print(`fitted   ${describe(fitted, weights)}`);
  print(
    `held out ${describe(
      samples.filter((sample) => sample.heldOut),
      weights,
    )}`,
  );
}

function readSamples(dataDir: string): Sample[] {
  const session = gunzipSync(
    readFileSync(join(dataDir, "sessions/pi-mono/large-session.jsonl.gz")),
  );
  const lines = session.toString("utf8").split("\n");
  const deltas = readFileSync(join(dataDir, "tokens/claude_tool_result_token_deltas.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Delta);
  return deltas.map((delta) => ({
    tokens: delta.tokens,
    heldOut: isHeldOut(delta),
    values: [...sumOfFeatures(delta, lines), delta.n_results],
  }));
}

function isHeldOut({ session, line }: Delta): boolean {
  const [first = 0] = createHash("sha256").update(`${session}:${line}`).digest();
  return first % 2 === 1;
}

function sumOfFeatures({ lines: numbers }: Delta, lines: readonly string[]): number[] {
  const each = numbers.map((number) => claudeFeatures(encoder, toolResultText(lines[number])));
  return names.map((name) => each.reduce((sum, features) => sum + features[name], 0));
}

function toolResultText(line: string | undefined): string {
  const { message } = JSON.parse(line ?? "") as {
    message: { content: readonly { text?: string }[] };
  };
  return message.content.map(({ text }) => text ?? "").join("");
}

/** Weighted normal equations, solved by elimination. */
function leastSquares(samples: readonly Sample[]): number[] {
  const size = names.length + 1;
  const rows = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const { values, tokens } of samples) {
    const weight = 1 / (tokens + SMALL) ** 2;
    rows.forEach((row, index) => {
      const factor = weight * (values[index] ?? 0);
      values.forEach((value, column) => {
        row[column] = (row[column] ?? 0) + factor * value;
      });
      row[size] = (row[size] ?? 0) + factor * tokens;
    });
  }
  return solve(rows);
}

/** Gauss-Jordan elimination; the matrix is symmetric and positive definite, so the diagonal will do as pivots. */
function solve(rows: readonly Float64Array[]): number[] {
  rows.forEach((pivotRow, pivot) => {
    const scale = pivotRow[pivot] ?? 1;
    for (const [column, value] of pivotRow.entries()) pivotRow[column] = value / scale;
    rows.forEach((row, index) => {
      const factor = row[pivot] ?? 0;
      if (index === pivot || factor === 0) return;
      for (const [column, value] of pivotRow.entries()) {
        row[column] = (row[column] ?? 0) - factor * value;
      }
    });
  });
  return rows.map((row) => row.at(-1) ?? 0);
}

function describe(samples: readonly Sample[], weights: readonly number[]): string {
  let estimated = 0;
  let counted = 0;
  const errors = samples.map(({ tokens, values }) => {
    const estimate = values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
    estimated += estimate;
    counted += tokens;
    return Math.abs(estimate / tokens - 1);
  });
  errors.sort((a, b) => a - b);
  const at = (share: number) =>
    percent(errors[Math.min(errors.length - 1, Math.floor(errors.length * share))] ?? 0);
  return `${samples.length} records: median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}, sum ${percent(estimated / counted - 1)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
