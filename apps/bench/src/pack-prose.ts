import { existsSync } from "node:fs";
import { join } from "node:path";
import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { isAnswered, QA_SETS, type QaCase } from "./qa-cases.ts";

const SHARES = [0.5, 0.3, 0.1, 0.05];

/** Share of gold answers still in the text when only a part of the tokens is kept, the question given. */
export function packProseRows({ print, dataDir }: BenchIo): void {
  print(
    "| question answering, passages kept by query | cases | kept 50 % | 30 % | 10 % | 5 % | largest output / limit |",
  );
  print("|---|---|---|---|---|---|---|");
  for (const [name, file, read] of QA_SETS) {
    const path = dataDir === undefined ? "" : join(dataDir, file);
    if (!existsSync(path)) {
      print(`| ${name} | skipped: ${file} is not there | | | | | |`);
      continue;
    }
    print(rowOf(name, read(path)));
  }
}

function rowOf(name: string, cases: readonly QaCase[]): string {
  const engine = new HeuristicEngine();
  let fullest = 0;
  const shares = SHARES.map((share) => {
    const kept = cases.filter(({ question, answers, passages }) => {
      const text = passages.join("\n\n");
      const maxTokens = Math.floor(countTokens(text) * share);
      const packed = engine.pack(text, { query: question, maxTokens, kind: "text" });
      fullest = Math.max(fullest, packed.tokens / maxTokens);
      return isAnswered(packed.text, answers);
    });
    return (kept.length / cases.length).toFixed(3);
  });
  return `| ${name} | ${cases.length} | ${shares.join(" | ")} | ${fullest.toFixed(3)} |`;
}
