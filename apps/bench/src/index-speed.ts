import { execFileSync } from "node:child_process";
import type { BenchIo } from "./bench-io.ts";
import { copyInstalledTree } from "./copied-tree.ts";
import type { IndexFigures, IndexRun } from "./measure-index.ts";

/** As many as the repository has on which the Python original was measured. */
const FILES = 888;

/** Prints how fast a folder is indexed: cold, again, unchanged, one file changed; memory and size on disk. */
export async function benchIndex({ print }: Pick<BenchIo, "print">): Promise<void> {
  using tree = copyInstalledTree(FILES);
  print(
    `${tree.files} installed text files, ${megabytes(tree.bytes)}; real token counts, one thread`,
  );
  const { cold, again, unchanged, oneChanged, databaseBytes, peakMemoryBytes } = inNewProcess(
    tree.folder,
  );
  const { rawTokens, compressedTokens } = cold.result;
  print(`cold, new process: ${speed(cold, tree.bytes)}; peak memory ${megabytes(peakMemoryBytes)}`);
  print(`cold, loaded:      ${speed(again, tree.bytes)}`);
  const perThousand = (unchanged.wallMs / unchanged.result.unchanged) * 1000;
  print(
    `unchanged:         ${perThousand.toFixed(1)} ms per 1,000 files (${unchanged.result.unchanged} files, target 50)`,
  );
  print(
    `one file changed:  ${oneChanged.wallMs.toFixed(1)} ms (${oneChanged.result.indexed} packed)`,
  );
  print(
    `tokens ${rawTokens} -> ${compressedTokens}; on disk ${(databaseBytes / tree.bytes).toFixed(2)} bytes per byte indexed`,
  );
}

/** A process of its own: nothing is loaded, and its peak memory is that of indexing. */
function inNewProcess(folder: string): IndexFigures {
  const program = `
    const { measureIndex } = await import(${JSON.stringify(new URL("./measure-index.ts", import.meta.url).href)});
    process.stdout.write(JSON.stringify(await measureIndex(process.argv[1])));`;
  const args = [...process.execArgv, "--input-type=module", "-e", program, folder];
  const output = execFileSync(process.execPath, args, {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  return JSON.parse(output) as IndexFigures;
}

function speed({ wallMs, processorMs, result }: IndexRun, bytes: number): string {
  const seconds = wallMs / 1000;
  return `${Math.round(result.indexed / seconds)} files/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s (${result.indexed} files in ${seconds.toFixed(2)} s, processor ${(processorMs / 1000).toFixed(2)} s; target 1,000 files/s)`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
