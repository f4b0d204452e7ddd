import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A public collection with questions and judgments of which documents answer them. */
export interface RetrievalSet {
  readonly name: string;
  readonly documents: readonly RetrievalDocument[];
  readonly queries: readonly RetrievalQuery[];
}

/** A document of a {@link RetrievalSet}. */
export interface RetrievalDocument {
  readonly id: string;
  /** Extension that says what it is. */
  readonly fileType: string;
  readonly title: string;
  readonly text: string;
}

/** A question and what answers it. */
export interface RetrievalQuery {
  readonly id: string;
  readonly text: string;
  /** Grade by document; absent ones and those of 0 do not answer. */
  readonly grades: ReadonlyMap<string, number>;
}

/** Name of the folder and what its documents are. */
const SETS = [
  ["scifact", "md"],
  ["cranfield", "md"],
  ["cosqa-dev", "py"],
] as const;

/** The sets that are there, and the names of those that are not. */
export function readRetrievalSets(dataDir: string | undefined): {
  readonly sets: readonly RetrievalSet[];
  readonly missing: readonly string[];
} {
  const found = SETS.filter(([name]) => dataDir && existsSync(join(dataDir, "retrieval", name)));
  return {
    sets: found.map(([name, fileType]) =>
      readSet(join(dataDir ?? "", "retrieval", name), { name, fileType }),
    ),
    missing: SETS.filter((set) => !found.includes(set)).map(([name]) => name),
  };
}

/** The half of a case: cases of `tuning` are looked at while search is changed, `held-out` ones are not. Fixed by its id. */
export function halfOf(id: string): "tuning" | "held-out" {
  const first = createHash("sha256").update(id).digest()[0] as number;
  return first < 128 ? "tuning" : "held-out";
}

function readSet(
  folder: string,
  { name, fileType }: { readonly name: string; readonly fileType: string },
): RetrievalSet {
  const corpus = gunzipSync(readFileSync(join(folder, "corpus.jsonl.gz"))).toString("utf8");
  const documents = jsonLines<{ _id: string; title: string; text: string }>(corpus);
  const questions = jsonLines<{ _id: string; text: string }>(
    readFileSync(join(folder, "queries.jsonl"), "utf8"),
  );
  const grades = readGrades(readFileSync(join(folder, "qrels.tsv"), "utf8"));
  return {
    name,
    documents: documents.map(({ _id, title, text }) => ({ id: _id, fileType, title, text })),
    queries: questions.flatMap(({ _id, text }) => {
      const judged = grades.get(_id);
      return judged === undefined ? [] : [{ id: _id, text, grades: judged }];
    }),
  };
}

function jsonLines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function readGrades(tsv: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const grades = new Map<string, Map<string, number>>();
  for (const line of tsv.split("\n").slice(1)) {
    const [query, document, grade] = line.split("\t");
    if (query === undefined || document === undefined || !(Number(grade) > 0)) continue;
    const judged = grades.get(query) ?? new Map<string, number>();
    grades.set(query, judged.set(document, Number(grade)));
  }
  return grades;
}
