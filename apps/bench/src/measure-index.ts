import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IndexResult, indexDocuments, type Packer } from "@tokenpak/connectors";
import { HeuristicEngine } from "@tokenpak/engines";
import { createPackPool, type PackPool } from "@tokenpak/engines/pool";
import { BlockRegistry } from "@tokenpak/registry";

/** How {@link measureIndex} indexes. */
export interface IndexSettings {
  readonly folder: string;
  /** That pack; 0: the engine in the thread that reads and stores. */
  readonly threads: number;
  /** Count the facts kept. */
  readonly measureQuality: boolean;
  /** Runs into a new database after the first, from 0. The median is the figure. */
  readonly again: number;
}

/** One run of the index over a folder, by wall clock and processor. */
export interface IndexRun {
  readonly wallMs: number;
  readonly processorMs: number;
  readonly result: Pick<
    IndexResult,
    "indexed" | "unchanged" | "removed" | "rawTokens" | "compressedTokens"
  >;
}

/** What {@link measureIndex} found. */
export interface IndexFigures {
  /** Until the threads had loaded their modules. */
  readonly startMs: number;
  /** In a new process and database, modules loaded: loading of vocabulary and grammars included. */
  readonly cold: IndexRun;
  /** Into other new databases, everything loaded; `cold` where that was the only one. */
  readonly again: IndexRun;
  /** The median of five. */
  readonly unchanged: IndexRun;
  readonly oneChanged: IndexRun;
  readonly databaseBytes: number;
  /** Of the process, after the first run. */
  readonly peakMemoryBytes: number;
}

/** Indexes a folder: cold, once more, with nothing changed and with one file changed, which it then has changed. */
export async function measureIndex(settings: IndexSettings): Promise<IndexFigures> {
  const databases = mkdtempSync(join(tmpdir(), "tokenpak-bench-db-"));
  const start = performance.now();
  const pool = settings.threads > 0 ? createPackPool({ threads: settings.threads }) : undefined;
  try {
    await pool?.ready();
    const startMs = performance.now() - start;
    return { startMs, ...(await measureRuns(settings, { databases, pool })) };
  } finally {
    await pool?.close();
    rmSync(databases, { recursive: true, force: true });
  }
}

async function measureRuns(
  settings: IndexSettings,
  { databases, pool }: { readonly databases: string; readonly pool: PackPool | undefined },
): Promise<Omit<IndexFigures, "startMs">> {
  const engine = pool ?? new HeuristicEngine();
  const run = (store: BlockRegistry): Promise<IndexRun> => timedRun(settings, { store, engine });
  const fresh: IndexRun[] = [];
  let peakMemoryBytes = 0;
  for (let number = 0; number < settings.again; number++) {
    using store = new BlockRegistry(join(databases, `${number}.db`));
    fresh.push(await run(store));
    peakMemoryBytes ||= process.resourceUsage().maxRSS * 1024;
  }
  using last = new BlockRegistry(join(databases, "last.db"));
  fresh.push(await run(last));
  peakMemoryBytes ||= process.resourceUsage().maxRSS * 1024;
  const unchanged: IndexRun[] = [];
  for (let number = 0; number < 5; number++) unchanged.push(await run(last));
  const [block] = last.listBlocks();
  if (block?.provenance !== undefined) appendFileSync(block.provenance.sourceId, "\nchanged\n");
  const oneChanged = await run(last);
  const [cold, ...again] = fresh as [IndexRun, ...IndexRun[]];
  const { databaseBytes } = last.getStats();
  return {
    cold,
    again: again.length === 0 ? cold : median(again),
    unchanged: median(unchanged),
    oneChanged,
    databaseBytes,
    peakMemoryBytes,
  };
}

function median(runs: readonly IndexRun[]): IndexRun {
  const sorted = runs.toSorted((a, b) => a.wallMs - b.wallMs);
  return sorted[Math.floor(sorted.length / 2)] as IndexRun;
}

async function timedRun(
  { folder, measureQuality }: IndexSettings,
  { store, engine }: { readonly store: BlockRegistry; readonly engine: Packer },
): Promise<IndexRun> {
  const start = performance.now();
  const processor = process.cpuUsage();
  const { failed, skipped, ...result } = await indexDocuments(folder, {
    store,
    engine,
    measureQuality,
    // The copies are seconds old, too young for their time stamps to be trusted; a checkout is not.
    now: () => Date.now() + 60_000,
  });
  if (failed.length > 0) throw new Error(`${failed[0]?.path}: ${failed[0]?.message}`);
  const { user, system } = process.cpuUsage(processor);
  return { wallMs: performance.now() - start, processorMs: (user + system) / 1000, result };
}
