import { parseEnvelope } from "@tokenpak/core";
import { ITEMS_CODEC } from "./decode-items.ts";
import type { ItemLines } from "./item-lines.ts";
import { type ItemPiece, readItemBody } from "./read-item-body.ts";

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
  const withParts = WITH_PARTS.has(envelope.codec);
  if (envelope.exact && !withParts) return [];
  const written = envelope.body.split("\n");
  if (endsInBreak && written.at(-1) === "") written.pop();
  return literalLines(lines, readItemBody(written, envelope.sigil), withParts) ?? [];
}

/** The lines that stand between markers and parts; `undefined` for what does not tile the lines. */
function literalLines(
  lines: readonly string[],
  pieces: Iterable<ItemPiece>,
  withParts: boolean,
): readonly LineRange[] | undefined {
  const ranges: [number, number][] = [];
  let last = 0;
  for (const piece of pieces) {
    last = piece.to;
    if (piece.type === "part" && !withParts) return undefined;
    if (piece.type !== "line") continue;
    if (lines[last - 1] !== piece.line) return undefined;
    const open = ranges.at(-1);
    if (open?.[1] === last - 1) open[1] = last;
    else ranges.push([last - 1, last]);
  }
  return last === lines.length ? ranges : undefined;
}
