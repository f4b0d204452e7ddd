import { parseEnvelope } from "@tokenpak/core";
import { ITEMS_CODEC } from "./decode-items.ts";
import type { ItemLines } from "./item-lines.ts";
import { readItemBody } from "./read-item-body.ts";

/** Indexes of lines that stand one after the other: the first, and behind the last. */
export type LineRange = readonly [from: number, to: number];

/** Codecs whose bodies hold parts below headers. */
const WITH_PARTS: ReadonlySet<string> = new Set([ITEMS_CODEC.name, "mixed"]);

/**
 * The lines of a content that stand literally in what was sent for it, under their own line numbers or where counting finds
 * them: all of what was sent as it is, those between the markers of an output that tiles its source. None of an output in
 * another notation, and none of a content that is an output itself: what it says is not there.
 */
export function visibleLines(
  content: string,
  { lines, endsInBreak }: ItemLines,
  text: string,
): readonly LineRange[] {
  const envelope = parseEnvelope(text);
  if (text === content)
    return envelope === undefined && lines.length > 0 ? [[0, lines.length]] : [];
  if (envelope === undefined) return [];
  const { codec, exact, sigil, body } = envelope;
  if (exact && !WITH_PARTS.has(codec)) return [];
  const ranges: [number, number][] = [];
  let next = 0;
  const written = body.split("\n");
  if (endsInBreak && written.at(-1) === "") written.pop();
  for (const piece of readItemBody(written, sigil)) {
    if (piece.type === "line") {
      if (next >= lines.length || lines[next] !== piece.line) return [];
      const open = ranges.at(-1);
      if (open?.[1] === next) open[1]++;
      else ranges.push([next, next + 1]);
      next++;
    } else if (piece.type === "part") {
      if (!WITH_PARTS.has(codec) || piece.header.place.unit !== "lines") return [];
      next = piece.header.place.to;
    } else next = piece.type === "cut" ? piece.marker.to : piece.reference.to;
  }
  return next === lines.length ? ranges : [];
}
