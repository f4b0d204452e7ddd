import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { wordsOf } from "../../select/words.ts";
import type { Fold } from "./outline.ts";

/** Share of a query's words that a fold must hold to stay open. */
const MATCHING_SHARE = 0.6;

/**
 * Which folds a request keeps open: those that touch what `preserve` names, that hold an identifier of the query (`maxTokens`,
 * `load_config`) as a whole word, or at least 60 % of the query's words. The line above a fold counts as part of it: it
 * names what is folded. Linear in the source for building, logarithmic for each fold.
 */
export function keptFolds(
  source: Source,
  { query = "", preserve }: RungRequest,
): (fold: Pick<Fold, "first" | "last">) => boolean {
  const preserved = linesOfMatches(source, preserve);
  const identifiers = linesOfMatches(source, identifiersOf(query).map(wholeWord));
  const terms = linesOfTerms(source, termsOf(query));
  const least = Math.ceil(terms.length * MATCHING_SHARE);
  return ({ first, last }) => {
    if (holdsAny(preserved, first, last) || holdsAny(identifiers, first - 1, last)) return true;
    const held = terms.filter((lines) => holdsAny(lines, first - 1, last)).length;
    return terms.length > 0 && held >= least;
  };
}

/** Numbers of the lines that matches touch, ascending. */
function linesOfMatches(source: Source, patterns: RungRequest["preserve"]): readonly number[] {
  const touched = new Uint8Array(source.lineCount + 2);
  for (const item of patterns) {
    if (item === "") continue;
    const pattern = typeof item === "string" ? literal(item) : everywhere(item);
    let covered = 0;
    for (const { index, 0: text } of source.text.matchAll(pattern)) {
      const last = source.lineAt(index + Math.max(0, text.length - 1));
      // Matches come in order, so lines up to the last one's end are done.
      for (let line = Math.max(covered, source.lineAt(index)); line <= last; line++)
        touched[line] = 1;
      covered = last;
    }
  }
  return indexesOf(touched);
}

/** For each term the lines that hold it, ascending. */
function linesOfTerms(source: Source, terms: ReadonlySet<string>): readonly (readonly number[])[] {
  const lines = new Map<string, number[]>();
  for (const term of terms) lines.set(term, []);
  if (lines.size === 0) return [];
  for (let line = 1; line <= source.lineCount; line++) {
    for (const word of new Set(wordsOf(source.line(line)))) lines.get(word)?.push(line);
  }
  return [...lines.values()];
}

function indexesOf(flags: Uint8Array): readonly number[] {
  const indexes: number[] = [];
  for (let at = flags.indexOf(1); at >= 0; at = flags.indexOf(1, at + 1)) indexes.push(at);
  return indexes;
}

/** Whether one of ascending numbers is from `first` to `last`. */
function holdsAny(sorted: readonly number[], first: number, last: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < first) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? Number.POSITIVE_INFINITY) <= last;
}

/** Words of a query that can only be names in code. */
function identifiersOf(query: string): readonly string[] {
  const words = query.match(/[\w$]{3,200}/g) ?? [];
  return words.filter((word) => /[a-z\d][A-Z]|[A-Za-z]_+[A-Za-z]|[A-Za-z]\d/.test(word));
}

function wholeWord(word: string): RegExp {
  return new RegExp(`(?<![\\w$])${escaped(word)}(?![\\w$])`, "g");
}

function literal(text: string): RegExp {
  return new RegExp(escaped(text), "g");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function everywhere(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}g`);
}
