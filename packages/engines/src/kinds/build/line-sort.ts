import { PROGRESS_WORDS, STATUS_WORDS } from "./noise-words.ts";

/** How much of a line its sort is read from. */
const LOOKED_AT = 400;

/**
 * The sort of a line: lines of one sort say the same of different things, so that one of them and a count can stand for all.
 * What a line says of a passed test is its status word (among its first four or last three words), what it says of progress the
 * word for that (among the first three); of any other line it is the line with each word that holds a digit or a slash masked.
 * Indentation does not matter. Reads a line as a terminal shows it.
 */
export function sortOfLine(line: string): string {
  const words = (line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line).trim().split(/\s+/);
  const status = statusOf(words);
  if (status !== undefined) return `=${status}`;
  for (let at = 0; at < 3 && at < words.length; at++) {
    if (PROGRESS_WORDS.has(words[at] as string)) return `>${words[at]}`;
  }
  return words.map(masked).join(" ");
}

function statusOf(words: readonly string[]): string | undefined {
  const last = words.length - 3;
  for (let at = 0; at < words.length; at++) {
    if (at === 4 && last > 4) at = last;
    const word = words[at] as string;
    if (STATUS_WORDS.has(word)) return word;
  }
  return undefined;
}

function masked(word: string): string {
  if (/^[.sxXp]{3,}$/.test(word)) return ".";
  return /[\d/\\]/.test(word) ? "*" : word;
}
