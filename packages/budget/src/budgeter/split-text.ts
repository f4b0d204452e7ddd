/** A part of a text, by offsets and by lines. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  /** First and last line, from 1. */
  readonly lines: readonly [first: number, last: number];
}

/** A part of a text, with what stands between it and the next. */
export interface TextPart {
  readonly text: string;
  /** Empty for the last one. */
  readonly after: string;
  readonly lines: readonly [first: number, last: number];
}

/** A text in parts: `head`, then each part's `text` and `after`, then `tail`, are the text. */
export interface SplitText {
  readonly source: string;
  readonly head: string;
  readonly parts: readonly TextPart[];
  readonly tail: string;
  /** What is left when no part is. */
  readonly empty: string;
}

/**
 * The text cut at the ranges, which are in order and apart. When none of the parts is left, nothing is, or with `keepsEnds` what stands
 * before the first and after the last.
 */
export function splitText(
  source: string,
  ranges: readonly TextRange[],
  keepsEnds = false,
): SplitText {
  const last = ranges.length - 1;
  const parts = ranges.map(({ start, end, lines }, index) => ({
    text: source.slice(start, end),
    after: index === last ? "" : source.slice(end, ranges[index + 1]?.start),
    lines,
  }));
  const head = source.slice(0, ranges[0]?.start);
  const tail = source.slice(ranges[last]?.end ?? 0);
  const empty = keepsEnds ? (head.trimEnd() + tail.trimStart()).trim() : "";
  return { source, head, parts, tail, empty };
}

/** What stands in the text of each part that is kept, `undefined` for the others: each is followed by what followed its part. */
export function joinText(
  split: SplitText,
  kept: readonly ({ readonly text: string } | undefined)[],
): string {
  const pieces: string[] = [];
  split.parts.forEach(({ after }, index) => {
    const text = kept[index]?.text;
    if (text !== undefined) pieces.push(text, after);
  });
  if (pieces.length === 0) return split.empty;
  pieces.pop();
  return split.head + pieces.join("") + split.tail;
}
