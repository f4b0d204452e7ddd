import { existsSync } from "node:fs";
import { join } from "node:path";
import { countTokens, truncateToTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { bestDocuments } from "./best-documents.ts";
import { OTHER_LAYOUTS, PARAGRAPHS, type ProseLayout } from "./prose-layouts.ts";
import { isAnswered, QA_SETS, type QaCase, xquadArticles } from "./qa-cases.ts";

const SHARES = [0.5, 0.33, 0.3, 0.2, 0.1, 0.05];

/** Gives the text of a case within a limit. */
type Method = (one: QaCase) => (maxTokens: number) => string;

/**
 * Share of gold answers still in the text when only a part of the tokens is kept, the question given. Halves: even cases, on
 * which the weights of the ranking were fitted, and odd ones, which were not looked at.
 */
export function packProseRows({ print, dataDir }: BenchIo): void {
  const heads = SHARES.map((share) => `${share * 100} %`).join(" | ");
  print(`| answers kept, tuned half / held-out half | cases | ${heads} | fullest / limit |`);
  print(`|---|--:|${SHARES.map(() => "---|").join("")}---|`);
  for (const [name, file, read] of QA_SETS) {
    const path = dataDir === undefined ? "" : join(dataDir, file);
    if (!existsSync(path)) {
      print(`| ${name} | skipped: ${file} is not there |`);
      continue;
    }
    const cases = read(path);
    for (const [method, kept] of methodsFor(PARAGRAPHS)) {
      print(rowOf(`${name}: ${method}`, { cases, kept, layout: PARAGRAPHS }));
    }
    for (const layout of OTHER_LAYOUTS) {
      print(rowOf(`${name}, ${layout.name}: ours`, { cases, kept: ours(layout, false), layout }));
    }
  }
  const articles = dataDir === undefined ? "" : join(dataDir, QA_SETS[0][1]);
  if (!existsSync(articles)) return;
  const cases = xquadArticles(articles);
  for (const [method, kept] of methodsFor(PARAGRAPHS)) {
    const name = `XQuAD, the five paragraphs of one article: ${method}`;
    print(rowOf(name, { cases, kept, layout: PARAGRAPHS }));
  }
}

function methodsFor(layout: ProseLayout): readonly (readonly [name: string, kept: Method])[] {
  return [
    ["ours, cuts marked", ours(layout, false)],
    ["ours, bare", ours(layout, true)],
    [
      "the best documents by BM25, the last cut off",
      ({ passages, question }) => bestDocuments(passages, question),
    ],
    ["the first tokens", (one) => (maxTokens) => truncateToTokens(layout.textOf(one), maxTokens)],
  ];
}

function ours({ kind, textOf }: ProseLayout, bare: boolean): Method {
  const engine = new HeuristicEngine();
  return (one) => {
    const text = textOf(one);
    return (maxTokens) => engine.pack(text, { query: one.question, maxTokens, kind, bare }).text;
  };
}

interface ProseRow {
  readonly cases: readonly QaCase[];
  readonly kept: Method;
  readonly layout: ProseLayout;
}

function rowOf(name: string, { cases, kept, layout }: ProseRow): string {
  const answered = SHARES.map(() => [0, 0] as [number, number]);
  let fullest = 0;
  for (const [index, one] of cases.entries()) {
    const total = countTokens(layout.textOf(one));
    const within = kept(one);
    for (const [at, share] of SHARES.entries()) {
      const maxTokens = Math.floor(total * share);
      const text = within(maxTokens);
      fullest = Math.max(fullest, countTokens(text) / maxTokens);
      const halves = answered[at] as [number, number];
      if (isAnswered(text, one.answers)) halves[index % 2 === 0 ? 0 : 1]++;
    }
  }
  const [even, odd] = [Math.ceil(cases.length / 2), Math.floor(cases.length / 2)];
  const shares = answered.map((halves) => {
    return `${(halves[0] / even).toFixed(3)} / ${(halves[1] / odd).toFixed(3)}`;
  });
  return `| ${name} | ${cases.length} | ${shares.join(" | ")} | ${fullest.toFixed(3)} |`;
}
