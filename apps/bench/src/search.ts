import { readFileSync } from "node:fs";
import { walkDirectory } from "@tokenpak/connectors";
import { BlockRegistry } from "@tokenpak/registry";
import type { BenchIo } from "./bench-io.ts";
import { copyInstalledTree } from "./copied-tree.ts";
import { quantiles } from "./quantiles.ts";
import { unpackedEntry } from "./unpacked-entry.ts";

const FILES = 2000;
const ROUNDS = 10;

/** What people ask of a code base: names, words, questions, common words. */
export const QUERIES = [
  "how to configure the plugin",
  "parse json",
  "totalCharacters",
  "createElement",
  "error handling",
  "what is the license",
  "http request timeout retry",
  "node stream readable",
  "read file sync",
  "type definitions for options interface",
  "regex pattern match",
  "import type from module",
  "array map filter reduce",
  "source map generation",
  "function",
  "export default",
  "where is the version number read from package.json",
  "unicode escape sequences in strings",
  "resolve symlink path",
  "abort signal",
];

/** Prints how long a search takes at 2,000 files: five hits with snippets, every query several times. */
export async function benchSearch({ print }: Pick<BenchIo, "print">): Promise<void> {
  using tree = copyInstalledTree(FILES);
  using registry = new BlockRegistry(":memory:");
  registry.addBlocks(entriesOf(tree.folder));
  const { totalFiles } = registry.getStats();
  for (const query of QUERIES) registry.search(query);
  const wall: number[] = [];
  const processor: number[] = [];
  let hits = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const query of QUERIES) {
      const start = performance.now();
      const used = process.cpuUsage();
      hits += registry.search(query).length;
      const { user, system } = process.cpuUsage(used);
      wall.push(performance.now() - start);
      processor.push((user + system) / 1000);
    }
  }
  print(
    `${totalFiles} files, ${(tree.bytes / 1e6).toFixed(1)} MB; ${QUERIES.length} queries x ${ROUNDS}, ${hits / ROUNDS} hits with snippets a round`,
  );
  print(`wall clock:     ${quantiles(wall)} (target p95 5 ms)`);
  print(`processor time: ${quantiles(processor)}`);
}

function* entriesOf(folder: string) {
  for (const { path, absolutePath } of walkDirectory(folder)) {
    yield unpackedEntry(path, readFileSync(absolutePath, "utf8"));
  }
}
