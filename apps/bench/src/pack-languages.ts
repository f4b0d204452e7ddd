import { countTokens } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import type { BenchIo } from "./bench-io.ts";
import {
  inOtherForms,
  type LanguageQuestion,
  questionsTo,
  vocabularyOf,
} from "./language-questions.ts";
import { declarations, type LanguageText, messageTexts } from "./language-texts.ts";
import { packSentenceRows } from "./pack-sentences.ts";
import { packByWhiteSpace } from "./white-space-baseline.ts";

const SHARES = [0.5, 0.3, 0.2, 0.1];

/** Questions asked to a text in each half. */
const MOST = 16;

/**
 * Texts in many languages under a limit: whether what a question asks for is kept, and numbers and names without a question. The
 * same two texts in each language, so that languages compare. Questions at even places were there to tune by, odd ones not.
 */
export function packLanguageRows({ print }: BenchIo): void {
  print(
    "Kept at 50/30/20/10 % of the tokens, in percent of the questions: tuned half, held-out half; the held-out half asked in",
  );
  print(
    "other forms of its words; a packer by white space alone, held-out half, as asked and in other forms.\n",
  );
  for (const [title, texts, figures] of [
    ["Declaration of human rights, any word", declarations(), false],
    ["TypeScript's messages, numbers and names", messageTexts(), true],
  ] as const) {
    print(`| ${title} | questions | tuned | held out | other forms | white space | other forms |`);
    print("|---|---|---|---|---|---|---|");
    for (const text of texts) print(questionRow(text, figures));
    print("");
  }
  print(
    "| TypeScript's messages, no question, 50 % of the tokens | numbers and names kept | share of lines' text kept |",
  );
  print("|---|---|---|");
  for (const text of messageTexts()) print(figureRow(text));
  print("");
  packSentenceRows(print);
}

function questionRow(text: LanguageText, figures: boolean): string {
  const whole = text.paragraphs.join("\n\n");
  const total = countTokens(whole);
  const engine = new HeuristicEngine();
  const asked = questionsTo(text, { figures });
  const [tuned, heldOut] = [0, 1].map((half) =>
    asked.filter((_, at) => at % 2 === half).slice(0, MOST),
  );
  const vocabulary = vocabularyOf(text);
  const others = (heldOut ?? []).map((question) => inOtherForms(question, vocabulary));
  const ours = (query: string, maxTokens: number): string =>
    engine.pack(whole, { kind: "text", query, maxTokens, bare: true }).text;
  const baseline = (query: string, maxTokens: number): string =>
    packByWhiteSpace(whole, query, maxTokens);
  const cells = [
    keptBy(ours, tuned ?? [], total),
    keptBy(ours, heldOut ?? [], total),
    keptBy(ours, others, total),
    keptBy(baseline, heldOut ?? [], total),
    keptBy(baseline, others, total),
  ];
  const count = (tuned?.length ?? 0) + (heldOut?.length ?? 0);
  return `| ${text.name} | ${count} | ${cells.join(" | ")} |`;
}

function keptBy(
  pack: (query: string, maxTokens: number) => string,
  questions: readonly LanguageQuestion[],
  total: number,
): string {
  return SHARES.map((share) => {
    const kept = questions.filter(({ words, frame, answer }) =>
      pack([...frame, ...words].join(" "), Math.floor(total * share)).includes(answer),
    );
    return ((100 * kept.length) / Math.max(1, questions.length)).toFixed(0);
  }).join("/");
}

/** Numbers, and names of code in quotation marks or not, each once. */
const FIGURES = /--?\w[\w-]*|'[^'\s]{1,40}'|\p{Nd}[\p{Nd}.,]*|\p{L}*\p{Ll}\p{Lu}\p{L}*/gu;

function figureRow(text: LanguageText): string {
  const whole = text.paragraphs.join("\n\n");
  const maxTokens = Math.floor(countTokens(whole) / 2);
  const packed = new HeuristicEngine().pack(whole, { kind: "text", maxTokens, bare: true }).text;
  const figures = [...new Set(whole.match(FIGURES) ?? [])];
  const kept = figures.filter((figure) => packed.includes(figure));
  const share = ((100 * packed.length) / whole.length).toFixed(0);
  return `| ${text.name} | ${kept.length} of ${figures.length}, ${((100 * kept.length) / figures.length).toFixed(0)} % | ${share} % |`;
}
