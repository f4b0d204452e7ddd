import { existsSync } from "node:fs";
import type { IndexFailure, IndexResult, SkippedPath, SkipReason } from "@tokenpak/connectors";
import type { CliIo } from "../cli-io.ts";
import {
  formatChange,
  formatCount,
  formatDuration,
  formatKept,
  formatUnits,
} from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import { styleFor } from "../output/style.ts";
import type { IndexTarget } from "./index-target.ts";
import type { SourceKind } from "./source-kinds.ts";

/** What one run of the index did, and what the index holds after it. */
export interface IndexRun {
  readonly target: IndexTarget;
  readonly from: SourceKind;
  readonly result: IndexResult & IndexTotals;
  readonly milliseconds: number;
}

/** Sums over a whole index. */
export interface IndexTotals {
  readonly totalFiles: number;
  readonly totalRawTokens: number;
  readonly totalCompressedTokens: number;
  readonly meanQualityScore: number | undefined;
}

/** The JSON document of `tokenpak index --json`. */
export interface IndexDocument extends Omit<IndexResult, "skipped"> {
  readonly schema: "tokenpak.index/1";
  /** Kind of source. */
  readonly from: SourceKind;
  /** Absolute path of what was indexed; of a repository as it was named. */
  readonly path: string;
  /** Absolute path of the database. */
  readonly database: string;
  /** Files in the index, not only those of this run, and their tokens in o200k_base. */
  readonly totalFiles: number;
  readonly totalRawTokens: number;
  readonly totalCompressedTokens: number;
  /** Share of their facts that the compressed forms keep, weighted by raw tokens. */
  readonly meanQualityScore: number | undefined;
  readonly milliseconds: number;
  /** How many files and folders were left out, by reason, and which. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  readonly skippedPaths: readonly SkippedPath[];
}

/** The document of a run. */
export function indexDocument({ target, from, result, milliseconds }: IndexRun): IndexDocument {
  const { skipped, ...rest } = result;
  return {
    schema: "tokenpak.index/1",
    from,
    path: target.path,
    database: target.database,
    milliseconds: Math.round(milliseconds),
    ...rest,
    skipped: skipped.counts,
    skippedPaths: skipped.paths,
  };
}

/** Writes what a run did for people. */
export function writeSummary(
  run: IndexRun,
  { verbose, io }: { readonly verbose: boolean; readonly io: CliIo },
): void {
  const { target, result, milliseconds } = run;
  const style = styleFor(io.stdout, io);
  const { indexed, unchanged, removed, failed, skipped } = result;
  const seen = indexed + unchanged;
  const isFolder = run.from === "folder";
  const counts = `${formatCount(indexed)} new or changed, ${formatCount(unchanged)} unchanged, ${formatCount(removed)} removed`;
  const head =
    seen + removed === 0
      ? `${isFolder ? "Nothing to index" : "Nothing new"} in ${target.path}.`
      : `${style.bold(formatUnits(seen, isFolder ? "file" : "document"))} in ${formatDuration(milliseconds)}: ${counts}`;
  const { rawTokens, compressedTokens } = result;
  const lines = [
    head,
    ...(indexed > 0 && indexed < result.totalFiles
      ? [`packed ${formatCount(rawTokens)} -> ${formatCount(compressedTokens)} tokens of them`]
      : []),
    ...(seen > 0 || !isFolder
      ? [
          `index  ${formatUnits(result.totalFiles, "file")}, ${tokenChange(result.totalRawTokens, result.totalCompressedTokens)}${formatKept(result.meanQualityScore)}`,
        ]
      : []),
    ...(skipped.paths.length > 0 ? [`left out ${skipCounts(skipped.counts)}`] : []),
    ...(verbose ? skipped.paths.map(({ path, reason }) => `  ${reason}: ${printable(path)}`) : []),
    ...failed.map(failureLine),
    ...(existsSync(target.database) ? [style.dim(target.database)] : []),
  ];
  io.stdout.write(`${lines.join("\n")}\n`);
}

/** Writes what a later round of a watch did, in one line, with its failures below. */
export function writeRound({ result, milliseconds }: IndexRun, io: CliIo): void {
  const { indexed, removed, failed, rawTokens, compressedTokens, totalFiles } = result;
  const lines = [
    `${formatCount(indexed)} new or changed, ${formatCount(removed)} removed in ${formatDuration(milliseconds)}; packed ${formatCount(rawTokens)} -> ${formatCount(compressedTokens)} tokens, ${formatUnits(totalFiles, "file")} in the index`,
    ...failed.map(failureLine),
  ];
  io.stdout.write(`${lines.join("\n")}\n`);
}

function failureLine({ path, message }: IndexFailure): string {
  return `  failed: ${printable(path)}: ${printable(message)}`;
}

function tokenChange(before: number, after: number): string {
  return `${formatCount(before)} -> ${formatCount(after)} tokens (${formatChange(before, after)})`;
}

function skipCounts(counts: Readonly<Partial<Record<SkipReason, number>>>): string {
  return Object.entries(counts)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([reason, count]) => `${formatCount(count)} ${reason}`)
    .join(", ");
}
