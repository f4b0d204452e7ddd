import type { Cut } from "../../ladder/draft.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { reportsError } from "../../select/error-lines.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { sentencesOf } from "../../select/sentences.ts";
import { unwrapped } from "../../select/unwrapped.ts";
import { wordsOf } from "../../select/words.ts";
import type { MarkdownBlock } from "./blocks.ts";

/** A marker costs about a dozen tokens; leaving out less text than this saves nothing. */
const LEAST_CUT_CHARACTERS = 80;

/** Links, code, numbers as digits, emphasis, mathematics, HTML, addresses. */
const CUES = /[\d`[\]<$@]|\*\*|__|https?:|www\.|^\s{0,3}: /;

/** Numbers as words, and words that forbid, require or warn: a document without them says something else. */
const TELLING_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|million|never|not|must|cannot|required|unless|except|warning|caution|important|deprecated)\b|n['’]t\b/i;

/** What a line begins with that is no paragraph: a sentence behind a marker must not look like one. */
const LOOKS_LIKE_A_BLOCK = /^\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||```|~~~)/;

/** A line under which a paragraph is a heading. */
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*(?:\r?\n|$)/;

/** A link's definition, or a footnote. */
const DEFINITION = /^ {0,3}\[[^\]\n]{1,300}\]:/;

/**
 * What the `structure` rung leaves out: sentences of prose that only connect. Kept are the first sentence below each heading,
 * and every sentence with a link, code, a number, emphasis, a word that forbids or requires, a report of an error, a word of
 * the query, or what `preserve` names.
 */
export function structureCuts(
  source: Source,
  blocks: readonly MarkdownBlock[],
  request: RungRequest,
): Cut[] {
  const left: Stretch[] = [];
  const keeps = sentenceFilter(source, request);
  let opening = true;
  for (const block of blocks) {
    if (block.type === "heading") opening = true;
    if (needsBlankLine(source, block)) keepBlankLines(left, source, block.firstLine);
    if (!isProse(source, block)) continue;
    for (const sentence of sentencesIn(source, block)) {
      if (opening || keeps(sentence)) standApart(left, source, sentence);
      else left.push(sentence);
      opening = false;
    }
  }
  return joined(left).filter(({ from, to }) => to - from >= LEAST_CUT_CHARACTERS);
}

/** Whether a block may lose sentences. A paragraph with a line that begins like HTML may hold some, and stays whole. */
function isProse(source: Source, { type, firstLine, lastLine }: MarkdownBlock): boolean {
  if (type !== "prose" && type !== "quote") return false;
  for (let line = firstLine; line <= lastLine; line++) {
    if (/^ {0,3}<[a-zA-Z/!]/.test(source.line(line))) return false;
  }
  return true;
}

/** Whether a marker right above would be read as a part of a block: of an underlined heading, or of indented code. */
function needsBlankLine(source: Source, { type, firstLine, lastLine }: MarkdownBlock): boolean {
  if (type === "heading") return lastLine > firstLine;
  return type === "code" && /^(?: {4}|\t)/.test(source.line(firstLine));
}

/** Keeps a sentence from being read as something else behind a marker: as a list item, or as a line under a heading. */
function standApart(left: Stretch[], source: Source, { from, to }: Stretch): void {
  const text = source.text.slice(from, to);
  if (UNDERLINE.test(text)) keepBlankLines(left, source, source.lineAt(from));
  else if (LOOKS_LIKE_A_BLOCK.test(text) && left.at(-1)?.to === from) left.pop();
}

/** Keeps the blank lines above a line after all, where what is left out ends with them. */
function keepBlankLines(left: Stretch[], source: Source, line: number): void {
  const last = left.at(-1);
  if (last?.to !== source.lineStart(line)) return;
  let to = line;
  while (to > 1 && source.line(to - 1).trim() === "") to--;
  left[left.length - 1] = { from: last.from, to: source.lineStart(to) };
}

function lineOf(source: Source, offset: number): string {
  return source.line(source.lineAt(offset));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The sentences of a block; the last takes the blank lines behind the block along. Sentences inside one pair of brackets or
 * backticks are one: a link's text or code is not torn.
 */
function sentencesIn(source: Source, block: MarkdownBlock): Stretch[] {
  const from = source.lineStart(block.firstLine);
  const to = source.lineEnd(block.paddedLine);
  const text = unwrapped(source.text.slice(from, to));
  const whole: { from: number; to: number }[] = [];
  let open = NOTHING_OPEN;
  for (const [start, end] of sentencesOf(text, 0, text.length)) {
    const last = whole.at(-1);
    if (last !== undefined && isOpen(open)) last.to = from + end;
    else whole.push({ from: from + start, to: from + end });
    open = openBehind(text.slice(start, end), open);
  }
  return whole;
}

/** What a sentence leaves open. */
interface Open {
  readonly brackets: number;
  readonly code: boolean;
}

const NOTHING_OPEN: Open = { brackets: 0, code: false };

function isOpen({ brackets, code }: Open): boolean {
  return code || brackets > 0;
}

function openBehind(sentence: string, { brackets, code }: Open): Open {
  let depth = brackets;
  let isCode = code;
  for (const [mark] of sentence.matchAll(/`+|[[\]]/g)) {
    if (mark.startsWith("`")) isCode = !isCode;
    else if (!isCode) depth = Math.max(0, depth + (mark === "[" ? 1 : -1));
  }
  return { brackets: depth, code: isCode };
}

function joined(stretches: readonly Stretch[]): Cut[] {
  const cuts: { from: number; to: number }[] = [];
  for (const { from, to } of stretches) {
    const last = cuts.at(-1);
    if (last?.to === from) {
      last.to = to;
    } else {
      cuts.push({ from, to });
    }
  }
  return cuts;
}

function sentenceFilter(
  source: Source,
  { query, preserve }: RungRequest,
): (sentence: Stretch) => boolean {
  const preserved = preservedSpans(source.text, preserve);
  const terms = query === undefined ? undefined : termsOf(query);
  return ({ from, to }) => {
    const text = source.text.slice(from, to);
    return (
      CUES.test(text) ||
      TELLING_WORDS.test(text) ||
      reportsError(text) ||
      preserved.touches(from, to) ||
      DEFINITION.test(lineOf(source, from)) ||
      (terms !== undefined && wordsOf(text).some((word) => terms.has(word)))
    );
  };
}
