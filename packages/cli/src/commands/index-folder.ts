import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { DirectoryWalk, IndexResult, SkippedPath, SkipReason } from "@tokenpak/connectors";
import type { CliIo } from "../cli-io.ts";
import { defineStrictCommand } from "../command.ts";
import { ignoreProjectFolder } from "../ignore-project-folder.ts";
import {
  formatChange,
  formatCount,
  formatDuration,
  formatKept,
  formatUnits,
} from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import { startProgress } from "../output/progress.ts";
import { styleFor } from "../output/style.ts";
import { writeJson } from "../output/write-json.ts";
import { pathError } from "../path-error.ts";
import { DATABASE_FLAG, databasePath, type Project, projectOfFolder } from "../project.ts";
import { rootInDatabase } from "../root-in-database.ts";
import { enginesVersion } from "../version.ts";

/** `tokenpak index`: makes a folder searchable, and brings the index up to date. */
export const indexCommand = defineStrictCommand({
  meta: {
    name: "index",
    description: "Make a folder searchable; run again, it takes up what changed",
  },
  args: {
    path: { type: "positional", description: "Folder or file to index" },
    verbose: { type: "boolean", description: "List every file that was left out, and why" },
    ...DATABASE_FLAG,
  },
  examples: [
    ["tokenpak index .", "the project in this folder"],
    ["tokenpak index docs --verbose", "one folder of it, with what was left out"],
  ],
  values: async () => (await import("../arguments/values.ts")).indexValues,
  async run(args, { io, json }) {
    const target = targetOf(args.path, { db: args.db, io });
    const started = io.now();
    const result = await indexTarget(target, io);
    const run: IndexRun = { target, result, milliseconds: io.now() - started };
    if (json) writeJson({ io }, indexDocument(run));
    else writeSummary(run, { verbose: args.verbose, io });
    return 0;
  },
});

/** The JSON document of `tokenpak index --json`. */
export interface IndexDocument extends Omit<IndexResult, "skipped"> {
  readonly schema: "tokenpak.index/1";
  /** Absolute path of what was indexed. */
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

interface Target extends Project {
  /** Real path of the folder or file. */
  readonly path: string;
  /** The database is that of `--db`. */
  readonly isChosen: boolean;
}

interface Totals {
  readonly totalFiles: number;
  readonly totalRawTokens: number;
  readonly totalCompressedTokens: number;
  readonly meanQualityScore: number | undefined;
}

interface IndexRun {
  readonly target: Target;
  readonly result: IndexResult & Totals;
  readonly milliseconds: number;
}

function targetOf(
  given: string,
  { db, io }: { readonly db: string | undefined; readonly io: CliIo },
): Target {
  try {
    // The project around a link is that of what it leads to.
    const path = realpathSync(resolve(io.cwd, given));
    const folder = statSync(path).isDirectory() ? path : dirname(path);
    // A database of the user's choice is found by its name, so the working folder has no say in what its paths start at.
    const project = projectOfFolder(folder, db === undefined ? io : { ...io, cwd: folder });
    const database = db === undefined ? project.database : databasePath(db, io.cwd);
    return { root: project.root, database, path, isChosen: db !== undefined };
  } catch (error) {
    throw pathError(given, error);
  }
}

async function indexTarget(
  { path, root, database, isChosen }: Target,
  io: CliIo,
): Promise<IndexResult & Totals> {
  const [
    { indexDocuments, walkDirectory },
    { HeuristicEngine, engineFingerprint },
    { BlockRegistry },
  ] = await Promise.all([
    import("@tokenpak/connectors"),
    import("@tokenpak/engines"),
    import("@tokenpak/registry"),
  ]);
  if (!existsSync(database) && isEmpty(walkDirectory(path, { readContent: false }))) {
    return NOTHING;
  }
  const progress = startProgress(io);
  using registry = new BlockRegistry(database);
  ignoreProjectFolder(database);
  const known = isChosen ? await rootInDatabase({ store: registry, database, path }) : undefined;
  try {
    const result = await indexDocuments(path, {
      store: registry,
      engine: new HeuristicEngine(),
      engineVersion: `${enginesVersion()} ${engineFingerprint()}`,
      projectRoot: known ?? root,
      measureQuality: true,
      signal: io.interruption(),
      onProgress: ({ done, total, path: label }) => {
        progress.step({ doing: "indexing", done, total, label });
      },
    });
    const { totalFiles, totalRawTokens, totalCompressedTokens, meanQualityScore } =
      registry.getStats();
    return { ...result, totalFiles, totalRawTokens, totalCompressedTokens, meanQualityScore };
  } finally {
    progress.end();
  }
}

/** An empty folder makes no database. */
const NOTHING: IndexResult & Totals = {
  indexed: 0,
  unchanged: 0,
  removed: 0,
  failed: [],
  skipped: { counts: {}, paths: [] },
  rawTokens: 0,
  compressedTokens: 0,
  totalFiles: 0,
  totalRawTokens: 0,
  totalCompressedTokens: 0,
  meanQualityScore: undefined,
};

function isEmpty(walk: DirectoryWalk): boolean {
  for (const _file of walk) return false;
  return walk.skipped.paths.length === 0;
}

function indexDocument({ target, result, milliseconds }: IndexRun): IndexDocument {
  const { skipped, ...rest } = result;
  return {
    schema: "tokenpak.index/1",
    path: target.path,
    database: target.database,
    milliseconds: Math.round(milliseconds),
    ...rest,
    skipped: skipped.counts,
    skippedPaths: skipped.paths,
  };
}

function writeSummary(
  run: IndexRun,
  { verbose, io }: { readonly verbose: boolean; readonly io: CliIo },
): void {
  const { target, result, milliseconds } = run;
  const style = styleFor(io.stdout, io);
  const { indexed, unchanged, removed, failed, skipped } = result;
  const seen = indexed + unchanged;
  const head =
    seen === 0
      ? `Nothing to index in ${target.path}.`
      : `${style.bold(formatUnits(seen, "file"))} in ${formatDuration(milliseconds)}: ${formatCount(indexed)} new or changed, ${formatCount(unchanged)} unchanged, ${formatCount(removed)} removed`;
  const { rawTokens, compressedTokens } = result;
  const lines = [
    head,
    ...(indexed > 0 && indexed < result.totalFiles
      ? [`packed ${formatCount(rawTokens)} -> ${formatCount(compressedTokens)} tokens of them`]
      : []),
    ...(seen > 0
      ? [
          `index  ${formatUnits(result.totalFiles, "file")}, ${tokenChange(result.totalRawTokens, result.totalCompressedTokens)}${formatKept(result.meanQualityScore)}`,
        ]
      : []),
    ...(skipped.paths.length > 0 ? [`left out ${skipCounts(skipped.counts)}`] : []),
    ...(verbose ? skipped.paths.map(({ path, reason }) => `  ${reason}: ${printable(path)}`) : []),
    ...failed.map(({ path, message }) => `  failed: ${printable(path)}: ${printable(message)}`),
    ...(existsSync(target.database) ? [style.dim(target.database)] : []),
  ];
  io.stdout.write(`${lines.join("\n")}\n`);
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
