import { type TokenCounter, truncateToTokens } from "@tokenpak/core";
import { type CutSource, cutText } from "./cut-text.ts";
import type { TextRange } from "./kept-ranges.ts";

/** What is shown of a text, and how long it may be. */
export interface LengthenOptions {
  readonly ranges: readonly TextRange[];
  /** Tokens of the text as `cutText` shows it. */
  readonly tokens: number;
  readonly maxTokens: number;
  readonly counter: TokenCounter;
}

/**
 * Shows more of a text behind the places where it breaks off, the first ones first: whole gaps as long as they fit, then a part of
 * the next, up to the end of a word. The same ranges where nothing fits.
 */
export function lengthenedRanges(
  document: CutSource,
  options: LengthenOptions,
): readonly TextRange[] {
  const { content: source } = document;
  const { maxTokens, counter } = options;
  let { ranges, tokens } = options;
  for (let closed = 0; closed < MOST_GAPS; closed++) {
    const longer = withoutFirstGap(source, { ranges, room: maxTokens - tokens });
    if (longer === undefined) break;
    const count = counter.count(cutText(document, longer));
    if (count > maxTokens) break;
    ranges = longer;
    tokens = count;
  }
  for (let room = maxTokens - tokens; room > 0; room -= TRIM) {
    const longer = intoFirstGap(source, { ranges, room, counter });
    if (longer === undefined) break;
    if (counter.count(cutText(document, longer)) <= maxTokens) return longer;
  }
  return ranges;
}

/** Gaps that are closed as a whole. */
const MOST_GAPS = 3;
/** Tokens less where a text turns out longer than its pieces. */
const TRIM = 2;
/** Characters that a token has at most, of texts that are worth reading. */
const MOST_CHARACTERS = 16;

interface Room {
  readonly ranges: readonly TextRange[];
  /** Tokens that may be added. */
  readonly room: number;
}

/** `undefined` where there is no gap behind a range, or clearly no room for what is in it. */
function withoutFirstGap(source: string, { ranges, room }: Room): readonly TextRange[] | undefined {
  const gap = firstGap(source, ranges);
  if (gap === undefined || gap.to - gap.from > room * MOST_CHARACTERS) return undefined;
  const next = ranges[gap.after + 1];
  return ranges.toSpliced(gap.after, 2, [gap.begin, next?.[1] ?? gap.to]);
}

/** Up to the end of a word; `undefined` where not one fits. */
function intoFirstGap(
  source: string,
  { ranges, room, counter }: Room & Pick<LengthenOptions, "counter">,
): readonly TextRange[] | undefined {
  const gap = firstGap(source, ranges);
  if (gap === undefined) return undefined;
  const rest = source.slice(gap.from, Math.min(gap.to, gap.from + room * MOST_CHARACTERS));
  const { encoding } = counter;
  let to = gap.from + truncateToTokens(rest, room, { encoding }).length;
  while (to > gap.from && (to >= gap.to || !/\s/.test(source[to] as string))) to--;
  return to === gap.from ? undefined : ranges.toSpliced(gap.after, 1, [gap.begin, to]);
}

interface Gap {
  /** Index of the range before it, and where that begins. */
  readonly after: number;
  readonly begin: number;
  readonly from: number;
  readonly to: number;
}

/** The first gap that has a range before it. */
function firstGap(source: string, ranges: readonly TextRange[]): Gap | undefined {
  const after = ranges.findIndex(([, to]) => to < source.length);
  const [begin, from] = ranges[after] ?? [];
  if (begin === undefined || from === undefined) return undefined;
  return { after, begin, from, to: ranges[after + 1]?.[0] ?? source.length };
}
