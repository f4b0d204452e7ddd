import { BlockRegistry } from "@tokenpak/registry";
import type { BenchIo } from "./bench-io.ts";
import { rankCommitCases, readCommitCases } from "./commit-to-file.ts";
import { PlainFts5 } from "./plain-fts5.ts";
import { meanMeasures, measureRanking, type RankMeasures } from "./rank-measures.ts";
import { readRepositoryFolder } from "./repository-folder.ts";
import {
  halfOf,
  type RetrievalDocument,
  type RetrievalSet,
  readRetrievalSets,
} from "./retrieval-sets.ts";
import { unpackedEntry } from "./unpacked-entry.ts";

/** The measures of both systems on one case. */
export interface RankedCase {
  readonly id: string;
  readonly ours: RankMeasures;
  readonly plain: RankMeasures;
}

/** Prints how well search ranks: public collections, and the files of commits, beside plain FTS5 in the same run. */
export async function benchRetrieval({ print, dataDir }: BenchIo): Promise<void> {
  const { sets, missing } = readRetrievalSets(dataDir);
  for (const set of sets) {
    print(
      `### ${set.name}: ${set.documents.length} documents, ${set.queries.length} queries; nDCG@10 / MRR@10 / Recall@5`,
    );
    for (const line of table(rankSet(set), collectionFigures)) print(line);
  }
  for (const name of missing) print(`### ${name}: skipped, no data`);
  const folder = readRepositoryFolder();
  const cases = readCommitCases(folder);
  print(`### commit to file: ${cases.length} commits, subject to changed files; hit@5 / MRR@10`);
  for (const line of table(rankCommitCases(folder, cases), commitFigures)) print(line);
}

/** Both systems on every query of a collection. */
export function rankSet(set: RetrievalSet): readonly RankedCase[] {
  using registry = new BlockRegistry(":memory:");
  using plain = new PlainFts5();
  const ids = new Map<string, string>();
  for (const document of set.documents) ids.set(pathOf(document), document.id);
  registry.addBlocks(
    set.documents.map((document) => unpackedEntry(pathOf(document), textOf(document))),
  );
  plain.put(set.documents.map((document) => [document.id, `${document.title}\n${document.text}`]));
  return set.queries.map(({ id, text, grades }) => ({
    id,
    ours: measureRanking(
      registry.search(text, { topK: 10 }).map((hit) => ids.get(hit.path) as string),
      grades,
    ),
    plain: measureRanking(plain.search(text), grades),
  }));
}

/** Letters for digits: a number in a path would be a word that queries can hit. */
function pathOf({ id, fileType }: RetrievalDocument): string {
  return `q${id.replace(/\d/g, (digit) => "bcdfghjklm"[Number(digit)] as string)}z.${fileType}`;
}

function textOf({ title, text }: RetrievalDocument): string {
  return title === "" ? text : `# ${title}\n\n${text}`;
}

type Figures = (measures: RankMeasures) => string;

const collectionFigures: Figures = ({ ndcg, mrr, recall }) =>
  [ndcg, mrr, recall].map((value) => value.toFixed(4)).join(" ");
const commitFigures: Figures = ({ hit, mrr }) =>
  [hit, mrr].map((value) => value.toFixed(4)).join(" ");

function table(cases: readonly RankedCase[], figures: Figures): readonly string[] {
  const halves = [
    ["all", cases],
    ["tuning", cases.filter(({ id }) => halfOf(id) === "tuning")],
    ["held-out", cases.filter(({ id }) => halfOf(id) === "held-out")],
  ] as const;
  return halves.map(([name, some]) => {
    const ours = figures(meanMeasures(some.map((one) => one.ours)));
    const plain = figures(meanMeasures(some.map((one) => one.plain)));
    return `${name.padEnd(9)} ${String(some.length).padStart(4)}  ours ${ours}   plain FTS5 ${plain}`;
  });
}
