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
  const cuts: Cut[] = [];
  const keeps = sentenceFilter(request);
  let opening = true;
  for (const block of blocks) {
    if (block.type === "prose" || block.type === "quote") {
      cuts.push(
        ...cutsIn(source, block, (sentence, first) => (first && opening) || keeps(sentence)),
      );
      opening = false;
    } else if (block.type === "heading") {
      opening = true;
    }
  }
  return cuts;
}

function cutsIn(
  source: Source,
  block: MarkdownBlock,
  keeps: (sentence: string, first: boolean) => boolean,
): Cut[] {
  const from = source.lineStart(block.firstLine);
  const to = source.lineEnd(block.lastLine);
  const cuts: { from: number; to: number; pieces: number }[] = [];
  for (const [start, end] of sentencesOf(unwrapped(source, from, to), 0, to - from)) {
    const sentence = source.text.slice(from + start, from + end);
    if (keeps(sentence, start === 0)) continue;
    const last = cuts.at(-1);
    if (last?.to === from + start) {
      last.to = from + end;
      last.pieces++;
    } else {
      cuts.push({ from: from + start, to: from + end, pieces: 1 });
    }
  }
  return cuts.filter((cut) => cut.to - cut.from >= LEAST_CUT_CHARACTERS);
}

/** A paragraph on one line, so that sentences do not end where its lines wrap. Offsets stay. */
function unwrapped(source: Source, from: number, to: number): string {
  return source.text.slice(from, to).replaceAll("\n", " ");
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
