import type { Omission } from "@tokenpak/core";

/** A stretch of a text: UTF-16 offsets, the end exclusive. */
export type TextRange = readonly [from: number, to: number];

/**
 * What a rendition shows of its source, in order, by what it says it leaves out: `undefined` where that is not counted in lines and
 * spans, or where what should be there does not stand in it.
 */
export function keptRanges(
  source: string,
  { text, omissions }: { readonly text: string; readonly omissions: readonly Omission[] },
): readonly TextRange[] | undefined {
  const starts = lineStarts(source);
  const kept: TextRange[] = [];
  let at = 0;
  for (const omission of omissions) {
    const [start, end] = placeOf(omission, starts) ?? [-1, -1];
    if (start < at) return undefined;
    if (start > at) kept.push([at, start]);
    at = Math.min(end, source.length);
  }
  if (at < source.length) kept.push([at, source.length]);
  return standIn(text, kept, source) ? kept : undefined;
}

function placeOf({ unit, from, to }: Omission, starts: readonly number[]): TextRange | undefined {
  if (unit === "span") return [from - 1, to];
  if (unit !== "line") return undefined;
  return [starts[from - 1] ?? Number.POSITIVE_INFINITY, starts[to] ?? Number.POSITIVE_INFINITY];
}

/** Offsets at which lines begin. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1))
    starts.push(end + 1);
  return starts;
}

function standIn(text: string, ranges: readonly TextRange[], source: string): boolean {
  let at = 0;
  for (const [from, to] of ranges) {
    const shown = source.slice(from, to).trim();
    const found = text.indexOf(shown, at);
    if (found < 0) return false;
    at = found + shown.length;
  }
  return true;
}
