import { identifierParts } from "./identifier-parts.ts";
import { literalsIn } from "./literals.ts";
import { planQuery, queryWords, stemOf, WORD } from "./plan-query.ts";

/** Where something stands in a text: UTF-16 offsets, the end exclusive. */
export type TextSpan = readonly [start: number, end: number];

/** Shorter pieces of words stand nearly everywhere. */
const SHORTEST_PIECE = 3;

/**
 * Finds what a text has of a query, for showing it: words in any form, words inside identifiers, quoted phrases, and pieces of
 * words where nothing else matches. The spans are in order and do not touch. Linear in the text.
 */
export function matchFinder(query: string): (text: string) => readonly TextSpan[] {
  const stems = new Set(
    planQuery(query).flatMap((term) => (term.stems.length === 1 ? term.stems : [])),
  );
  const phrases = literalsIn(query).map(({ text }) => phrasePattern(text));
  const words = queryWords(query);
  const pieces = words.filter((word) => word.length >= SHORTEST_PIECE).map(literalPattern);
  return (text) => {
    const spans = phrases.flatMap((phrase) => spansOf(text, phrase));
    for (const { 0: word, index } of text.matchAll(WORD)) {
      for (const [start, end] of spansInWord(word, stems)) spans.push([index + start, index + end]);
    }
    if (spans.length > 0) return joined(spans);
    return joined(pieces.flatMap((piece) => spansOf(text, piece)));
  };
}

/** The word where it is sought, else those of its parts that are. */
function spansInWord(word: string, stems: ReadonlySet<string>): TextSpan[] {
  if (stems.has(stemOf(word))) return [[0, word.length]];
  const spans: TextSpan[] = [];
  let from = 0;
  for (const part of identifierParts(word).split(" ")) {
    if (part === "") continue;
    const start = word.indexOf(part, from);
    if (stems.has(stemOf(part))) spans.push([start, start + part.length]);
    // Parts of a script without spaces overlap.
    from = start + 1;
  }
  return spans;
}

function spansOf(text: string, pattern: RegExp): TextSpan[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => [index, index + found.length]);
}

function phrasePattern(plain: string): RegExp {
  return new RegExp(plain.split(" ").map(escaped).join("\\s+"), "giu");
}

function literalPattern(text: string): RegExp {
  return new RegExp(escaped(text), "giu");
}

function escaped(text: string): string {
  return text.toWellFormed().replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function joined(spans: readonly TextSpan[]): readonly TextSpan[] {
  const all: TextSpan[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = all.at(-1);
    if (last !== undefined && start <= last[1])
      all[all.length - 1] = [last[0], Math.max(last[1], end)];
    else if (end > start) all.push([start, end]);
  }
  return all;
}
