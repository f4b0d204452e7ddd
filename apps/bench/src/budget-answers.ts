import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ContextCandidate, packContext } from "@tokenpak/budget";
import { countTokens, createTokenCounter, truncateToTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import { bestDocuments, rankedBy } from "./best-documents.ts";
import { isAnswered, QA_SETS, type QaCase } from "./qa-cases.ts";

/** Of the tokens of all documents. */
const SHARES = [0.5, 0.3, 0.2, 0.1, 0.05];

type Method = (question: QaCase, maxTokens: number) => string;

const METHODS: Readonly<Record<string, (cases: QaCase) => Method>> = {
  "packContext, cuts marked in the text": (one) => contextOf(one, false),
  "packContext, cuts in the result alone (bare)": (one) => contextOf(one, true),
  "the best by BM25, whole ones": bestWhole,
  "the best by BM25, the last cut off": bestCut,
  "the first, cut off": () => headOf,
};

/** Prints the share of questions whose answer is still in the context, at several limits. */
export function printAnswers({ print, dataDir }: BenchIo): void {
  print(
    `| answers still in the context, limit as a share of all documents | cases | ${SHARES.map((share) => `${share * 100} %`).join(" | ")} | fullest / limit | mean / limit |`,
  );
  print(`|---|---|${SHARES.map(() => "---|").join("")}---|---|`);
  for (const [name, file, read] of QA_SETS) {
    const path = dataDir === undefined ? "" : join(dataDir, file);
    if (!existsSync(path)) {
      print(`| ${name} | skipped: ${file} is not there |`);
      continue;
    }
    const cases = read(path);
    for (const [method, prepare] of Object.entries(METHODS)) {
      print(rowOf(`${name}: ${method}`, { cases, prepare }));
    }
  }
}

function rowOf(
  name: string,
  {
    cases,
    prepare,
  }: { readonly cases: readonly QaCase[]; readonly prepare: (one: QaCase) => Method },
): string {
  const kept = SHARES.map(() => 0);
  const fills: number[] = [];
  for (const one of cases) {
    const total = countTokens(documentsOf(one));
    const method = prepare(one);
    for (const [index, share] of SHARES.entries()) {
      const maxTokens = Math.floor(total * share);
      const text = method(one, maxTokens);
      fills.push(countTokens(text) / maxTokens);
      if (isAnswered(text, one.answers)) kept[index] = (kept[index] ?? 0) + 1;
    }
  }
  const fullest = fills.reduce((most, fill) => Math.max(most, fill), 0);
  const mean = fills.reduce((sum, fill) => sum + fill, 0) / fills.length;
  const shares = kept.map((count) => (count / cases.length).toFixed(3)).join(" | ");
  return `| ${name} | ${cases.length} | ${shares} | ${fullest.toFixed(3)} | ${mean.toFixed(3)} |`;
}

const documentsOf = ({ passages }: QaCase): string => passages.join("\n\n");

/** What is there of the documents in their order. */
function headOf(one: QaCase, maxTokens: number): string {
  return truncateToTokens(documentsOf(one), maxTokens);
}

/** Whole documents by rank, each that still fits. */
function bestWhole({ passages, question }: QaCase): Method {
  const counter = createTokenCounter();
  const ranked = rankedBy(passages, question).map((at) => passages[at] ?? "");
  return (_, maxTokens) => {
    let text = "";
    for (const passage of ranked) {
      const longer = text === "" ? passage : `${text}\n\n${passage}`;
      if (counter.count(longer) <= maxTokens) text = longer;
    }
    return text;
  };
}

function bestCut({ passages, question }: QaCase): Method {
  const best = bestDocuments(passages, question);
  return (_, maxTokens) => best(maxTokens);
}

/** Each document a candidate: whole, or as selections of its sentences by the question. */
function contextOf({ passages, question }: QaCase, bare: boolean): Method {
  const engine = new HeuristicEngine();
  const candidates: readonly ContextCandidate[] = passages.map((text, index) => {
    const sizes = SIZES.map((share) => Math.round(countTokens(text) * share));
    const renditions = [...engine.ladder(text, { query: question, kind: "text", sizes, bare })];
    return { ref: `document ${index + 1}`, renditions };
  });
  return (_, maxTokens) =>
    packContext(candidates, { totalTokens: maxTokens, query: question }).text;
}

const SIZES = [0.8, 0.6, 0.45, 0.33, 0.25, 0.18];
