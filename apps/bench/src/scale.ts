import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchIo } from "./bench-io.ts";
import type { BuildFigures, ScaleSearchFigures } from "./measure-scale.ts";
import { quantiles } from "./quantiles.ts";
import { readScaleSizes } from "./scale-sizes.ts";

/** Most milliseconds that the 95th percentile may take, by number of blocks. */
const TARGETS: Readonly<Record<number, number>> = { 2000: 5, 100000: 20, 1000000: 100 };

/** Prints size, time and memory of large indexes, and how long searches in them take. */
export async function benchScale({ print }: Pick<BenchIo, "print">): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bench-scale-"));
  try {
    for (const blocks of readScaleSizes()) {
      const file = join(folder, `${blocks}.db`);
      printBuild(print, inNewProcess<BuildFigures>("buildScale", file, blocks));
      printSearch(print, blocks, inNewProcess<ScaleSearchFigures>("searchScale", file, blocks));
      for (const side of ["", "-wal", "-shm"]) rmSync(file + side, { force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printBuild(print: BenchIo["print"], figures: BuildFigures): void {
  const { blocks, textBytes, databaseBytes, wallMs, processorMs } = figures;
  print(`### ${blocks} blocks, ${megabytes(textBytes)} of text`);
  print(
    `index: ${(wallMs / 1000).toFixed(1)} s (processor ${(processorMs / 1000).toFixed(1)} s), ${(textBytes / 1e3 / processorMs).toFixed(1)} MB/s, on disk ${(databaseBytes / textBytes).toFixed(2)} bytes per byte, peak memory ${megabytes(figures.peakMemoryBytes)}, of it ${megabytes(figures.corpusMemoryBytes)} corpus`,
  );
}

function printSearch(print: BenchIo["print"], blocks: number, figures: ScaleSearchFigures): void {
  for (const { name, wallMs, processorMs, hits } of figures.classes) {
    print(
      `${name.padEnd(17)} wall ${quantiles(wallMs)}; processor ${quantiles(processorMs)}; ${Math.round(hits)} hits for ${wallMs.length} queries`,
    );
  }
  const all = (key: "wallMs" | "processorMs"): readonly number[] =>
    figures.classes.flatMap((one) => one[key]);
  const target = TARGETS[blocks] === undefined ? "" : ` (target p95 ${TARGETS[blocks]} ms)`;
  print(`all               wall ${quantiles(all("wallMs"))}${target}`);
  print(`                  processor ${quantiles(all("processorMs"))}`);
  print(
    `peak memory ${megabytes(figures.peakMemoryBytes)}, of it ${megabytes(figures.corpusMemoryBytes)} corpus`,
  );
}

/** A process of its own, so that its peak memory is that of the work. */
function inNewProcess<T>(name: "buildScale" | "searchScale", file: string, blocks: number): T {
  const program = `
    const measure = await import(${JSON.stringify(new URL("./measure-scale.ts", import.meta.url).href)});
    process.stdout.write(JSON.stringify(measure.${name}(process.argv[1], Number(process.argv[2]))));`;
  const args = [...process.execArgv, "--input-type=module", "-e", program, file, String(blocks)];
  const output = execFileSync(process.execPath, args, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(output) as T;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
