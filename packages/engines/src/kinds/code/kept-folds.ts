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
 * names what is folded.
 */
export function keptFolds(source: Source, request: RungRequest): (fold: Fold) => boolean {
  const ranges = preservedRanges(source.text, request.preserve);
  const matches = queryMatcher(request.query ?? "");
  return (fold) => {
    const from = source.lineStart(fold.first);
    const to = source.lineEnd(fold.last);
    if (ranges.some(([start, end]) => start < to && end > from)) return true;
    return matches?.(source.text.slice(source.lineStart(Math.max(1, fold.first - 1)), to)) ?? false;
  };
}

type Range = readonly [from: number, to: number];

/** Where preserved text stands, touching ranges joined. */
function preservedRanges(text: string, preserve: RungRequest["preserve"]): readonly Range[] {
  const ranges: Range[] = [];
  for (const item of preserve) {
    if (item === "") continue;
    const pattern = typeof item === "string" ? literal(item) : withFlag(item);
    for (const match of text.matchAll(pattern)) {
      ranges.push([match.index, match.index + Math.max(1, match[0].length)]);
    }
  }
  return ranges;
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "g");
}

function withFlag(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}g`);
}

function queryMatcher(query: string): ((text: string) => boolean) | undefined {
  const terms = [...termsOf(query)];
  if (terms.length === 0) return undefined;
  const identifiers = query.match(/[\w$]+/g)?.filter(isIdentifier) ?? [];
  const least = Math.ceil(terms.length * MATCHING_SHARE);
  return (text) => {
    if (identifiers.some((identifier) => holdsWord(text, identifier))) return true;
    const words = new Set(wordsOf(text));
    return terms.filter((term) => words.has(term)).length >= least;
  };
}

/** Whether a word of a query can only be a name in code. */
function isIdentifier(word: string): boolean {
  return word.length > 2 && /[a-z\d][A-Z]|[A-Za-z]_+[A-Za-z]|[A-Za-z]\d/.test(word);
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + word.length] ?? " ";
    if (!/[\w$]/.test(before) && !/[\w$]/.test(after)) return true;
  }
  return false;
}
