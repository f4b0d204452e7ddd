import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A question, the answers that count, and the passages to find one in. */
export interface QaCase {
  readonly question: string;
  readonly answers: readonly string[];
  readonly passages: readonly string[];
}

/** Sets of questions: name, file in the folder of data, and how it is read. */
export const QA_SETS = [
  ["XQuAD, 20 paragraphs, every 5th question", "qa/xquad/xquad.en.json", xquadCases],
  ["NQ, 20 documents, every 5th question", "qa/nq/nq-open-oracle.first1300.jsonl.gz", nqCases],
] as const;

/** Whether one of the answers stands in a text, both normalised. */
export function isAnswered(output: string, answers: readonly string[]): boolean {
  const text = normalise(output);
  return answers.some((answer) => text.includes(normalise(answer)));
}

/** SQuAD's normalisation: lower case, without punctuation and articles. */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .replace(/\b(?:a|an|the)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

interface Squad {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly {
        readonly question: string;
        readonly answers: readonly { readonly text: string }[];
      }[];
    }[];
  }[];
}

function xquadCases(path: string): readonly QaCase[] {
  const { data } = JSON.parse(readFileSync(path, "utf8")) as Squad;
  const all = data.flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context));
  const cases = data.flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ context, qas }) =>
      qas.map(({ question, answers }) => ({
        question,
        answers: answers.map(({ text }) => text),
        passages: withDistractors(context, all, question),
      })),
    ),
  );
  return everyFifth(cases);
}

/** Questions on XQuAD's articles, each with the five paragraphs of its own article and no others; every fifth. */
export function xquadArticles(path: string): readonly QaCase[] {
  const { data } = JSON.parse(readFileSync(path, "utf8")) as Squad;
  const cases = data.flatMap(({ paragraphs }) => {
    const passages = paragraphs.map(({ context }) => context);
    return paragraphs.flatMap(({ qas }) =>
      qas.map(({ question, answers }) => ({
        question,
        answers: answers.map(({ text }) => text),
        passages,
      })),
    );
  });
  return everyFifth(cases);
}

function nqCases(path: string): readonly QaCase[] {
  const records = gunzipSync(readFileSync(path))
    .toString("utf8")
    .trim()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(line) as {
          readonly question: string;
          readonly answers: readonly string[];
          readonly ctxs: readonly { readonly title: string; readonly text: string }[];
        },
    );
  const passageOf = ({ ctxs }: (typeof records)[number]): string =>
    ctxs.map(({ title, text }) => `${title}\n${text}`).join("\n");
  const all = records.map(passageOf);
  const cases = records.map((record) => ({
    question: record.question,
    answers: record.answers,
    passages: withDistractors(passageOf(record), all, record.question),
  }));
  return everyFifth(cases);
}

const everyFifth = <T>(items: readonly T[]): readonly T[] =>
  items.filter((_, index) => index % 5 === 0);

/** The gold passage among 19 others, at a place that the question's hash chooses. */
function withDistractors(
  gold: string,
  all: readonly string[],
  question: string,
): readonly string[] {
  const hash = createHash("sha256").update(question).digest();
  const start = hash.readUInt32BE(0) % all.length;
  const others: string[] = [];
  for (let step = 0; others.length < 19 && step < all.length; step++) {
    const passage = all[(start + step * 7) % all.length] as string;
    if (passage !== gold && !others.includes(passage)) others.push(passage);
  }
  return others.toSpliced(hash.readUInt8(4) % 20, 0, gold);
}
