import { findSecret } from "@tokenpak/core";
import { BlockRegistry } from "@tokenpak/registry";
import { scaleCorpus } from "./scale-corpus.ts";
import { scaleQueries } from "./scale-queries.ts";
import { unpackedEntry } from "./unpacked-entry.ts";

/** What it took to index a large number of blocks. */
export interface BuildFigures {
  readonly blocks: number;
  readonly textBytes: number;
  readonly databaseBytes: number;
  /** Of adding alone, without making the texts. */
  readonly wallMs: number;
  readonly processorMs: number;
  /** Of the process, and before it opened the database: the corpus that blocks are cut from. */
  readonly peakMemoryBytes: number;
  readonly corpusMemoryBytes: number;
}

/** How long searches of one class took; one figure a query, the median of the rounds. */
export interface SearchFigures {
  readonly name: string;
  readonly wallMs: readonly number[];
  readonly processorMs: readonly number[];
  readonly hits: number;
}

/** What searching a large index took. */
export interface ScaleSearchFigures {
  readonly classes: readonly SearchFigures[];
  readonly peakMemoryBytes: number;
  readonly corpusMemoryBytes: number;
}

const BATCH = 1000;
const ROUNDS = 3;

/** Indexes the first `blocks` blocks of the corpus into a new database. */
export function buildScale(file: string, blocks: number): BuildFigures {
  const corpus = scaleCorpus();
  const corpusMemoryBytes = peakMemory();
  using registry = new BlockRegistry(file);
  let [textBytes, wallMs, processorMs] = [0, 0, 0];
  for (let from = 0; from < blocks; from += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, blocks - from) }, (_, index) =>
      corpus.block(from + index),
    )
      .filter(({ text }) => findSecret(text) === undefined)
      .map(({ path, text }) => unpackedEntry(path, text));
    for (const { content = "" } of entries) textBytes += Buffer.byteLength(content);
    const start = performance.now();
    const used = process.cpuUsage();
    registry.addBlocks(entries);
    const { user, system } = process.cpuUsage(used);
    wallMs += performance.now() - start;
    processorMs += (user + system) / 1000;
  }
  const { totalFiles, databaseBytes } = registry.getStats();
  const peakMemoryBytes = peakMemory();
  return {
    blocks: totalFiles,
    textBytes,
    databaseBytes,
    wallMs,
    processorMs,
    peakMemoryBytes,
    corpusMemoryBytes,
  };
}

/** Searches an index that {@link buildScale} built. Each round opens the database anew, so that nothing of ours is kept from the last. */
export function searchScale(file: string, blocks: number): ScaleSearchFigures {
  const classes = scaleQueries(scaleCorpus(), blocks);
  const corpusMemoryBytes = peakMemory();
  const times = classes.map(({ name, queries }) => ({
    name,
    wall: queries.map((): number[] => []),
    processor: queries.map((): number[] => []),
    hits: 0,
  }));
  for (let round = 0; round <= ROUNDS; round++) {
    using registry = new BlockRegistry(file, { readOnly: true });
    registry.search("warm up");
    for (const [index, { queries, options }] of classes.entries()) {
      for (const [number, query] of queries.entries()) {
        const start = performance.now();
        const used = process.cpuUsage();
        const found = registry.search(query, options).length;
        const { user, system } = process.cpuUsage(used);
        const time = times[index];
        // The first round warms up compiler and file system.
        if (round === 0 || time === undefined) continue;
        time.wall[number]?.push(performance.now() - start);
        time.processor[number]?.push((user + system) / 1000);
        time.hits += found / ROUNDS;
      }
    }
  }
  return {
    classes: times.map(({ name, wall, processor, hits }) => ({
      name,
      wallMs: wall.map(median),
      processorMs: processor.map(median),
      hits,
    })),
    peakMemoryBytes: peakMemory(),
    corpusMemoryBytes,
  };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
