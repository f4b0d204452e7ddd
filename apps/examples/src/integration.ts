/**
 * The full example: index a folder by hand, search it, compress what was found, and fit it into a budget.
 *
 *     pnpm --filter @tokenpak/examples integration [folder]
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Block, BlockRegistry, Budgeter, getEngine } from "tokenpak";
import { getProcessor } from "tokenpak/processors";
import { countTokens } from "tokenpak/tokens";
import { walkDirectory } from "tokenpak/walker";
import { repositoryPath } from "./repository-path.ts";

const folder = process.argv[2] ?? repositoryPath("packages");

// A file name instead of ":memory:" keeps the index.
const registry = new BlockRegistry(":memory:");
const engine = getEngine("heuristic");
const budgeter = new Budgeter({ totalTokens: 400 });

// Index a directory
for (const { path, absolutePath, fileType } of walkDirectory(folder)) {
  const processor = getProcessor(fileType);
  if (processor === undefined) continue;
  const content = readFileSync(absolutePath, "utf8");
  const compressed = processor.process(content, path);
  const block = new Block({
    path,
    contentHash: createHash("sha256").update(content).digest("hex"),
    version: 1,
    fileType,
    rawTokens: countTokens(content),
    compressedTokens: countTokens(compressed),
    compressedContent: compressed,
  });
  registry.addBlock(block, { content });
}
const { totalFiles, totalTokens, totalCompressedTokens } = registry.getStats();
process.stdout.write(
  `Indexed ${totalFiles} files, ${totalTokens} tokens, compressed ${totalCompressedTokens}\n`,
);

// Search and retrieve
const results = registry.search("token compression", { topK: 5 });
process.stdout.write(`Found ${results.length} results\n`);
for (const { path, lineStart, snippet, why } of results) {
  const brief = engine.compress(snippet, { maxTokens: 60, query: "token compression" });
  process.stdout.write(`\n${path}:${lineStart} (${why})\n${brief}\n`);
}

// Fit into a budget
const items = results.map(({ path, score, snippet }) => ({ path, score, text: snippet }));
const { evidence, totalTokens: used, budget } = budgeter.allocate({ evidence: { items } });
const kept = evidence.items.map(({ path }) => path).join(", ");
process.stdout.write(`\n${used} of ${budget} tokens: ${kept}\n`);

registry.close();
