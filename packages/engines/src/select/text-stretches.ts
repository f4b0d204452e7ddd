import type { Source } from "../ladder/source.ts";
import { quotesError } from "./error-lines.ts";
import type { Stretch } from "./rank-units.ts";
import { sentencesOf } from "./sentences.ts";
import { unwrapped } from "./unwrapped.ts";
import { wrapsOn } from "./wraps-on.ts";

/** Paragraphs longer than this are cut into sentences, so that a limit can take a part of them. */
const LONG = 240;
/** A line up to this length may be a title. */
const LONGEST_TITLE = 100;

/**
 * A text without known structure as stretches: a line each, blank lines with the line above; a hard-wrapped paragraph is one
 * line; a long one goes by sentences. They tile the text. Lines without a blank one between them are a passage, a title and what
 * it stands above are one too.
 */
export function textStretches(source: Source): Stretch[] {
  const stretches: Stretch[] = [];
  const last = source.lineCount;
  let passage = 1;
  for (let line = 1; line <= last; ) {
    let end = line;
    while (end < last && wrapsOn(source.text, source.lineEnd(end) - 1)) end++;
    let next = end + 1;
    while (next <= last && source.line(next).trim() === "") next++;
    const from = source.lineStart(line);
    const to = source.lineStart(next);
    const structural = line === 1 || next > last;
    const isTitle = end === line && isTitleLine(source, line, next);
    const stretch = { from, to, structural, passage, isTitle };
    for (const part of partsOf(source.text, stretch)) stretches.push(part);
    if (next > end + 1 && !isTitle) passage = next;
    line = next;
  }
  return stretches;
}

/** A long paragraph by sentences. */
function partsOf(text: string, paragraph: Stretch): readonly Stretch[] {
  const { from, to } = paragraph;
  if (to - from <= LONG) return [paragraph];
  const line = unwrapped(text.slice(from, to));
  const ranges = sentencesOf(line, 0, to - from);
  return ranges.map(([start, end]) => ({
    ...paragraph,
    from: from + start,
    to: from + end,
    mayReport: ranges.length === 1 || quotesError(line.slice(start, end)),
  }));
}

/** Whether a short line without an end stands above a line of prose. */
function isTitleLine(source: Source, line: number, next: number): boolean {
  if (next > source.lineCount) return false;
  const title = source.line(line).trim();
  if (title.length > LONGEST_TITLE || /[.!?:;,]$/.test(title)) return false;
  const below = source.line(next);
  return below.length > LONGEST_TITLE && below.length > 2 * title.length;
}
