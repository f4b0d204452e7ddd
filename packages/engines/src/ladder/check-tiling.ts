import { type Marker, readMarker } from "@tokenpak/core";
import type { Source } from "./source.ts";

/**
 * Reads an output as kept text and markers, and checks that together they tile the source: nothing is missing that no marker
 * names, nothing stands there that the source has not, and everything is in order. Shares nothing with the renderer.
 *
 * Answers what is wrong, or `undefined`.
 */
export function checkTiling(source: Source, body: string, sigil: string): string | undefined {
  let at: Position | undefined = { cursor: 0, midLine: false };
  for (const [index, line] of body.split("\n").entries()) {
    const marker = line.includes(sigil) ? readMarker(line, sigil) : undefined;
    at = marker === undefined ? skipKept(source.text, line, at) : skipMarked(source, marker, at);
    if (at === undefined) {
      return marker === undefined
        ? `line ${index + 1} of the output is not what the source goes on with`
        : `line ${index + 1} of the output marks the wrong place`;
    }
  }
  return at.cursor === source.text.length
    ? undefined
    : "the end of the source is missing without a marker";
}

/** How far the source has been accounted for, and whether that is in the middle of a line. */
interface Position {
  readonly cursor: number;
  readonly midLine: boolean;
}

/** Where the source goes on behind a kept line: a torn line must be followed by a marker. */
function skipKept(text: string, line: string, at: Position): Position | undefined {
  if (at.midLine || !text.startsWith(line, at.cursor)) return undefined;
  const cursor = at.cursor + line.length;
  return text[cursor] === "\n"
    ? { cursor: cursor + 1, midLine: false }
    : { cursor, midLine: cursor < text.length };
}

/** Where the source goes on behind a marker, or `undefined` where the marker does not stand for what comes next. */
function skipMarked(source: Source, marker: Marker, at: Position): Position | undefined {
  const { unit, from, to, count } = marker;
  if (to < from || count < 1) return undefined;
  if (unit === "line") {
    const inside = to <= source.lineCount && count === to - from + 1 && !at.midLine;
    if (!inside || source.lineStart(from) !== at.cursor) return undefined;
    return { cursor: source.lineEnd(to), midLine: false };
  }
  const next = unit === "span" && count === 1 && from === at.cursor + 1 && to <= source.text.length;
  return next ? { cursor: to, midLine: false } : undefined;
}
