import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Texts of one sort, as somebody would hand them over without a question. */
export interface ProseSet {
  readonly name: string;
  readonly texts: readonly string[];
}

/** Questions or passages that make up one text where the source has short ones. */
const PER_TEXT = 20;
const MOST_TEXTS = 60;

/** Sets of texts: name, file in the folder of data, and how its texts are read. */
const SETS = [
  ["XQuAD articles", "qa/xquad/xquad.en.json", xquadTexts],
  ["NQ, 20 passages each", "qa/nq/nq-open-oracle.first1300.jsonl.gz", nqTexts],
  ["SciFact abstracts", "retrieval/scifact/corpus.jsonl.gz", abstracts],
  ["GSM8K, 20 problems each", "qa/gsm8k/test.jsonl", problems],
] as const;

/** The sets that are in the folder of data, and the names of those that are not. */
export function readProseSets(dataDir: string | undefined): {
  readonly sets: readonly ProseSet[];
  readonly missing: readonly string[];
} {
  const isThere = (file: string): boolean =>
    dataDir !== undefined && existsSync(join(dataDir, file));
  return {
    sets: SETS.filter(([, file]) => isThere(file)).map(([name, file, read]) => ({
      name,
      texts: read(readText(join(dataDir as string, file))).slice(0, MOST_TEXTS),
    })),
    missing: SETS.filter(([, file]) => !isThere(file)).map(([name]) => name),
  };
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

function recordsOf<T>(text: string): readonly T[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

function xquadTexts(text: string): readonly string[] {
  const { data } = JSON.parse(text) as {
    readonly data: readonly { readonly paragraphs: readonly { readonly context: string }[] }[];
  };
  return data.map(({ paragraphs }) => paragraphs.map(({ context }) => context).join("\n\n"));
}

function nqTexts(text: string): readonly string[] {
  type Record = { readonly ctxs: readonly { readonly title: string; readonly text: string }[] };
  return together(
    recordsOf<Record>(text).map(({ ctxs }) =>
      ctxs.map(({ title, text: passage }) => `${title}\n${passage}`).join("\n"),
    ),
  );
}

function abstracts(text: string): readonly string[] {
  return recordsOf<{ readonly title: string; readonly text: string }>(text).map(
    ({ title, text: abstract }) => `${title}\n\n${abstract}`,
  );
}

function problems(text: string): readonly string[] {
  return together(recordsOf<{ readonly question: string }>(text).map(({ question }) => question));
}

function together(parts: readonly string[]): readonly string[] {
  const count = Math.floor(parts.length / PER_TEXT);
  return Array.from({ length: count }, (_, at) =>
    parts.slice(at * PER_TEXT, (at + 1) * PER_TEXT).join("\n\n"),
  );
}
