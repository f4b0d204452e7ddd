import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { Cut } from "./draft.ts";
import type { Source } from "./source.ts";

/** A marker and the offsets of the source text that it stands for. */
export interface PlacedMarker extends Marker {
  /** UTF-16 offsets of the text left out: first character, and behind the last. */
  readonly range: readonly [from: number, to: number];
}

/** Source text with its cuts replaced by markers. */
export interface RenderedCuts {
  readonly body: string;
  /** The same without any marker; a statement that stood before one stays, so that code still parses. */
  readonly bareBody: string;
  readonly markers: readonly PlacedMarker[];
}

/** Replaces each cut by a marker on a line of its own. Cuts that touch become one. */
export function renderCuts(source: Source, cuts: readonly Cut[], style: MarkerStyle): RenderedCuts {
  const { text } = source;
  const body: string[] = [];
  const bare: string[] = [];
  const markers: PlacedMarker[] = [];
  let cursor = 0;
  for (const cut of settled(source.text, cuts)) {
    const { to } = cut;
    const kept = text.slice(cursor, cut.from);
    const marker = markerOf(source, cut);
    const indent = cut.indent ?? "";
    const lineEnd = to < text.length ? "\n" : "";
    const breakBefore = kept !== "" && !kept.endsWith("\n") ? "\n" : "";
    body.push(kept, breakBefore, indent, formatMarker(marker, style), lineEnd);
    bare.push(kept);
    if (indent.trim() !== "") bare.push(breakBefore, indent.trimEnd(), lineEnd);
    else if (to < text.length && text[to - 1] === "\n") bare.push(breakBefore);
    markers.push(marker);
    cursor = to;
  }
  const rest = text.slice(cursor);
  body.push(rest);
  bare.push(rest);
  return { body: body.join(""), bareBody: bare.join(""), markers };
}

/**
 * Cuts that touch become one. Line breaks at the edges settle so that the output can be read in one way only: a kept line keeps
 * its own break, and a cut up to a break takes the break along.
 */
function settled(text: string, cuts: readonly Cut[]): readonly Cut[] {
  const joined: Cut[] = [];
  for (const cut of cuts) {
    const last = joined.at(-1);
    const from =
      text[cut.from] === "\n" && last?.to !== cut.from && isMidLine(text, cut.from)
        ? cut.from + 1
        : cut.from;
    const to = text[cut.to] === "\n" && isMidLine(text, cut.to) ? cut.to + 1 : cut.to;
    if (to <= from) continue;
    if (last !== undefined && last.to >= from) {
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, to) };
    } else {
      joined.push({ ...cut, from, to });
    }
  }
  return joined;
}

/** Whether there is text of the same line before an offset. */
function isMidLine(text: string, offset: number): boolean {
  return offset > 0 && text[offset - 1] !== "\n";
}

function markerOf(source: Source, cut: Cut): PlacedMarker {
  const range = [cut.from, cut.to] as const;
  const first = source.lineAt(cut.from);
  if (source.lineStart(first) === cut.from) {
    const last = source.lineAt(cut.to - 1);
    if (source.lineEnd(last) === cut.to) {
      return { unit: "line", from: first, to: last, count: last - first + 1, range };
    }
  }
  return { unit: "span", from: cut.from + 1, to: cut.to, count: 1, range };
}
