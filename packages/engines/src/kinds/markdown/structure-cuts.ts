import type { Cut } from "../../ladder/draft.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { reportsError } from "../../select/error-lines.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { sentencesOf } from "../../select/sentences.ts";
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
const LOOKS_LIKE_A_BLOCK = /^\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||=+\s*$|-+\s*$|```|~~~)/;

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
  const keeps = sentenceFilter(request);
  const preserved = preservedSpans(source.text, request.preserve);
  let opening = true;
  for (const block of blocks) {
    if (block.type === "heading") opening = true;
    if (block.type !== "prose" && block.type !== "quote") continue;
    for (const sentence of sentencesIn(source, block)) {
      const text = source.text.slice(sentence.from, sentence.to);
      const isKept =
        opening ||
        preserved.touches(sentence.from, sentence.to) ||
        DEFINITION.test(lineOf(source, sentence.from)) ||
        keeps(text);
      opening = false;
      if (!isKept) left.push(sentence);
      else if (LOOKS_LIKE_A_BLOCK.test(text)) dropLastBefore(left, sentence.from);
    }
  }
  return joined(left).filter(({ from, to }) => to - from >= LEAST_CUT_CHARACTERS);
}

/** Keeps the sentence that ends at an offset after all. */
function dropLastBefore(left: Stretch[], offset: number): void {
  if (left.at(-1)?.to === offset) left.pop();
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
  const cuts: { from: number; to: number; pieces: number }[] = [];
  for (const { from, to } of stretches) {
    const last = cuts.at(-1);
    if (last?.to === from) {
      last.to = to;
      last.pieces++;
    } else {
      cuts.push({ from, to, pieces: 1 });
    }
  }
  return cuts;
}

/** A paragraph on one line, so that sentences do not end where its lines wrap. Offsets stay. */
function unwrapped(text: string): string {
  return text.replaceAll("\n", " ");
}

function sentenceFilter({ query }: RungRequest): (sentence: string) => boolean {
  const terms = query === undefined ? undefined : termsOf(query);
  return (sentence) =>
    CUES.test(sentence) ||
    TELLING_WORDS.test(sentence) ||
    reportsError(sentence) ||
    (terms !== undefined && wordsOf(sentence).some((word) => terms.has(word)));
}
