import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type IndexResult, indexDocuments } from "@tokenpak/connectors";
import { HeuristicEngine } from "@tokenpak/engines";
import { BlockRegistry } from "@tokenpak/registry";

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
  /** In a new process and database: loading of vocabulary and grammars included. */
  readonly cold: IndexRun;
  /** Into another new database, everything loaded. */
  readonly again: IndexRun;
  /** The median of five. */
  readonly unchanged: IndexRun;
  readonly oneChanged: IndexRun;
  readonly databaseBytes: number;
  readonly peakMemoryBytes: number;
}

/** Indexes a folder: cold, once more, with nothing changed and with one file changed, which it then has changed. */
export async function measureIndex(folder: string): Promise<IndexFigures> {
  const databases = mkdtempSync(join(tmpdir(), "tokenpak-bench-db-"));
  try {
    using first = new BlockRegistry(join(databases, "first.db"));
    const cold = await timedRun(folder, first);
    const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
    using second = new BlockRegistry(join(databases, "second.db"));
    const again = await timedRun(folder, second);
    const runs: IndexRun[] = [];
    for (let run = 0; run < 5; run++) runs.push(await timedRun(folder, second));
    const unchanged = runs.sort((a, b) => a.wallMs - b.wallMs)[2] as IndexRun;
    const [block] = second.listBlocks();
    if (block?.provenance !== undefined) appendFileSync(block.provenance.sourceId, "\nchanged\n");
    const oneChanged = await timedRun(folder, second);
    const { databaseBytes } = second.getStats();
    return { cold, again, unchanged, oneChanged, databaseBytes, peakMemoryBytes };
  } finally {
    rmSync(databases, { recursive: true, force: true });
  }
}

async function timedRun(folder: string, store: BlockRegistry): Promise<IndexRun> {
  const start = performance.now();
  const processor = process.cpuUsage();
  const { failed, skipped, ...result } = await indexDocuments(folder, {
    store,
    engine: new HeuristicEngine(),
    // The copies are seconds old, too young for their time stamps to be trusted; a checkout is not.
    now: () => Date.now() + 60_000,
  });
  if (failed.length > 0) throw new Error(`${failed[0]?.path}: ${failed[0]?.message}`);
  const { user, system } = process.cpuUsage(processor);
  return { wallMs: performance.now() - start, processorMs: (user + system) / 1000, result };
}
