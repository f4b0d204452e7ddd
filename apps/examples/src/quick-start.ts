/**
 * The Quick Start: pack every file of a folder, and see what each lost and kept.
 *
 *     pnpm --filter @tokenpak/examples quick-start [folder]
 */
import { readFileSync } from "node:fs";
import { HeuristicEngine, walkDirectory } from "tokenpak";
import { repositoryPath } from "./repository-path.ts";

const folder = process.argv[2] ?? repositoryPath("docs");

// CompressionEngine is the abstract base of all engines; this is the one to use.
const engine = new HeuristicEngine();

for (const { path, absolutePath } of walkDirectory(folder)) {
  const content = readFileSync(absolutePath, "utf8");
  const { text, tokens, tokensBefore, grade, facts } = engine.pack(content, { path });
  const what = text === content ? "unchanged" : `${tokensBefore} -> ${tokens} tokens, ${grade}`;
  process.stdout.write(`${path}: ${what}, ${facts.kept} of ${facts.extracted} facts\n`);
}

const sample = readFileSync(repositoryPath("docs/DESIGN.md"), "utf8");
const brief = engine.compress(sample, { maxTokens: 200, query: "how is a limit kept" });
process.stdout.write(`\nDESIGN.md in 200 tokens:\n${brief}\n`);
