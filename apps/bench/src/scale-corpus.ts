import { join } from "node:path";
import { listInstalledTexts, readInstalledTexts } from "./installed-texts.ts";

/** Blocks of text as large indexes have them, made from installed texts; the same ones for the same packages. */
export interface ScaleCorpus {
  /** The block of a number from 0. */
  readonly block: (number: number) => ScaleBlock;
}

/** One made-up file. */
export interface ScaleBlock {
  readonly path: string;
  readonly text: string;
}

/** So much of the installed texts is what blocks are cut from. */
const SOURCE_BYTES = 40_000_000;

/** Lines of a block: most have a handful, a few have hundreds, 2 to the power of these. */
const LEAST_LINES_LOG = 2;
const MOST_LINES_LOG = 8;

/**
 * Each block is a run of neighbouring lines of a real file, so words, phrases and punctuation come as often and as near each
 * other as they do. A larger index also has more distinct words: each block declares a name of two words of the source and a
 * number, which a few other blocks use.
 */
export function scaleCorpus(): ScaleCorpus {
  const installed = join(import.meta.dirname, "../../../node_modules/.pnpm");
  const { texts } = readInstalledTexts(installed, { maxBytes: SOURCE_BYTES });
  const files = texts
    .map((text) => text.split("\n").filter((line) => line.length < 400))
    .filter((lines) => lines.length > 10);
  const folders = [...new Set(listInstalledTexts(installed).map((path) => folderOf(path)))];
  const words = nameWords(texts);
  return {
    block: (number) => {
      const random = randomFrom(number);
      const lines = files[below(files.length, random)] as readonly string[];
      const log = LEAST_LINES_LOG + random() * (MOST_LINES_LOG - LEAST_LINES_LOG) * random();
      const length = Math.floor(2 ** log);
      const start = below(Math.max(1, lines.length - length), random);
      const own = nameOf(number, words);
      const used = nameOf(below(number + 1, random), words);
      const folder = folders[below(folders.length, random)] as string;
      const body = lines.slice(start, start + length).join("\n");
      const isProse = number % 3 === 0;
      const head = isProse ? `# ${own}\n\nSee ${used}.` : `export const ${own} = ${used}(1);`;
      return {
        path: `${folder}/${own}.${isProse ? "md" : "ts"}`,
        text: `${head}\n${body}\n`,
      };
    },
  };
}

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An integer from 0 to below `limit`. */
export function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit);
}

function folderOf(path: string): string {
  return path.split("/").slice(-4, -1).join("/");
}

function nameOf(number: number, words: readonly string[]): string {
  const random = randomFrom(number + 0x5bd1e995);
  const pick = (): string => words[below(words.length, random)] as string;
  const second = pick();
  return `${pick()}${second[0]?.toUpperCase()}${second.slice(1)}${number % 1000}`;
}

function nameWords(texts: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.slice(0, 2000).matchAll(/\b[a-z]{4,12}\b/g)) words.add(word);
  }
  return [...words].sort();
}
