import type { SearchOptions } from "@tokenpak/core";
import { below, randomFrom, type ScaleCorpus } from "./scale-corpus.ts";
import { QUERIES } from "./search.ts";

/** Queries of one class. */
export interface QueryClass {
  readonly name: string;
  readonly queries: readonly string[];
  readonly options?: SearchOptions;
}

const SAMPLE = 3000;
const PER_CLASS = 30;

/** Queries that the blocks from 0 to `blocks` answer, by how hard they are; always the same. */
export function scaleQueries(corpus: ScaleCorpus, blocks: number): readonly QueryClass[] {
  const random = randomFrom(7);
  const sample = Array.from({ length: SAMPLE }, () => corpus.block(below(blocks, random)));
  const texts = sample.map(({ text }) => text);
  const [folder = ""] = sample[0]?.path.split("/") ?? [];
  const shares = wordShares(texts);
  const between = (least: number, most: number): readonly string[] =>
    [...shares].filter(([, share]) => share >= least && share < most).map(([word]) => word);
  const common = between(0.05, 1);
  const mid = between(0.005, 0.02);
  const rare = between(0, 1.5 / SAMPLE);
  const pick = <T>(list: readonly T[]): T => list[below(list.length, random)] as T;
  const many = (make: () => string): readonly string[] => Array.from({ length: PER_CLASS }, make);
  return [
    { name: "common word", queries: many(() => pick(common)) },
    { name: "mid word", queries: many(() => pick(mid)) },
    { name: "rare word", queries: many(() => pick(rare)) },
    { name: "two common words", queries: many(() => `${pick(common)} ${pick(common)}`) },
    { name: "four mid words", queries: many(() => [1, 2, 3, 4].map(() => pick(mid)).join(" ")) },
    {
      name: "six mixed words",
      queries: many(() => [common, common, mid, mid, rare, mid].map(pick).join(" ")),
    },
    { name: "question", queries: QUERIES },
    {
      name: "two, in a folder",
      queries: many(() => `${pick(common)} ${pick(mid)}`),
      options: { pathPrefix: `${folder}/` },
    },
    {
      name: "two, in a type",
      queries: many(() => `${pick(common)} ${pick(mid)}`),
      options: { fileType: "md" },
    },
    { name: "identifier", queries: many(() => pick(namesIn(pick(texts)))) },
    { name: "phrase", queries: many(() => `"${phraseOf(pick(texts), random)}"`) },
    { name: "piece of a name", queries: many(() => pick(namesIn(pick(texts))).slice(2, -2)) },
    { name: "piece of a line", queries: many(() => stretchOf(pick(texts), random)) },
  ];
}

/** In which share of the texts each word is; words of four letters or more. */
function wordShares(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.match(/\b[a-z]{4,}\b/g))) {
      counts.set(word, (counts.get(word) ?? 0) + 1 / texts.length);
    }
  }
  return counts;
}

/** The names that a block declares and uses. */
function namesIn(text: string): readonly string[] {
  return text.slice(0, 200).match(/\b[a-z]+[A-Z][a-z]+\d+\b/g) ?? [text.slice(0, 8)];
}

function phraseOf(text: string, random: () => number): string {
  const words = text.match(/[A-Za-z]{2,}(?:[ \t]+[A-Za-z]{2,}){2,3}/g) ?? [text.slice(0, 10)];
  return words[below(words.length, random)] as string;
}

/** Twelve to twenty-four characters in the middle of a line. */
function stretchOf(text: string, random: () => number): string {
  const lines = text.split("\n").filter((line) => line.trim().length > 30);
  const line = lines[below(lines.length, random)]?.trim() ?? text.slice(0, 40);
  const length = 12 + below(13, random);
  const start = below(Math.max(1, line.length - length), random);
  return line.slice(start, start + length);
}
