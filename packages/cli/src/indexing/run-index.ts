import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { IndexResult, SyncOptions } from "@tokenpak/connectors";
import { readCredential } from "@tokenpak/core/environment";
import type { BlockRegistry } from "@tokenpak/registry";
import type { CliIo } from "../cli-io.ts";
import { ignoreProjectFolder } from "../ignore-project-folder.ts";
import { startProgress } from "../output/progress.ts";
import { rootInDatabase } from "../root-in-database.ts";
import { enginesVersion } from "../version.ts";
import type { IndexRun, IndexTotals } from "./index-report.ts";
import type { IndexTarget } from "./index-target.ts";
import { refuseOtherSource } from "./refuse-other-source.ts";
import { sourceConnector } from "./source-connector.ts";
import type { SourceKind } from "./source-kinds.ts";

/** What to index, and how. */
export interface IndexSettings {
  readonly target: IndexTarget;
  readonly from: SourceKind;
  readonly ref: string | undefined;
  /** Of a repository or vault in the paths of the index; `undefined` for its own. */
  readonly name: string | undefined;
  readonly full: boolean;
  readonly watch: boolean;
  /** Threads that pack; 0 for none, `undefined` for as many as pay. */
  readonly threads: number | undefined;
}

/** Brings an index up to date and says what it did; with `watch` again whenever something changes, until the user stops it. */
export async function* runIndex(settings: IndexSettings, io: CliIo): AsyncGenerator<IndexRun> {
  const { target, watch } = settings;
  const started = io.now();
  if (!watch && (await isNothing(settings))) {
    yield { target, from: settings.from, result: NOTHING, milliseconds: io.now() - started };
    return;
  }
  const [{ BlockRegistry }, { growingPacker }] = await Promise.all([
    import("@tokenpak/registry"),
    import("./growing-packer.ts"),
  ]);
  using registry = new BlockRegistry(target.database);
  ignoreProjectFolder(target.database);
  await using engine = growingPacker({ threads: settings.threads });
  yield* roundsOf({ ...settings, registry, engine, started }, io);
}

interface Rounds extends IndexSettings {
  readonly registry: BlockRegistry;
  readonly engine: SyncOptions["engine"];
  readonly started: number;
}

/** Each round's time is that from its first document on; that of the first one includes what was loaded for it. */
async function* roundsOf(rounds: Rounds, io: CliIo): AsyncGenerator<IndexRun> {
  const { target, registry } = rounds;
  const progress = startProgress(io);
  let started: number | undefined = rounds.started;
  const options = await syncOptions(rounds, io);
  const onProgress: SyncOptions["onProgress"] = ({ done, total, path: label }) => {
    started ??= io.now();
    progress.step({ doing: "indexing", done, total, label });
  };
  try {
    for await (const result of resultsOf(rounds, { ...options, onProgress }, io)) {
      progress.end();
      const milliseconds = io.now() - (started ?? io.now());
      yield {
        target,
        from: rounds.from,
        result: { ...result, ...totalsOf(registry) },
        milliseconds,
      };
      started = undefined;
    }
  } finally {
    progress.end();
  }
}

async function syncOptions(
  { registry, engine, full }: Rounds,
  io: CliIo,
): Promise<Omit<SyncOptions, "onProgress">> {
  const { engineFingerprint } = await import("@tokenpak/engines");
  return {
    store: registry,
    engine,
    engineVersion: `${enginesVersion()} ${engineFingerprint()}`,
    measureQuality: true,
    full,
    secret: (name) => readCredential(name, io.env),
    signal: io.interruption(),
  };
}

async function* resultsOf(
  { target, from, ref, name, watch, registry }: Rounds,
  options: SyncOptions,
  io: CliIo,
): AsyncGenerator<IndexResult> {
  const { indexDocuments, syncDocuments, watchDocuments } = await import("@tokenpak/connectors");
  const { path, root, database, isChosen } = target;
  if (from !== "folder") {
    const connector = await sourceConnector({ from, given: path, ref, name }, io);
    const local = resolve(io.cwd, path);
    if (from !== "github" && existsSync(local)) {
      await refuseOtherSource({ connector, store: registry, database, path: local });
    }
    yield await syncDocuments(connector, options);
    return;
  }
  const known = isChosen ? await rootInDatabase({ store: registry, database, path }) : undefined;
  const folder = { ...options, projectRoot: known ?? root };
  if (watch) yield* watchDocuments(path, folder);
  else yield await indexDocuments(path, folder);
}

function totalsOf(registry: BlockRegistry): IndexTotals {
  const { totalFiles, totalRawTokens, totalCompressedTokens, meanQualityScore } =
    registry.getStats();
  return { totalFiles, totalRawTokens, totalCompressedTokens, meanQualityScore };
}

/** An empty folder makes no database. */
async function isNothing({ from, target }: IndexSettings): Promise<boolean> {
  if (from !== "folder" || existsSync(target.database)) return false;
  const { walkDirectory } = await import("@tokenpak/connectors");
  const walk = walkDirectory(target.path, { readContent: false });
  for (const _file of walk) return false;
  return walk.skipped.paths.length === 0;
}

const NOTHING: IndexRun["result"] = {
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
