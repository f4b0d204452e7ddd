import { execFileSync } from "node:child_process";
import type { BenchIo } from "./bench-io.ts";
import { type CopiedTree, copyInstalledTree } from "./copied-tree.ts";
import type { IndexFigures, IndexRun, IndexSettings } from "./measure-index.ts";

/** As many as the repository has on which the Python original was measured. */
const FILES = 888;

/** Threads that pack, each measured in a process of its own. */
const THREADS = [0, 1, 2, 4];

/** Files a second that a cold index on two processors should reach. */
const TARGET = 1000;

/** Prints how fast a folder is indexed: by threads, cold, again, unchanged, one file changed; memory and size on disk. */
export async function benchIndex({ print }: Pick<BenchIo, "print">): Promise<void> {
  {
    using tree = copyInstalledTree(FILES);
    print(`${tree.files} installed text files, ${megabytes(tree.bytes)}; real token counts`);
    benchThreads(tree, print);
  }
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  const files = Number(process.env["TOKENPAK_BENCH_FILES"] ?? 0);
  if (!(files > 0)) {
    print("a large tree: skipped; TOKENPAK_BENCH_FILES=50000 measures one of 50,000 files");
    return;
  }
  using tree = copyInstalledTree(files);
  const { folder } = tree;
  print(`\n${tree.files} text files (installed ones, repeated), ${megabytes(tree.bytes)}`);
  const settings = { folder, threads: 2, measureQuality: false, again: 0 };
  printUpdates(tree, { figures: inNewProcess(settings), print });
}

function benchThreads(tree: CopiedTree, print: BenchIo["print"]): void {
  const { folder } = tree;
  const settings = { folder, measureQuality: false, again: 3 };
  print("threads  ready     cold                        loaded                      peak memory");
  const all = THREADS.map((threads) => {
    const figures = inNewProcess({ ...settings, threads });
    const { startMs, cold, again, peakMemoryBytes } = figures;
    const ready = threads === 0 ? "-" : `${startMs.toFixed(0)} ms`;
    print(
      `${String(threads).padEnd(8)} ${ready.padEnd(9)} ${speed(cold).padEnd(27)} ${speed(again).padEnd(27)} ${megabytes(peakMemoryBytes)}`,
    );
    return { threads, figures };
  });
  const fastest = Math.max(...all.map(({ figures }) => perSecond(figures.cold)));
  print(
    `cold, fastest: ${Math.round(fastest)} files/s, target ${TARGET}: ${fastest >= TARGET ? "met" : "MISSED"}`,
  );
  for (const { threads, figures: without } of all.filter(({ threads }) => threads % 2 === 0)) {
    if (threads > 2) continue;
    const { again } = inNewProcess({ ...settings, threads, measureQuality: true });
    const more = again.processorMs / without.again.processorMs - 1;
    print(
      `facts kept measured, ${threads} threads, loaded: ${speed(again)}, ${(more * 100).toFixed(0)} % more processor time`,
    );
  }
  const [first] = all;
  if (first !== undefined) printUpdates(tree, { figures: first.figures, print });
}

function printUpdates(
  { bytes }: CopiedTree,
  { figures, print }: { readonly figures: IndexFigures; readonly print: BenchIo["print"] },
): void {
  const { cold, unchanged, oneChanged, databaseBytes, peakMemoryBytes } = figures;
  const perThousand = (unchanged.wallMs / unchanged.result.unchanged) * 1000;
  print(`cold:             ${speed(cold)}, ${(bytes / 1e3 / cold.wallMs).toFixed(1)} MB/s`);
  print(
    `unchanged:        ${perThousand.toFixed(1)} ms per 1,000 files (${unchanged.result.unchanged} files, target 50)`,
  );
  print(
    `one file changed: ${oneChanged.wallMs.toFixed(1)} ms (${oneChanged.result.indexed} packed)`,
  );
  const { rawTokens, compressedTokens } = cold.result;
  print(
    `tokens ${rawTokens} -> ${compressedTokens}; on disk ${(databaseBytes / bytes).toFixed(2)} bytes per byte indexed; peak memory ${megabytes(peakMemoryBytes)}`,
  );
}

/** A process of its own: nothing is loaded, and its peak memory is that of indexing. */
function inNewProcess(settings: IndexSettings): IndexFigures {
  const program = `
    const { measureIndex } = await import(${JSON.stringify(new URL("./measure-index.ts", import.meta.url).href)});
    process.stdout.write(JSON.stringify(await measureIndex(JSON.parse(process.argv[1]))));`;
  const options = [...process.execArgv, "--input-type=module", "-e", program];
  const output = execFileSync(process.execPath, [...options, JSON.stringify(settings)], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  return JSON.parse(output) as IndexFigures;
}

function perSecond({ wallMs, result }: IndexRun): number {
  return (result.indexed / wallMs) * 1000;
}

function speed(run: IndexRun): string {
  return `${Math.round(perSecond(run))} files/s (processor ${(run.processorMs / 1000).toFixed(2)} s)`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
