import type { Cut } from "../../ladder/draft.ts";
import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { reportsError } from "../../select/error-lines.ts";
import { preserves } from "../../select/preserve.ts";
import { termsOf } from "../../select/score-by-query.ts";
import { sentencesOf } from "../../select/sentences.ts";
import { wordsOf } from "../../select/words.ts";
import type { MarkdownBlock } from "./blocks.ts";

/** A marker costs about a dozen tokens; leaving out less text than this saves nothing. */
const LEAST_CUT_CHARACTERS = 80;

/**
 * What the `structure` rung leaves out: sentences of prose that only connect. Kept are the first sentence below each heading,
 * and every sentence with a link, code, a number, a report of an error, a word of the query, or what `preserve` names.
 */
export function structureCuts(
  source: Source,
  blocks: readonly MarkdownBlock[],
  request: RungRequest,
): Cut[] {
  const left: Stretch[] = [];
  const keeps = sentenceFilter(request);
  let opening = true;
  for (const block of blocks) {
    if (block.type === "heading") opening = true;
    if (block.type !== "prose" && block.type !== "quote") continue;
    for (const sentence of sentencesIn(source, block)) {
      const isOpening = opening;
      opening = false;
      if (!isOpening && !keeps(source.text.slice(sentence.from, sentence.to))) left.push(sentence);
    }
  }
  return joined(left).filter(({ from, to }) => to - from >= LEAST_CUT_CHARACTERS);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The sentences of a block; the last takes the blank lines behind the block along. */
function sentencesIn(source: Source, block: MarkdownBlock): Stretch[] {
  const from = source.lineStart(block.firstLine);
  const to = source.lineEnd(block.paddedLine);
  const text = unwrapped(source.text.slice(from, to));
  return sentencesOf(text, 0, text.length).map(([start, end]) => ({
    from: from + start,
    to: from + end,
  }));
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

function sentenceFilter({ query, preserve }: RungRequest): (sentence: string) => boolean {
  const isPreserved = preserves(preserve);
  const terms = query === undefined ? undefined : termsOf(query);
  return (sentence) =>
    /[\d`[\]<]|https?:/.test(sentence) ||
    isPreserved(sentence) ||
    reportsError(sentence) ||
    (terms !== undefined && wordsOf(sentence).some((word) => terms.has(word)));
}
